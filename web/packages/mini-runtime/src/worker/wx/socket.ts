/** `wx.connectSocket`, its tasks, and the older calls that mean the first socket. */
import { ApiError } from '../bridge'
import type { Runtime } from '../runtime'
import { callAsync, registerApi, registerSync, registerTask, type Args } from './registry'

type Listener = (detail: unknown) => void
type Event = 'open' | 'message' | 'error' | 'close'

interface Told { id: number; event: Event; header?: Record<string, string>; data?: string | ArrayBuffer; text?: string; code?: number; reason?: string }

class SocketTask {
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSING = 2
  readonly CLOSED = 3
  readyState = 0
  private listeners: Record<Event, Listener[]> = { open: [], message: [], error: [], close: [] }

  constructor(private readonly runtime: Runtime, readonly socketTaskId: number, private readonly ended: () => void) {}

  onOpen = (listener: Listener): void => this.on('open', listener)
  onMessage = (listener: Listener): void => this.on('message', listener)
  onError = (listener: Listener): void => this.on('error', listener)
  onClose = (listener: Listener): void => this.on('close', listener)

  private on(event: Event, listener: Listener): void {
    if (typeof listener === 'function') this.listeners[event].push(listener)
  }

  send = (args: Args = {}): unknown => callAsync('sendSocketMessage', args, () => this.sendNow(args['data']), this.runtime)

  async sendNow(given: unknown): Promise<void> {
    if (this.readyState !== this.OPEN) throw new ApiError('SocketTask.readyState is not OPEN')
    const data = ArrayBuffer.isView(given) ? given.buffer.slice(given.byteOffset, given.byteOffset + given.byteLength) : given
    if (typeof data !== 'string' && !(data instanceof ArrayBuffer)) throw new ApiError('parameter error: parameter.data should be String or ArrayBuffer;')
    await this.runtime.bridge.call('#socket.send', { id: this.socketTaskId, data })
  }

  close = (args: Args = {}): unknown => callAsync('closeSocket', args, () => this.closeNow(args), this.runtime)

  async closeNow({ code, reason }: Args): Promise<void> {
    if (this.readyState >= this.CLOSING) throw new ApiError('SocketTask.readyState is not OPEN')
    this.readyState = this.CLOSING
    await this.runtime.bridge.call('#socket.close', { id: this.socketTaskId, ...(typeof code === 'number' && { code }), ...(typeof reason === 'string' && { reason }) })
  }

  told(told: Told): void {
    const { event } = told
    const detail: Record<Event, () => object> = {
      open: () => ({ header: told.header ?? {} }),
      message: () => ({ data: told.data }),
      error: () => ({ errMsg: told.text ?? '' }),
      close: () => ({ code: told.code ?? 1006, reason: told.reason ?? '' }),
    }
    if (event === 'open') this.readyState = this.OPEN
    if (event === 'error' || event === 'close') {
      this.readyState = this.CLOSED
      this.ended()
    }
    const made = detail[event]()
    for (const listener of [...this.listeners[event]]) this.runtime.guard(() => listener(made), `SocketTask ${event}`)
  }
}

interface Sockets { open: Map<number, SocketTask>; first: SocketTask | null }

const sockets = new WeakMap<Runtime, Sockets>()
let last = 0

function socketsOf(runtime: Runtime): Sockets {
  let all = sockets.get(runtime)
  if (!all) {
    const made: Sockets = { open: new Map(), first: null }
    sockets.set(runtime, (all = made))
    runtime.bridge.on('#socket', (told) => made.open.get((told as Told).id)?.told(told as Told))
  }
  return all
}

registerTask('connectSocket', (args, runtime, ending) => {
  const all = socketsOf(runtime)
  const task = new SocketTask(runtime, ++last, () => {
    all.open.delete(task.socketTaskId)
    if (all.first === task) all.first = null
  })
  all.open.set(task.socketTaskId, task)
  if (!all.first) {
    all.first = task
    // `wx.onSocketMessage` and the like hear the first.
    for (const event of ['open', 'message', 'error', 'close'] as const) {
      const listener: Listener = (detail) => runtime.app.emit(`socket${event[0]!.toUpperCase()}${event.slice(1)}`, detail)
      task[`on${event[0]!.toUpperCase()}${event.slice(1)}` as 'onOpen'](listener)
    }
  }
  const { url, header, protocols, timeout } = args
  ending(
    runtime.bridge
      .call('connectSocket', {
        id: task.socketTaskId, url,
        ...(typeof header === 'object' && header !== null && { header: Object.fromEntries(Object.entries(header).map(([name, value]) => [name, String(value)])) }),
        ...(Array.isArray(protocols) && { protocols }), ...(typeof timeout === 'number' && { timeout }),
      })
      .then(() => ({ socketTaskId: task.socketTaskId }), (error: Error) => {
        task.told({ id: task.socketTaskId, event: 'error', text: error.message })
        throw error
      }),
  )
  return task
}, { host: 'connectSocket' })

function first(runtime: Runtime): SocketTask {
  const task = socketsOf(runtime).first
  if (!task) throw new ApiError('WebSocket is not connected')
  return task
}

registerApi('sendSocketMessage', ({ data }, runtime) => first(runtime).sendNow(data), { host: 'connectSocket' })
registerApi('closeSocket', (args, runtime) => first(runtime).closeNow(args), { host: 'connectSocket' })
for (const event of ['Open', 'Message', 'Error', 'Close'] as const) {
  registerSync(`onSocket${event}`, (runtime, handler: unknown) => {
    // Only the last of these counts, as in WeChat.
    runtime.app.off(`socket${event}`, undefined)
    runtime.app.on(`socket${event}`, handler)
  }, { host: 'connectSocket' })
}
