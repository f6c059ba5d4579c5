import { TmplGroup } from 'glass-easel-template-compiler'
import type { template } from 'glass-easel'
import type { FrameToWorker, HostToWorker, WorkerProgram, WorkerToFrame, WorkerToHost } from '../protocol/messages'
import { readBatch, type BatchSink } from '../protocol/batch-reader'
import type { Batch } from '../protocol/codes'
import { Bridge } from '../worker/bridge'
import { setRuntime } from '../worker/components'
import type { AppConfig, ComponentConfig, Program } from '../worker/loader/program'
import type { ModuleFactory } from '../worker/loader/modules'
import { Runtime } from '../worker/runtime'

/** A program for tests, written in place of files: modules are functions, templates are WXML. */
export interface TestProgram {
  app?: Partial<AppConfig>
  modules?: Record<string, ModuleFactory>
  wxml?: Record<string, string>
  json?: Record<string, ComponentConfig>
  served?: string[]
  storage?: Record<string, string>
  files?: WorkerProgram['files']
  /** Answers every call, in place of `answers`. */
  dispatch?: (api: string, args: unknown) => Promise<{ ok: unknown } | { err: string; code?: number }>
}

type Globals = { wx: Record<string, (...args: never[]) => unknown>; App: (app: object) => void; Page: (page: object) => void; Component: (component: object) => void; Behavior: (behavior: object) => object; getApp: () => object; getCurrentPages: () => Record<string, unknown>[] }

/** A runtime whose frame and host are the test: nothing is drawn, everything is noted. */
export class TestRun {
  readonly toHost: WorkerToHost[] = []
  readonly toFrame: WorkerToFrame[] = []
  readonly batches: Batch[] = []
  readonly runtime: Runtime
  readonly globals: Globals
  readonly bridge: Bridge
  /** What the host answers; a call that is not here stays open. */
  answers: Record<string, (args: never) => unknown> = {}
  private acknowledging = true

  constructor(private readonly given: TestProgram) {
    const pages = given.app?.pages ?? Object.keys(given.wxml ?? {}).filter((path) => path.startsWith('pages/'))
    const code: Program = { app: { pages, ...given.app }, pages, configs: given.json ?? {}, styles: {} }
    const program: WorkerProgram = {
      manifest: {}, code: [], storage: given.storage ?? {}, files: given.files ?? [],
      system: {
        brand: 'sapa', model: 'test', system: 'test', platform: 'web', language: 'en', version: '8.0.0', SDKVersion: '3.0.0', theme: 'light', statusBarHeight: 0,
        menuButton: { width: 87, height: 32, top: 4, right: 368, bottom: 36, left: 281 }, screenWidth: 375, screenHeight: 667, fontSizeSetting: 16,
      },
      launch: { path: '', query: {}, scene: 1001, referrerInfo: {} },
      account: { appId: 'wx0000000000000001', envVersion: 'release', version: '1.0.0' },
      served: given.served ?? [],
    }
    this.bridge = new Bridge({ postMessage: (message: WorkerToHost) => this.heard(message) } as MessagePort)
    this.runtime = new Runtime(
      this.bridge,
      { batch: (batch) => this.drawn(batch), post: (message) => this.toFrame.push(message) },
      program, code, { width: 375, height: 603, pixelRatio: 2 },
      async () => false,
    )
    setRuntime(this.runtime)
    const group = new TmplGroup()
    for (const [path, wxml] of Object.entries(given.wxml ?? {})) group.addTmpl(path, wxml)
    const generated = Function(`return ${group.getTmplGenObjectGroups()}`)() as Record<string, template.ComponentTemplate['content']>
    for (const path of Object.keys(given.wxml ?? {})) {
      this.runtime.components.space.addCompiledTemplate(path, { groupList: generated as never, content: generated[path]!, fallbackListenerOnNativeNode: true })
    }
    for (const [path, factory] of Object.entries(given.modules ?? {})) this.runtime.modules.define(path, factory)
    const { wx, app, components, router } = this.runtime
    this.globals = { wx, App: app.register, Page: components.page, Component: components.component, Behavior: components.behavior, getApp: app.get, getCurrentPages: () => router.callers() } as unknown as Globals
    Object.assign(globalThis, this.globals)
  }

  private heard(message: WorkerToHost): void {
    this.toHost.push(message)
    if (message.t !== 'call') return
    if (this.given.dispatch) {
      void this.given.dispatch(message.api, message.args).then((answer) => this.fromHost({ t: 'result', id: message.id, ...answer }))
      return
    }
    const answer = this.answers[message.api]
    if (!answer) return
    try {
      const ok = answer(message.args as never)
      this.fromHost({ t: 'result', id: message.id, ok })
    } catch (error) {
      this.fromHost({ t: 'result', id: message.id, err: (error as Error).message })
    }
  }

  private drawn(batch: Batch): void {
    this.batches.push(batch)
    readBatch(batch, new Proxy({}, { get: (_, name) => (name === 'acknowledge' ? (token: number) => this.acknowledge(token) : () => {}) }) as BatchSink)
  }

  private acknowledge(token: number): void {
    if (this.acknowledging) setTimeout(() => this.runtime.fromFrame({ t: 'rendered', token }))
  }

  fromHost(message: HostToWorker): void {
    queueMicrotask(() => this.bridge.receive(message))
  }

  fromFrame(message: FrameToWorker): void {
    this.runtime.fromFrame(message)
  }

  async start(): Promise<this> {
    this.runtime.start()
    await this.settle()
    return this
  }

  /** Until all that was begun has come to rest: microtasks, acknowledgements, timers of no length. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 12; turn++) await new Promise((resolve) => setTimeout(resolve))
  }
}

export function run(given: TestProgram): Promise<TestRun> {
  return new TestRun(given).start()
}
