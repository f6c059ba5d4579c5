import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

import { type BrowserContext, type FrameLocator, type Page, test as base } from '@playwright/test'

import { until } from './until.ts'

export { expect } from '@playwright/test'

const root = fileURLToPath(new URL('../..', import.meta.url))
const built = join(root, 'web/packages/mini-runtime/dist')

/** The compiler's example, built here when it is not yet, or whatever `SAPA_MINI_COMPILE` names. */
function compiler(): string {
  const named = process.env['SAPA_MINI_COMPILE']
  if (named !== undefined) return named
  execFileSync('cargo', ['build', '--quiet', '--locked', '-p', 'sapa_mini_compiler', '--example', 'compile'], { cwd: root, stdio: 'inherit' })
  return join(process.env['CARGO_TARGET_DIR'] ?? join(root, 'target'), 'debug/examples/compile')
}

/**
 * The page around a mini program, as small as can be: it makes a `MiniProgram`, notes what it says, and answers its calls. The real
 * client has the same policy: only its own scripts, and only the frame's exact address in `frame-src`.
 */
const HOST = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>host</title>
<link rel="stylesheet" href="/host.css"><div id="program"></div><script type="module" src="/page.js"></script>`
const CSS = 'html,body{margin:0;height:100%}#program{position:absolute;inset:0}'
const PAGE = `
import { MiniProgram, HostApis, Failure, handler } from '/host.js'
const any = { kind: 'schema', type: 'any', reference: null, expects: 'any', async: false, get '~standard'() { return {} }, '~run'(dataset) { dataset.typed = true; return dataset } }
const notes = { chrome: [], log: [], error: [], stopped: [], calls: [], events: [] }
window.notes = notes
window.secret = 'of the host'
localStorage.setItem('secret', 'of the host')
/** A client that asks nobody: for checks of the calls themselves. */
const services = {
  network: { request: async (ask) => ({ statusCode: 200, header: {}, cookies: [], body: new TextEncoder().encode(JSON.stringify({ method: ask.method, body: ask.body, own: ask.header['x-own'] })).buffer }) },
  files: { put: (file) => { void (async () => { notes.files = { ...notes.files, [file.path]: file.data === null ? null : await new Blob([file.data]).text() } })() }, remove: (path) => { delete notes.files[path] }, openDocument: async () => {} },
  media: {
    choose: async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 6, height: 4 })
      canvas.getContext('2d').fillRect(0, 0, 6, 4)
      return [{ data: await new Promise((resolve) => canvas.toBlob(resolve)), name: 'chosen.png' }]
    },
    load: async () => null,
  },
  device: { getClipboard: async () => 'copied', watch: () => () => {} },
}
window.run = async (name, options = {}) => {
  const at = '/programs/' + name + '/'
  const manifest = await (await fetch(at + 'manifest.json')).json()
  const workerScript = await (await fetch('/mini/worker.js')).text()
  const answer = (api, make = () => undefined) => handler({ args: any, run: (args, context) => { notes.calls.push({ api, args, gesture: context.gesture }); return make(args) } })
  const kept = (options.kept ?? []).map(({ path, text }) => ({ path, data: new Blob([text]), modified: 1 }))
  const apis = options.apis ? new HostApis(services, { appId: 'wx0123456789abcdef', checkUrls: true, domains: { request: ['https://api.example'], uploadFile: [], downloadFile: [], socket: [] } }, kept) : null
  const program = new MiniProgram({
    files: kept, resolveUrl: apis?.resolveUrl,
    container: document.getElementById('program'),
    manifest, workerScript,
    readFile: async (hash) => (await fetch(at + 'files/' + hash)).arrayBuffer(),
    frame: { url: '/mini/frame.html' },
    storage: options.storage ?? {},
    saveStorage: (change) => { notes.storage = { ...(change.clear ? {} : notes.storage), ...change.set }; for (const key of change.remove) delete notes.storage[key] },
    system: { brand: 'test', model: 'test', system: 'test', platform: 'web', language: 'en', version: '8.0.0', SDKVersion: '3.0.0', theme: 'light', statusBarHeight: 0,
      menuButton: { width: 87, height: 32, top: 4, right: 380, bottom: 36, left: 293 }, screenWidth: innerWidth, screenHeight: innerHeight, fontSizeSetting: 16 },
    launch: { path: options.path ?? '', query: options.query ?? {}, scene: 1001, referrerInfo: {} },
    account: { appId: 'wx0123456789abcdef', envVersion: 'develop', version: '' },
    texts: { pullDown: 'Refreshing', imageFailed: 'No picture' },
    handlers: apis?.handlers ?? {
      showToast: answer('showToast'), hideToast: answer('hideToast'), showLoading: answer('showLoading'), hideLoading: answer('hideLoading'),
      showModal: answer('showModal', () => ({ confirm: true, cancel: false, content: null })), showActionSheet: answer('showActionSheet', () => ({ tapIndex: 1 })),
      shareAppMessage: answer('shareAppMessage'), openType: answer('openType', () => ({ code: 'c' })),
      canvasToTempFilePath: answer('canvasToTempFilePath', ({ data, fileType }) => ({ tempFilePath: 'tmp.' + fileType + ':' + data.byteLength })), webView: answer('webView'),
    },
    patience: options.patience ?? 2000,
  })
  window.program = program
  apis?.attach(program)
  const began = performance.now()
  for (const name of ['chrome', 'log', 'error', 'stopped']) program.on(name, (detail) => notes[name].push(detail))
  for (const name of ['started', 'firstPaint', 'unresponsive', 'responsive']) program.on(name, () => notes.events.push({ name, after: performance.now() - began }))
  program.start()
}
window.ready = true
`

const POLICY = (origin: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; frame-src ${origin}/mini/frame.html; base-uri 'none'; form-action 'none'`

