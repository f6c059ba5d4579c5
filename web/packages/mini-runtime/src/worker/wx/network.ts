/** `wx.request` and transfers of files. The host sends them by the server's proxy; what they hold is made and read here. */
import { ApiError } from '../bridge'
import type { Runtime } from '../runtime'
import { registerTask, type Args } from './registry'

type Kind = 'request' | 'uploadFile' | 'downloadFile'
type Listener = (detail: unknown) => void

interface Told { id: number; event: 'headers' | 'progress'; header?: Record<string, string>; done?: number; total?: number }

/** What `wx.request` and the like return. */
class Task {
  private headers: Listener[] = []
  private progress: Listener[] = []

  constructor(private readonly runtime: Runtime, readonly id: number, private readonly kind: Kind) {
    // Programs take these off the task and call them bare.
    for (const name of ['abort', 'onHeadersReceived', 'offHeadersReceived', 'onProgressUpdate', 'offProgressUpdate'] as const) {
      Object.defineProperty(this, name, { value: this[name].bind(this), enumerable: true })
    }
  }

  abort(): void { this.runtime.bridge.call('#abort', { id: this.id, kind: this.kind }).catch(() => {}) }
  onHeadersReceived(listener: Listener): void { if (typeof listener === 'function') this.headers.push(listener) }
  offHeadersReceived(listener?: Listener): void { this.headers = listener ? this.headers.filter((one) => one !== listener) : [] }
  onProgressUpdate(listener: Listener): void { if (typeof listener === 'function') this.progress.push(listener) }
  offProgressUpdate(listener?: Listener): void { this.progress = listener ? this.progress.filter((one) => one !== listener) : [] }

  told({ event, header, done = 0, total = 0 }: Told): void {
    if (event === 'headers') {
      for (const listener of this.headers) this.runtime.guard(() => listener({ header }), 'onHeadersReceived')
      return
    }
    const names = this.kind === 'uploadFile' ? ['totalBytesSent', 'totalBytesExpectedToSend'] : ['totalBytesWritten', 'totalBytesExpectedToWrite']
    const detail = { progress: total > 0 ? Math.min(100, Math.round((done / total) * 100)) : 0, [names[0]!]: done, [names[1]!]: total }
    for (const listener of this.progress) this.runtime.guard(() => listener(detail), 'onProgressUpdate')
  }
}

const running = new WeakMap<Runtime, Map<number, Task>>()
let last = 0

function tasksOf(runtime: Runtime): Map<number, Task> {
  let tasks = running.get(runtime)
  if (!tasks) {
    const made = new Map<number, Task>()
    running.set(runtime, (tasks = made))
    runtime.bridge.on('#task', (told) => made.get((told as Told).id)?.told(told as Told))
  }
  return tasks
}

/** Begins a transfer: `make` checks and makes what the host gets, `read` makes the result of the answer. */
function begin(kind: Kind, runtime: Runtime, ending: (work: Promise<unknown>) => void, make: () => Args, read: (answer: never) => unknown): Task {
  const tasks = tasksOf(runtime)
  const task = new Task(runtime, ++last, kind)
  tasks.set(task.id, task)
  ending(
    (async () => {
      try {
        return read((await runtime.bridge.call(kind, { id: task.id, ...make() })) as never)
      } finally {
        tasks.delete(task.id)
      }
    })(),
  )
  return task
}

const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT', 'PATCH']
const DEFAULT_TIMEOUT = 60_000

function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1)
}

function headerOf(given: unknown): Record<string, string> {
  const header: Record<string, string> = {}
  if (typeof given === 'object' && given !== null) {
    for (const [name, value] of Object.entries(given)) if (value !== undefined && value !== null) header[name] = String(value)
  }
  return header
}

function contentType(header: Record<string, string>): string | undefined {
  return Object.entries(header).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
}

