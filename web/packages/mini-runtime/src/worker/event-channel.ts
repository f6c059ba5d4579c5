type Listener = (...args: unknown[]) => void

/** Between a page and the one that opened it. What is said before anybody listens is kept, as in WeChat. */
export class EventChannel {
  private listeners = new Map<string, { listener: Listener; once: boolean }[]>()
  private kept = new Map<string, unknown[][]>()

  emit = (name: string, ...args: unknown[]): void => {
    const list = this.listeners.get(name)
    if (!list || list.length === 0) {
      this.kept.set(name, [...(this.kept.get(name) ?? []), args])
      return
    }
    this.listeners.set(name, list.filter((one) => !one.once))
    for (const { listener } of list) listener(...args)
  }

  on = (name: string, listener: Listener): void => this.add(name, listener, false)
  once = (name: string, listener: Listener): void => this.add(name, listener, true)

  off = (name: string, listener?: Listener): void => {
    if (!listener) this.listeners.delete(name)
    else this.listeners.set(name, (this.listeners.get(name) ?? []).filter((one) => one.listener !== listener))
  }

  private add(name: string, listener: Listener, once: boolean): void {
    if (typeof listener !== 'function') return
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), { listener, once }])
    const kept = this.kept.get(name)
    this.kept.delete(name)
    for (const args of kept ?? []) this.emit(name, ...args)
  }
}
