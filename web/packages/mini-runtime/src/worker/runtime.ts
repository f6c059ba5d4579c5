import * as glassEasel from 'glass-easel'
import type { FrameToWorker, LaunchOptions, SystemFacts, Viewport, WorkerProgram } from '../protocol/messages'
import { AppHost } from './app'
import type { Bridge } from './bridge'
import { Components } from './components'
import { deliver } from './events'
import type { Program } from './loader/program'
import { Modules } from './loader/modules'
import { Recorder, type FramePort } from './recorder/recorder'
import { Router } from './router'
import { Storage } from './storage'
import { FileSystem } from './files/vfs'
import { Observations } from './observations'
import { buildWx } from './wx/registry'
import { HOST_EVENTS } from './wx/events'
import './wx/index'

/** A program as it runs: all its parts, which know each other through here. */
export class Runtime {
  readonly recorder: Recorder
  readonly components: Components
  readonly router: Router
  readonly app: AppHost
  readonly storage: Storage
  readonly files: FileSystem
  readonly observations: Observations
  readonly modules: Modules
  readonly wx: Record<string, unknown>
  private invoked = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  private lastInvoked = 0

  constructor(
    readonly bridge: Bridge,
    private readonly frame: FramePort,
    /** What the host sent: facts, launch options, which calls it serves. */
    readonly program: WorkerProgram,
    readonly code: Program,
    public viewport: Viewport,
    /** Brings the code of a package; resolves to false when there is none. */
    loadPackage: (root: string) => Promise<boolean>,
  ) {
    this.components = new Components(this)
    this.recorder = new Recorder(
      frame, this.components.scopes, viewport, program.system.theme,
      (element) => this.router.pageOf(element),
    )
    this.modules = new Modules({ load: (path) => this.router.loadPackageOf(path) })
    this.storage = new Storage(program.storage, (message) => bridge.tell(message))
    this.files = new FileSystem(bridge, program.files)
    this.observations = new Observations(this)
    this.app = new AppHost(this)
    this.router = new Router(this, loadPackage)
    this.wx = buildWx(this)
    glassEasel.addGlobalErrorListener((error, where) => {
      this.failed(error, where)
      return false
    })
    bridge.on('appShow', (detail) => this.app.show(detail as Partial<LaunchOptions>))
    bridge.on('appHide', () => this.app.hide())
    bridge.on('back', () => this.router.back())
    bridge.on('home', () => this.router.home())
    bridge.on('tab', (index) => this.router.tabTapped(index as number))
    bridge.on('share', () => this.router.shareFromMenu())
    for (const name of HOST_EVENTS) bridge.on(name, (detail) => this.app.emit(name, detail))
    bridge.on('theme', (theme) => this.app.themeChanged(theme as 'light' | 'dark'))
  }

  get system(): SystemFacts {
    return this.program.system
  }

  start(): void {
    this.app.run()
    this.router.launch(this.program.launch)
  }

  /** Calls into a program's code: its errors are the program's, not ours. */
  guard<T>(call: () => T, where: string): T | undefined {
    try {
      return call()
    } catch (error) {
      this.failed(error, where)
      return undefined
    }
  }

  failed(error: unknown, where = ''): void {
    const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)
    this.bridge.tell({ t: 'error', text: (where === '' ? text : `${where}: ${text}`).slice(0, 20_000) })
    this.app.error(text)
  }

  fromFrame(message: FrameToWorker): void {
    switch (message.t) {
      case 'event': deliver(this, message); break
      case 'rendered': this.recorder.rendered(message.token); break
      case 'measured': this.recorder.measured(message.id, message.results); break
      case 'intersection': this.observations.told(message.id, message.entries); break
      case 'page': this.router.told(message.page, message.event, message.detail); break
      case 'viewport':
        this.viewport = message.viewport
        this.recorder.resized(message.viewport)
        this.router.resized(message.viewport)
        break
      case 'invoked': {
        const waiting = this.invoked.get(message.id)
        this.invoked.delete(message.id)
        if (message.err !== undefined) waiting?.reject(new Error(message.err))
        else waiting?.resolve(message.ok)
        break
      }
    }
  }

  /** Calls a method of a built-in in the frame. */
  invoke(node: number, method: string, args: unknown): Promise<unknown> {
    const id = ++this.lastInvoked
    return new Promise((resolve, reject) => {
      this.invoked.set(id, { resolve, reject })
      this.recorder.post({ t: 'invoke', id, node, method, args })
    })
  }

  /** The frame's own port, for tests. */
  get port(): FramePort {
    return this.frame
  }
}
