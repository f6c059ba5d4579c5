import { ApiError, CLIENT_CODES, errorFrom } from './errors'
import { OPERATION_TIMEOUT_MS } from './http'
import type { Hello, InputOf, OperationName, OutputOf, Push } from './types'

/** `online` after the cell's hello; `connecting` while a try is under way or planned; `offline` when the device has no network. */
export type ConnectionState = 'connecting' | 'online' | 'offline' | 'stopped'

const BACKOFF_FIRST_MS = 500
const BACKOFF_MAX_MS = 15_000
/** A try that has not said hello by then is given up. */
const HELLO_TIMEOUT_MS = 15_000
/** How long the answer to a probe of a silent connection may take. */
const PROBE_TIMEOUT_MS = 6_000
const DEFAULT_HEARTBEAT_SECONDS = 30

/** What the connection needs from its surroundings; a test gives its own. */
export interface SocketEnvironment {
  open: (url: string) => WebSocketLike
  setTimer: (run: () => void, ms: number) => unknown
  clearTimer: (timer: unknown) => void
  random: () => number
  isOnline: () => boolean
}
export interface WebSocketLike {
  send(data: string): void
  close(code?: number, reason?: string): void
  onopen: ((event: unknown) => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: unknown) => void) | null
  onerror: ((event: unknown) => void) | null
}

export interface SocketHandlers {
  onState: (state: ConnectionState) => void
  /** A new connection stands. What happened since the last one has to be fetched; pushes follow from `hello.seq` on. */
  onHello: (hello: Hello) => void
  onPush: (push: Push) => void
  /** The cell says that this session will not be let in again, or why it closes. */
  onBye?: (reason: string, resumable: boolean) => void
  /** A try ended without a hello. A browser does not say why; the same question over HTTP does. */
  onRefused?: () => void
}

interface Waiting {
  resolve: (value: unknown) => void
  reject: (error: ApiError) => void
  timer: unknown
}

/**
 * One account's connection to its cell: opens, says hello, answers calls by id, hands on pushes in order, and comes back
 * after every loss with exponential backoff and full jitter. A call whose connection is lost fails with `client.network`:
 * the caller knows whether to repeat it.
 */
export class CellSocket {
  private socket: WebSocketLike | undefined
  private state: ConnectionState = 'stopped'
  private greeted = false
  private attempts = 0
  private nextId = 1
  private retryTimer: unknown
  private helloTimer: unknown
  private heartbeatTimer: unknown
  private heartbeatMs = DEFAULT_HEARTBEAT_SECONDS * 1000
  private heard = false
  private readonly waiting = new Map<number, Waiting>()

  constructor(
    private readonly url: string,
    private readonly handlers: SocketHandlers,
    private readonly environment: SocketEnvironment = browserEnvironment,
  ) {}

  get isOpen(): boolean {
    return this.greeted
  }

  start(): void {
    if (this.state !== 'stopped') return
    this.attempts = 0
    this.connect()
  }

  /** Ends for good, until `start` is called again. */
  stop(): void {
    this.setState('stopped')
    this.clearTimers()
    this.drop('stopped')
  }

  /** The device woke up, or the network changed: try now instead of when the backoff ends, and check a connection that claims to stand. */
  nudge(): void {
    if (this.state === 'stopped') return
    if (this.greeted) this.probe()
    else if (!this.socket) {
      this.attempts = 0
      this.environment.clearTimer(this.retryTimer)
      this.connect()
    }
  }

