import type { IntersectionEntry, Rect, WorkerToFrame } from '../protocol/messages'
import type { Frame } from './frame'
import { ownerOf } from './node'

type Observe = Extract<WorkerToFrame, { t: 'observe' }>

const MOST = 200

/** Intersection observers of programs: they run here and tell the Worker what came into view. */
export class Observers {
  private running = new Map<number, IntersectionObserver>()

  constructor(private readonly frame: Frame) {}

  observe({ id, page: pageId, nodes, relative, thresholds, initialRatio }: Observe): void {
    const { applier } = this.frame
    const page = applier.pages.get(pageId)
    if (!page || this.running.size >= MOST) return
    const reference = relative[0]
    const root = reference && reference.node !== 0 ? applier.nodes.get(reference.node) : undefined
    const m = reference?.margins ?? {}
    const first = new Set<Element>()
    const observer = new IntersectionObserver(
      (entries) => {
        const told: IntersectionEntry[] = []
        for (const entry of entries) {
          const node = ownerOf(entry.target)
          if (!node) continue
          if (first.delete(entry.target) && !crosses(initialRatio, entry.intersectionRatio, thresholds)) continue
          told.push({
            node: node.id,
            intersectionRatio: entry.intersectionRatio,
            intersectionRect: rect(entry.intersectionRect),
            boundingClientRect: rect(entry.boundingClientRect),
            relativeRect: rect(entry.rootBounds ?? new DOMRectReadOnly()),
            time: Date.now(),
          })
        }
        if (told.length > 0) this.frame.toWorker({ t: 'intersection', id, entries: told })
      },
      {
        root: root && !(root.element instanceof Text) ? root.el : page.host,
        rootMargin: `${m.top ?? 0}px ${m.right ?? 0}px ${m.bottom ?? 0}px ${m.left ?? 0}px`,
        threshold: thresholds.length > 0 ? thresholds : [0],
      },
    )
    for (const one of nodes) {
      const node = applier.nodes.get(one)
      if (!node || node.element instanceof Text) continue
      first.add(node.el)
      observer.observe(node.el)
    }
    this.running.get(id)?.disconnect()
    this.running.set(id, observer)
  }

  stop(id: number): void {
    this.running.get(id)?.disconnect()
    this.running.delete(id)
  }
}

/** Whether going from one ratio to another passes a threshold: the first report is only of interest then. */
function crosses(from: number, to: number, thresholds: number[]): boolean {
  if (from === to) return false
  return (thresholds.length > 0 ? thresholds : [0]).some((one) => (from <= one && to > one) || (from >= one && to < one) || (from < one && to >= one) || (one === 0 && from === 0 && to > 0))
}

function rect({ left, top, right, bottom, width, height }: DOMRectReadOnly): Rect {
  return { left, top, right, bottom, width, height }
}