const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css', json: 'application/json' }

export class MiniServer {
  private programs = new Map<string, string>()
  private made: string[] = []
  private compiler: string | undefined
  /** What was asked of addresses that are none of ours: a leak. */
  readonly strangers: string[] = []

  private constructor(private readonly server: Server, readonly url: string) {}

  static async start(): Promise<MiniServer> {
    if (!existsSync(join(built, 'frame.html'))) throw new Error('Build the mini program runtime first: cd web && npm run build')
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const mini = new MiniServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.on('request', (request, response) => {
      const found = mini.find(new URL(request.url ?? '/', mini.url).pathname)
      if (!found) {
        mini.strangers.push(request.url ?? '')
        response.writeHead(404).end()
        return
      }
      response.writeHead(200, { 'content-type': found.type, 'x-content-type-options': 'nosniff', 'content-security-policy': found.policy }).end(found.body)
    })
    return mini
  }

  private find(path: string): { body: Buffer | string; type: string; policy: string } | null {
    const policy = POLICY(this.url)
    if (path === '/') return { body: HOST, type: 'text/html', policy }
    if (path === '/page.js') return { body: PAGE, type: 'text/javascript', policy }
    if (path === '/host.css') return { body: CSS, type: 'text/css', policy }
    if (path === '/favicon.ico') return { body: '', type: 'image/png', policy }
    if (path === '/host.js') return { body: readFileSync(join(built, 'host.js')), type: 'text/javascript', policy }
    if (path === '/mini/worker.js') return { body: readFileSync(join(built, 'worker.js')), type: 'text/javascript', policy }
    if (path === '/mini/frame.html') {
      return { body: readFileSync(join(built, 'frame.html')), type: 'text/html', policy: readFileSync(join(built, 'frame-policy.txt'), 'utf8').trim() }
    }
    const [, kind, name, ...rest] = path.split('/')
    const folder = kind === 'programs' ? this.programs.get(name ?? '') : undefined
    const file = folder && join(folder, normalize(rest.join('/')))
    if (!file || !file.startsWith(folder) || !existsSync(file)) return null
    return { body: readFileSync(file), type: TYPES[file.split('.').at(-1)!] ?? 'application/octet-stream', policy }
  }