/** As WeChat writes a query: `encodeURIComponent`, objects as their JSON. */
export function queryOf(data: object): string {
  return Object.entries(data)
    .filter(([, value]) => value !== undefined && typeof value !== 'function')
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value))}`)
    .join('&')
}

/** The address and body of a request: data of a GET goes to the address, otherwise the content type says how it is written. */
export function requestOf(args: Args): { url: string; method: string; header: Record<string, string>; body: string | ArrayBuffer | null } {
  const { url, data } = args
  if (typeof url !== 'string') throw new ApiError(`parameter error: parameter.url should be String instead of ${typeName(url)};`)
  const method = args['method'] === undefined ? 'GET' : String(args['method'] as string).toUpperCase()
  if (!METHODS.includes(method)) throw new ApiError(`parameter error: parameter.method should be one of ${METHODS.join(', ')};`)
  const header = headerOf(args['header'])
  const type = contentType(header)
  if (type === undefined) header['content-type'] = 'application/json'
  if (data === undefined || data === null || data === '') return { url, method, header, body: null }
  if (data instanceof ArrayBuffer) return { url, method, header, body: data }
  if (ArrayBuffer.isView(data)) return { url, method, header, body: data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer }
  const bodiless = method === 'GET' || method === 'HEAD'
  if (typeof data === 'string') return bodiless ? { url: joined(url, data), method, header, body: null } : { url, method, header, body: data }
  if (typeof data !== 'object') throw new ApiError(`parameter error: parameter.data should be Object instead of ${typeName(data)};`)
  if (bodiless) return { url: joined(url, queryOf(data)), method, header, body: null }
  if (type !== undefined && type.toLowerCase().includes('application/x-www-form-urlencoded')) return { url, method, header, body: queryOf(data) }
  return { url, method, header, body: JSON.stringify(data) }
}

function joined(url: string, query: string): string {
  if (query === '') return url
  const [before = '', ...hash] = url.split('#')
  const name = before.includes('?') ? (before.endsWith('?') || before.endsWith('&') ? '' : '&') : '?'
  return `${before}${name}${query}${hash.length > 0 ? `#${hash.join('#')}` : ''}`
}

interface Answer { statusCode: number; header: Record<string, string>; cookies: string[]; body: ArrayBuffer }

function readAnswer({ body, ...answer }: Answer, args: Args): unknown {
  if (args['responseType'] === 'arraybuffer') return { ...answer, data: body }
  const text = new TextDecoder().decode(body)
  const { dataType } = args
  if (dataType !== undefined && dataType !== 'json') return { ...answer, data: text }
  try {
    return { ...answer, data: JSON.parse(text) as unknown }
  } catch {
    // What is no JSON stays text, whatever was hoped for.
    return { ...answer, data: text }
  }
}

/** Times that app.json names for all calls of a kind. */
function timeoutOf(args: Args, runtime: Runtime, kind: string): number {
  const named = (runtime.code.app['networkTimeout'] as Record<string, unknown> | undefined)?.[kind]
  const time = typeof args['timeout'] === 'number' ? args['timeout'] : typeof named === 'number' ? named : DEFAULT_TIMEOUT
  return Number.isFinite(time) && time >= 0 ? Math.min(time, 600_000) : DEFAULT_TIMEOUT
}

registerTask('request', (args, runtime, ending) =>
  begin('request', runtime, ending,
    () => ({ ...requestOf(args), timeout: timeoutOf(args, runtime, 'request'), redirect: args['redirect'] === 'manual' ? 'manual' : 'follow' }),
    (answer: Answer) => readAnswer(answer, args)), { host: 'request' })

registerTask('uploadFile', (args, runtime, ending) =>
  begin('uploadFile', runtime, ending,
    () => {
      const formData: Record<string, string> = {}
      for (const [name, value] of Object.entries((args['formData'] ?? {}) as object)) {
        if (value !== undefined) formData[name] = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
      }
      return { url: args['url'], filePath: args['filePath'], name: args['name'], header: headerOf(args['header']), formData, timeout: timeoutOf(args, runtime, 'uploadFile') }
    },
    (answer: object) => answer), { host: 'uploadFile' })

registerTask('downloadFile', (args, runtime, ending) =>
  begin('downloadFile', runtime, ending,
    () => ({
      url: args['url'], header: headerOf(args['header']), timeout: timeoutOf(args, runtime, 'downloadFile'),
      ...(args['filePath'] !== undefined && { filePath: runtime.files.place(args['filePath']) }),
    }),
    (answer: object) => answer), { host: 'downloadFile' })
