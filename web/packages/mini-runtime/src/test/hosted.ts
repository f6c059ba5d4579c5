import { HostApis } from '../host/apis'
import type { HostFacts } from '../host/apis/host'
import { Dispatcher } from '../host/handlers'
import type { HostServices, KeptFile } from '../host/services'
import { MemoryHost } from '../host/testing'
import { TestRun, type TestProgram } from './program'

export const FACTS: HostFacts = {
  appId: 'wx0000000000000001', checkUrls: true,
  domains: { request: ['https://api.example'], uploadFile: ['https://api.example'], downloadFile: ['https://api.example'], socket: ['wss://api.example'] },
}

type Wx = Record<string, (...args: unknown[]) => unknown>

/** A program whose host is the one in memory, by all the checks of the real one; messages are copied as between realms. */
export class HostedRun {
  readonly host = new MemoryHost()
  readonly apis: HostApis
  readonly dispatcher: Dispatcher
  readonly run: TestRun
  private stopListeners: (() => void)[] = []

  constructor(given: TestProgram, facts: Partial<HostFacts> = {}, kept: KeptFile[] = [], without: (keyof HostServices)[] = []) {
    const services: Partial<HostServices> = Object.fromEntries(Object.entries(this.host).filter(([name]) => !without.includes(name as keyof HostServices)))
    this.apis = new HostApis(services, { ...FACTS, ...facts }, kept)
    this.dispatcher = new Dispatcher(this.apis.handlers)
    this.run = new TestRun({
      app: { pages: ['pages/p/p'] }, wxml: { 'pages/p/p': '<view id="v"/>' }, modules: { 'pages/p/p.js': () => this.run.globals.Page({}) },
      ...given, served: this.dispatcher.served, files: kept,
      dispatch: async (api, args) => structuredClone(await this.dispatcher.call(api, structuredClone(args))),
    })
    this.apis.attach({
      send: (name, detail) => this.run.fromHost({ t: 'event', name, detail: structuredClone(detail) }),
      asset: async (path) => (path.startsWith('/') ? this.host.media.load(path) : null),
      on: (_, listener) => {
        this.stopListeners.push(listener)
        return () => {}
      },
    })
  }

  get wx(): Wx {
    return this.run.globals.wx as unknown as Wx
  }

  /** Somebody touches the program. */
  touch(): void {
    this.dispatcher.gesture()
  }

  stop(): void {
    for (const one of this.stopListeners) one()
  }

  settle(): Promise<void> {
    return this.run.settle()
  }

  /** A call with callbacks: what `success` or `fail` and then `complete` were told. */
  async heard(name: string, args: object = {}): Promise<unknown[]> {
    const all: unknown[] = []
    const note = (result: unknown): void => { all.push(result) }
    this.wx[name]!({ ...args, success: note, fail: note, complete: note })
    await this.settle()
    return all
  }
}

export async function hosted(given: TestProgram = {}, facts: Partial<HostFacts> = {}, kept: KeptFile[] = [], without: (keyof HostServices)[] = []): Promise<HostedRun> {
  const made = new HostedRun(given, facts, kept, without)
  await made.run.start()
  return made
}
