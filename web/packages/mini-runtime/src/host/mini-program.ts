import * as v from 'valibot'
import { Bucket } from '../protocol/bucket'
import { Limits, PROTOCOL_VERSION } from '../protocol/codes'
import {
  frameToHost, workerToHost,
  type FrameBoot, type FrameTexts, type FrameToHost, type HostToFrame, type HostToWorker, type LaunchOptions, type NavigationBar, type SystemFacts, type WorkerProgram, type WorkerToHost,
} from '../protocol/messages'
import { Emitter } from './emitter'
import { Dispatcher, type Handlers } from './handlers'
import { CompiledProgram, type Manifest } from './compiled'

export interface MiniProgramOptions {
  /** Where the frame is put; it fills this element. */
  container: HTMLElement
  /** The compiler's manifest, of a release whose signature has been checked. */
  manifest: Manifest
  /** The bytes of a file of the program by its hash. */
  readFile(hash: string): Promise<ArrayBuffer | Uint8Array<ArrayBuffer>>
  /**
   * The frame's page: an exact address that the server gives a policy of its own (docs/MINI-RUNTIME.md), which the client's
   * `frame-src` names; or its text, where the policy of the page around it lets it run.
   */
  frame: { url: string } | { html: string }
  /** The Worker's script as text: it becomes a blob within the frame. */
  workerScript: string
  /** What was stored for this person and program, JSON by key. */
  storage: Record<string, string>
  /** Keeps what changed. Called soon after a change and when the program goes to the background. */
  saveStorage(change: { set: Record<string, string>; remove: string[]; clear: boolean }): void
  /** The program's own files of earlier runs (`HostServices.files` keeps them). */
  files?: WorkerProgram['files']
  system: SystemFacts
  launch: LaunchOptions
  account: WorkerProgram['account']
  texts: FrameTexts
  /** The `wx.*` calls that the host serves. */
  handlers: Handlers
  /** A picture of another host through the server's proxy, if the program may show it, or of the program's own files (`HostApis.resolveUrl`). */
  resolveUrl?(url: string): Promise<Blob | null>
  /** How long the Worker may be silent before `unresponsive`, in milliseconds. */
  patience?: number
}

/** What is on screen, for the bars that the client draws around the frame. */
export interface Chrome {
  depth: number
  path: string
  tab: number
  bar: NavigationBar
  shareable: boolean
}

export type StopReason = 'closed' | 'violation' | 'flood' | 'failed'

interface Events extends Record<string, unknown> {
  /** The Worker runs and has opened its first page. */
  started: undefined
  /** The first page has been drawn. */
  firstPaint: undefined
  chrome: Chrome
  log: { level: string; text: string }
  /** An error in the program's code. */
  error: string
  /** The Worker has not answered for a while; `stop` ends it. */
  unresponsive: undefined
  responsive: undefined
  stopped: { reason: StopReason; text: string }
}

/**
 * One running mini program, for the client. It makes the frame, hands it what it needs, and answers the program's calls by the
 * table of handlers. It draws nothing itself: bars, toasts, dialogs and sheets are the client's, outside of the frame.
 */
export class MiniProgram extends Emitter<Events> {
  readonly element = document.createElement('iframe')
  chrome: Chrome | null = null
  private readonly dispatcher: Dispatcher
  private readonly compiled: CompiledProgram
  private readonly fromWorkerLimit = new Bucket(Limits.callsPerSecond, Limits.callBurst)
  private readonly fromFrameLimit = new Bucket(Limits.callsPerSecond, Limits.callBurst)
  private frame: MessagePort | null = null
  private worker: MessagePort | null = null
  private stopped = false
  private pinged = 0
  private answered = 0
  private silent = false
  private timer: ReturnType<typeof setInterval> | undefined
  private readonly onWindowMessage = (event: MessageEvent): void => this.fromWindow(event)

  constructor(private readonly options: MiniProgramOptions) {
    super()
    this.dispatcher = new Dispatcher(options.handlers)
    this.compiled = new CompiledProgram(options.manifest, options.readFile)
  }

  /** Begins; the program's life is told by events. */
  start(): void {
    const { element, options } = this
    // Scripts only: no origin, no forms, no windows, no navigation of the page around it.
    element.setAttribute('sandbox', 'allow-scripts')
    element.setAttribute('allow', '')
    element.setAttribute('referrerpolicy', 'no-referrer')
    element.style.cssText = 'display:block;width:100%;height:100%;border:0'
    if ('url' in options.frame) element.src = options.frame.url
    else element.srcdoc = options.frame.html
    addEventListener('message', this.onWindowMessage)
    options.container.append(element)
  }

  private fromWindow(event: MessageEvent): void {
    if (event.source === null || event.source !== this.element.contentWindow || this.frame) return
    const parsed = v.safeParse(frameToHost, event.data)
    if (!parsed.success || parsed.output.t !== 'started') return
    removeEventListener('message', this.onWindowMessage)
    if (parsed.output.version !== PROTOCOL_VERSION) {
      this.end('failed', 'the frame is of another version')
      return
    }
    this.boot().catch((error: unknown) => this.end('failed', String(error)))
  }