  /** Compiles a program's source and serves it under its name. */
  compile(name: string, source: string): void {
    if (this.programs.has(name)) return
    const folder = mkdtempSync(join(tmpdir(), 'sapa-mini-'))
    execFileSync((this.compiler ??= compiler()), [source, folder], { stdio: ['ignore', 'ignore', 'inherit'] })
    this.programs.set(name, folder)
    this.made.push(folder)
  }

  async stop(): Promise<void> {
    for (const folder of this.made) rmSync(folder, { recursive: true, force: true })
    await new Promise((resolve) => this.server.close(resolve))
  }
}

export interface Notes {
  chrome: { depth: number; path: string; tab: number; bar: { title: string } }[]
  log: { level: string; text: string }[]
  error: string[]
  stopped: { reason: string; text: string }[]
  calls: { api: string; args: Record<string, unknown>; gesture: boolean }[]
  events: { name: string; after: number }[]
  storage?: Record<string, string>
  /** What the program keeps, as text by path. */
  files?: Record<string, string | null>
}

/** A program that runs in a page. */
export class Running {
  constructor(readonly page: Page, readonly server: MiniServer) {}

  /** What is in the frame. Pages are shadow roots, which Playwright's selectors pass through. */
  get frame(): FrameLocator {
    return this.page.frameLocator('iframe')
  }

  notes(): Promise<Notes> {
    return this.page.evaluate(() => (window as unknown as { notes: Notes }).notes)
  }

  /** Runs in the frame's own page, with what it knows. */
  async inFrame<T, A>(work: (argument: A) => T | Promise<T>, argument: A): Promise<T> {
    const frame = this.page.frames().find((one) => one.url().endsWith('/mini/frame.html'))
    if (!frame) throw new Error('there is no frame')
    return frame.evaluate(work as (argument: unknown) => T | Promise<T>, argument)
  }
}

/** What the program has logged as JSON. */
export async function said(running: Running): Promise<Record<string, unknown>[]> {
  const { log } = await running.notes()
  return log.filter(({ level, text }) => level === 'log' && text.startsWith('{')).map(({ text }) => JSON.parse(text) as Record<string, unknown>)
}

/** Waits until the program has logged something with these fields. */
export async function saying(running: Running, what: Record<string, unknown>): Promise<Record<string, unknown>> {
  return until(JSON.stringify(what), async () => (await said(running)).find((one) => Object.entries(what).every(([key, value]) => JSON.stringify(one[key]) === JSON.stringify(value))))
}

type Fixtures = {
  /** Runs one of the programs in e2e/mini, or of another folder. */
  run: (name: string, options?: { source?: string; viewport?: { width: number; height: number }; touch?: boolean; [option: string]: unknown }) => Promise<Running>
}

export const test = base.extend<Fixtures, { mini: MiniServer }>({
  mini: [
    async ({}, use) => {
      const mini = await MiniServer.start()
      await use(mini)
      await mini.stop()
    },
    { scope: 'worker' },
  ],
  run: async ({ browser, mini }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (name, { source, viewport = { width: 390, height: 700 }, touch = false, ...options } = {}) => {
      mini.compile(name, source ?? join(root, 'e2e/mini', name))
      const context = await browser.newContext({ viewport, hasTouch: touch })
      contexts.push(context)
      const page = await context.newPage()
      await page.goto(mini.url)
      await page.waitForFunction(() => (window as unknown as { ready?: boolean }).ready === true)
      await page.evaluate(([name, options]) => (window as unknown as { run: (name: string, options: object) => Promise<void> }).run(name as string, options as object), [name, options] as const)
      return new Running(page, mini)
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})
