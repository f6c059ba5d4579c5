import { useCallback, useRef, useSyncExternalStore } from 'react'

/** Listeners hear of a burst of changes at most this often; what they then read is always the latest. */
const BURST_MS = 32

type Listener = () => void

/**
 * Tells listeners of all signals in one go, so that a message that moves from the outbox to its conversation is never drawn
 * twice or not at all in between. The first change of a burst is told at once, the rest together.
 */
class Scheduler {
  private readonly dirty = new Set<Signal<unknown>>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private planned = false
  private last = 0

  touch(signal: Signal<unknown>): void {
    this.dirty.add(signal)
    if (this.planned) return
    this.planned = true
    const wait = this.last + BURST_MS - performance.now()
    if (wait <= 0) queueMicrotask(() => this.flush())
    else this.timer = setTimeout(() => this.flush(), wait)
  }

  flush(): void {
    clearTimeout(this.timer)
    this.planned = false
    this.last = performance.now()
    const signals = [...this.dirty]
    this.dirty.clear()
    for (const signal of signals) signal.tell()
  }
}

const scheduler = new Scheduler()

/** For what must be on the screen with the next frame, such as one's own words. */
export function flushSignals(): void {
  scheduler.flush()
}

/** A value that can be watched. Values are compared by identity: change them by making new ones. */
export class Signal<T> {
  private readonly listeners = new Set<Listener>()

  constructor(private value: T) {}

  get = (): T => this.value

  set(value: T): void {
    if (Object.is(value, this.value)) return
    this.value = value
    scheduler.touch(this as Signal<unknown>)
  }

  subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  tell(): void {
    for (const listener of [...this.listeners]) listener()
  }
}

export function useSignal<T>(signal: Signal<T>): T {
  return useSyncExternalStore(signal.subscribe, signal.get, signal.get)
}

/** Watches a part of a signal; draws again only when that part is another one. */
export function useSelect<T, Part>(signal: Signal<T>, select: (value: T) => Part): Part {
  const latest = useRef(select)
  latest.current = select
  const read = useCallback(() => latest.current(signal.get()), [signal])
  return useSyncExternalStore(signal.subscribe, read, read)
}