  private async boot(): Promise<void> {
    const { options, compiled } = this
    const [styles, code] = await Promise.all([compiled.styles(), compiled.code('')])
    if (this.stopped) return
    const toFrame = new MessageChannel()
    const toWorker = new MessageChannel()
    this.frame = toFrame.port1
    this.worker = toWorker.port1
    this.frame.onmessage = (event) => this.checked(frameToHost, this.fromFrameLimit, event.data, (message) => this.fromFrame(message))
    this.worker.onmessage = (event) => this.checked(workerToHost, this.fromWorkerLimit, event.data, (message) => this.fromWorker(message))
    const boot: FrameBoot = { t: 'boot', version: PROTOCOL_VERSION, workerScript: options.workerScript, styles, texts: options.texts }
    // The frame's origin is opaque and cannot be named.
    this.element.contentWindow?.postMessage(boot, '*', [toFrame.port2, toWorker.port2])
    this.toWorker({
      t: 'boot',
      program: {
        manifest: options.manifest, code, storage: options.storage, files: options.files ?? [], system: options.system, launch: options.launch, account: options.account,
        served: this.dispatcher.served,
      },
    })
    this.timer = setInterval(() => this.watch(), 1_000)
  }

  /** Asks the Worker every second whether it is there: one that counts for ever cannot answer. */
  private watch(): void {
    const patience = this.options.patience ?? 8_000
    const late = this.pinged > this.answered && performance.now() - this.pingedAt > patience
    if (late !== this.silent) {
      this.silent = late
      this.emit(late ? 'unresponsive' : 'responsive', undefined)
    }
    if (this.pinged > this.answered) return
    this.pinged++
    this.pingedAt = performance.now()
    this.toWorker({ t: 'ping', n: this.pinged })
  }

  private pingedAt = 0

  private checked<TSchema extends v.GenericSchema>(schema: TSchema, limit: Bucket, data: unknown, handle: (message: v.InferOutput<TSchema>) => void): void {
    if (this.stopped) return
    if (!limit.take(1)) {
      this.end('flood', 'too many messages')
      return
    }
    const parsed = v.safeParse(schema, data)
    if (parsed.success) handle(parsed.output)
    else this.end('violation', `a message has no proper shape: ${parsed.issues[0].message}`)
  }

  private fromWorker(message: WorkerToHost): void {
    switch (message.t) {
      case 'started': this.emit('started', undefined); break
      case 'call': void this.call(message.id, message.api, message.args); break
      case 'chrome': {
        const { t: _t, ...chrome } = message
        this.chrome = chrome
        this.emit('chrome', chrome)
        break
      }
      case 'storage': this.options.saveStorage({ set: message.set, remove: message.remove, clear: message.clear }); break
      case 'log': this.emit('log', { level: message.level, text: message.text }); break
      case 'error': this.emit('error', message.text); break
      case 'pong': this.answered = Math.max(this.answered, Math.min(message.n, this.pinged)); break
    }
  }

  private async call(id: number, api: string, args: unknown): Promise<void> {
    if (api === '#package') {
      const root = typeof args === 'object' && args !== null ? (args as { root?: unknown }).root : undefined
      const files = typeof root === 'string' ? await this.compiled.code(root).catch(() => null) : null
      if (files) {
        this.toFrame({ t: 'styles', styles: await this.compiled.styles() })
        this.toWorker({ t: 'result', id, ok: { files } })
      } else {
        this.toWorker({ t: 'result', id, err: 'there is no such package' })
      }
      return
    }
    const answer = await this.dispatcher.call(api, args)
    this.toWorker({ t: 'result', id, ...answer })
  }

  private fromFrame(message: FrameToHost): void {
    switch (message.t) {
      case 'started': break
      case 'gesture': this.dispatcher.gesture(); break
      case 'firstPaint': this.emit('firstPaint', undefined); break
      case 'resolve': void this.resolve(message.id, message.url); break
      case 'ask':
        void this.dispatcher.call(message.api, message.args).then((answer) => this.toFrame({ t: 'answer', id: message.id, ...answer }))
        break
      case 'violation': this.end('violation', message.text); break
      case 'workerFailed': this.end('failed', message.text); break
    }
  }

  /** Files of the package by their path; other addresses by the proxy, if there is one. */
  private async resolve(id: number, url: string): Promise<void> {
    let blob: Blob | null
    try {
      if (/^(https?|wxfile):\/\//i.test(url)) blob = (await this.options.resolveUrl?.(url)) ?? null
      else blob = await this.compiled.asset(url)
    } catch {
      blob = null
    }
    this.toFrame({ t: 'resolved', id, blob })
  }

  /** A file of the program's package, or null when there is none of this path. */
  asset(path: string): Promise<Blob | null> {
    return this.compiled.asset(path)
  }

  private toFrame(message: HostToFrame): void {
    this.frame?.postMessage(message)
  }

  private toWorker(message: HostToWorker): void {
    this.worker?.postMessage(message)
  }

  /** Tells the program what happened in its host: what APIs in the Worker listen to with `bridge.on`. */
  send(name: string, detail?: unknown): void {
    this.toWorker({ t: 'event', name, detail })
  }

  /** The program comes to the front, perhaps by another card or code. */
  show(enter: Partial<LaunchOptions> = {}): void { this.send('appShow', enter) }
  hide(): void { this.send('appHide') }
  back(): void { this.send('back') }
  home(): void { this.send('home') }
  tapTab(index: number): void { this.send('tab', index) }
  share(): void { this.send('share') }
  setTheme(theme: 'light' | 'dark'): void { this.send('theme', theme) }

  /** Ends the program at once; the Worker dies with its frame, whatever it is doing. */
  stop(): void {
    this.end('closed', '')
  }

  private end(reason: StopReason, text: string): void {
    if (this.stopped) return
    this.stopped = true
    clearInterval(this.timer)
    removeEventListener('message', this.onWindowMessage)
    this.toFrame({ t: 'terminate' })
    this.frame?.close()
    this.worker?.close()
    this.element.remove()
    this.emit('stopped', { reason, text })
  }
}
