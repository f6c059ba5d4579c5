import type { IntersectionEntry, WorkerToFrame } from '../protocol/messages'
import type { Runtime } from './runtime'

type Observe = Extract<WorkerToFrame, { t: 'observe' }>

/** Intersection observers that run in the frame, and who in the Worker waits for them. */
export class Observations {
  private last = 0
  private listeners = new Map<number, (entry: IntersectionEntry) => void>()

  constructor(private readonly runtime: Runtime) {}

  start(what: Omit<Observe, 't' | 'id'>, listener: (entry: IntersectionEntry) => void): number {
    const id = ++this.last
    this.listeners.set(id, listener)
    this.runtime.recorder.post({ t: 'observe', id, ...what })
    return id
  }

  stop(id: number): void {
    if (this.listeners.delete(id)) this.runtime.recorder.post({ t: 'unobserve', id })
  }

  told(id: number, entries: IntersectionEntry[]): void {
    const listener = this.listeners.get(id)
    if (!listener) return
    for (const entry of entries) this.runtime.guard(() => listener(entry), 'IntersectionObserver callback')
  }
}
