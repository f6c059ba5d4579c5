/** Typed listeners, no more. */
export class Emitter<TEvents extends Record<string, unknown>> {
  private listeners = new Map<keyof TEvents, Set<(detail: never) => void>>()

  /** Returns what takes the listener away again. */
  on<K extends keyof TEvents>(name: K, listener: (detail: TEvents[K]) => void): () => void {
    const set = this.listeners.get(name) ?? new Set()
    set.add(listener as (detail: never) => void)
    this.listeners.set(name, set)
    return () => set.delete(listener as (detail: never) => void)
  }

  protected emit<K extends keyof TEvents>(name: K, detail: TEvents[K]): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) listener(detail as never)
  }
}