  call<Op extends OperationName>(
    op: Op,
    input: InputOf<Op>,
    options: { key?: string; timeoutMs?: number; signal?: AbortSignal } = {},
  ): Promise<OutputOf<Op>> {
    const socket = this.socket
    if (!this.greeted || !socket) return Promise.reject(new ApiError(CLIENT_CODES.network, 'not connected'))
    if (options.signal?.aborted) return Promise.reject(new ApiError(CLIENT_CODES.aborted, 'cancelled'))
    const id = this.nextId++
    return new Promise<OutputOf<Op>>((resolve, reject) => {
      const timer = this.environment.setTimer(() => {
        this.waiting.delete(id)
        reject(new ApiError(CLIENT_CODES.timeout, 'the cell took too long to answer'))
      }, options.timeoutMs ?? OPERATION_TIMEOUT_MS)
      this.waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, timer })
      options.signal?.addEventListener('abort', () => {
        if (this.settle(id)) reject(new ApiError(CLIENT_CODES.aborted, 'cancelled'))
      })
      socket.send(JSON.stringify({ id, op, input, key: options.key }))
    })
  }

  private connect(): void {
    if (!this.environment.isOnline()) this.setState('offline')
    else this.setState('connecting')
    let socket: WebSocketLike
    try {
      socket = this.environment.open(this.url)
    } catch {
      return this.retryLater()
    }
    this.socket = socket
    this.helloTimer = this.environment.setTimer(() => this.lost(socket), HELLO_TIMEOUT_MS)
    socket.onmessage = (event) => {
      if (socket === this.socket) this.receive(event.data)
    }
    socket.onclose = () => this.lost(socket)
    socket.onerror = () => this.lost(socket)
  }

  private receive(data: unknown): void {
    this.heard = true
    const frame = parse(data)
    if (!frame) return
    if (typeof frame['id'] === 'number') this.answer(frame['id'], frame)
    else if (frame['hello']) this.greet(frame['hello'] as Hello)
    else if (frame['event']) this.push(frame as unknown as Push)
  }

  private greet(hello: Hello): void {
    this.environment.clearTimer(this.helloTimer)
    this.greeted = true
    this.attempts = 0
    this.heartbeatMs = (hello.heartbeat_seconds || DEFAULT_HEARTBEAT_SECONDS) * 1000
    this.setState('online')
    this.handlers.onHello(hello)
    this.listenForSilence()
  }

  private push(push: Push): void {
    if (push.event.type === 'bye') this.handlers.onBye?.(push.event.reason, push.event.resumable)
    else this.handlers.onPush(push)
  }

  private answer(id: number, frame: Record<string, unknown>): void {
    const waiting = this.settle(id)
    if (!waiting) return
    if ('error' in frame) waiting.reject(errorFrom(frame['error']))
    else waiting.resolve(frame['ok'])
  }

  private settle(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id)
    if (!waiting) return undefined
    this.waiting.delete(id)
    this.environment.clearTimer(waiting.timer)
    return waiting
  }

  /** Browsers answer the cell's pings unseen, so a connection that died quietly shows only when we ask. */
  private listenForSilence(): void {
    this.environment.clearTimer(this.heartbeatTimer)
    this.heard = false
    this.heartbeatTimer = this.environment.setTimer(() => {
      if (!this.greeted) return
      if (this.heard) this.listenForSilence()
      else this.probe()
    }, this.heartbeatMs)
  }

  private probe(): void {
    const socket = this.socket
    this.call('cell.info', {}, { timeoutMs: PROBE_TIMEOUT_MS }).then(
      () => this.listenForSilence(),
      (error: unknown) => {
        if (error instanceof ApiError && error.code === CLIENT_CODES.timeout && socket) this.lost(socket)
        else if (socket === this.socket) this.listenForSilence()
      },
    )
  }

  private lost(socket: WebSocketLike): void {
    if (socket !== this.socket) return
    if (!this.greeted) this.handlers.onRefused?.()
    this.drop('connection lost')
    if (this.state !== 'stopped') this.retryLater()
  }

  private drop(reason: string): void {
    const socket = this.socket
    this.socket = undefined
    this.greeted = false
    this.environment.clearTimer(this.helloTimer)
    this.environment.clearTimer(this.heartbeatTimer)
    if (socket) {
      socket.onmessage = socket.onclose = socket.onerror = null
      try {
        socket.close()
      } catch {
        // It was never open: nothing to close.
      }
    }
    for (const id of [...this.waiting.keys()]) this.settle(id)?.reject(new ApiError(CLIENT_CODES.network, reason))
  }

  private retryLater(): void {
    this.setState(this.environment.isOnline() ? 'connecting' : 'offline')
    const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** this.attempts)
    this.attempts += 1
    this.environment.clearTimer(this.retryTimer)
    this.retryTimer = this.environment.setTimer(() => this.connect(), ceiling * (0.3 + 0.7 * this.environment.random()))
  }

  private clearTimers(): void {
    for (const timer of [this.retryTimer, this.helloTimer, this.heartbeatTimer]) this.environment.clearTimer(timer)
  }

  private setState(state: ConnectionState): void {
    if (state === this.state) return
    this.state = state
    this.handlers.onState(state)
  }
}

function parse(data: unknown): Record<string, unknown> | undefined {
  try {
    const frame: unknown = JSON.parse(String(data))
    return typeof frame === 'object' && frame !== null ? (frame as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const browserEnvironment: SocketEnvironment = {
  open: (url) => new WebSocket(url) as unknown as WebSocketLike,
  setTimer: (run, ms) => globalThis.setTimeout(run, ms),
  clearTimer: (timer) => globalThis.clearTimeout(timer as number | undefined),
  random: Math.random,
  isOnline: () => navigator.onLine !== false,
}

