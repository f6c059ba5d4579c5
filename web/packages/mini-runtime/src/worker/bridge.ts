import type { HostToWorker, WorkerToHost } from '../protocol/messages'

/** A call that failed: its text follows `name:fail `. */
export class ApiError extends Error {
  override name = 'ApiError'
  /** Some groups name their number so. */
  errCode?: number
  constructor(message: string, readonly errno?: number) {
    super(message)
  }
}

/** The Worker's side of the line to the host: calls and their answers, events, what is only told. */
export class Bridge {
  private last = 0
  private waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  private listeners = new Map<string, ((detail: unknown) => void)[]>()

  constructor(private readonly port: MessagePort) {}

  tell(message: WorkerToHost): void {
    this.port.postMessage(message)
  }

  /** Asks the host. Arguments go as JSON would: functions and other things without a form of data are left out. */
  call(api: string, args: unknown): Promise<unknown> {
    const id = ++this.last
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      try {
        this.port.postMessage({ t: 'call', id, api, args: plain(args) })
      } catch (error) {
        this.waiting.delete(id)
        reject(new ApiError(error instanceof Error ? error.message : 'parameters cannot be sent'))
      }
    })
  }

  on(name: string, handler: (detail: unknown) => void): () => void {
    const list = this.listeners.get(name) ?? []
    this.listeners.set(name, [...list, handler])
    return () => this.listeners.set(name, (this.listeners.get(name) ?? []).filter((one) => one !== handler))
  }

  receive(message: HostToWorker): void {
    switch (message.t) {
      case 'result': {
        const waiting = this.waiting.get(message.id)
        this.waiting.delete(message.id)
        if (message.err !== undefined) waiting?.reject(new ApiError(message.err, message.code))
        else waiting?.resolve(message.ok)
        break
      }
      case 'event': this.listeners.get(message.name)?.forEach((handler) => handler(message.detail)); break
      case 'ping': this.tell({ t: 'pong', n: message.n }); break
      case 'boot': break
    }
  }
}

/** Data only. Buffers and blobs pass as they are. */
function plain(value: unknown, depth = 0): unknown {
  if (value === null || typeof value !== 'object') return typeof value === 'function' || typeof value === 'symbol' ? undefined : value
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value) || value instanceof Blob) return value
  if (depth > 40) return undefined
  if (Array.isArray(value)) return value.map((one) => plain(one, depth + 1) ?? null)
  if (value instanceof Date) return value.toJSON()
  const copy: Record<string, unknown> = {}
  for (const [key, one] of Object.entries(value)) {
    const kept = plain(one, depth + 1)
    if (kept !== undefined) copy[key] = kept
  }
  return copy
}
