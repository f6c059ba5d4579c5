import type { WorkerToHost } from '../protocol/messages'
import { ApiError } from './bridge'

/** As WeChat's: 1 MiB a key, 10 MiB in all. */
const KEY_LIMIT = 1_048_576
const TOTAL_LIMIT = 10_485_760

/** A value with what JSON forgets: dates. */
type Stored = { v: unknown } | { d: number }

/**
 * Storage that answers at once: the host sent all of it before the program began, and what changes is written behind. A
 * write is told to the host within 50 ms, and whenever the program goes to the background.
 */
export class Storage {
  private values: Map<string, string>
  private size = 0
  private changed = new Set<string>()
  private cleared = false
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(snapshot: Record<string, string>, private readonly tell: (message: WorkerToHost) => void) {
    this.values = new Map(Object.entries(snapshot))
    for (const [key, value] of this.values) this.size += key.length + value.length
  }

  get(key: string): unknown {
    const text = this.values.get(key)
    if (text === undefined) return undefined
    const stored = JSON.parse(text) as Stored
    return 'd' in stored ? new Date(stored.d) : stored.v
  }

  set(key: string, value: unknown): void {
    if (typeof key !== 'string') throw new ApiError('parameter error: parameter.key should be String instead of ' + typeof key)
    const text = JSON.stringify(value instanceof Date ? { d: value.getTime() } : { v: value })
    if (text.length > KEY_LIMIT) throw new ApiError('entry size limit reached')
    const size = this.size - this.sizeOf(key) + key.length + text.length
    if (size > TOTAL_LIMIT) throw new ApiError('exceed storage max size 10Mb')
    this.size = size
    this.values.set(key, text)
    this.note(key)
  }

  remove(key: string): void {
    if (!this.values.has(key)) return
    this.size -= this.sizeOf(key)
    this.values.delete(key)
    this.note(key)
  }

  clear(): void {
    this.values.clear()
    this.size = 0
    this.changed.clear()
    this.cleared = true
    this.note()
  }

  info(): { keys: string[]; currentSize: number; limitSize: number } {
    return { keys: [...this.values.keys()], currentSize: Math.ceil(this.size / 1024), limitSize: TOTAL_LIMIT / 1024 }
  }

  private sizeOf(key: string): number {
    const text = this.values.get(key)
    return text === undefined ? 0 : key.length + text.length
  }

  private note(key?: string): void {
    if (key !== undefined) this.changed.add(key)
    this.timer ??= setTimeout(() => this.write(), 50)
  }

  write(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (!this.cleared && this.changed.size === 0) return
    const set: Record<string, string> = {}
    const remove: string[] = []
    for (const key of this.changed) {
      const text = this.values.get(key)
      if (text === undefined) remove.push(key)
      else set[key] = text
    }
    const clear = this.cleared
    this.changed.clear()
    this.cleared = false
    this.tell({ t: 'storage', set, remove, clear })
  }
}
