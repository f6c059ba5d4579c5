/** Requests, transfers of files and sockets, by way of the server's proxy. */
import * as v from 'valibot'
import { Failure, handler, type Handlers } from '../handlers'
import type { NetworkServices, RequestAnswer, Socket, TransferHeard } from '../services'
import { extensionOf, sizeOf } from './files'
import type { Host } from './host'
import { buffer, flag, header, number, path, taskId, text, url } from './schemas'

/** As WeChat's: so many at once; what comes then waits its turn. */
const AT_ONCE = 10
const WAITING = 300
const SOCKETS = 5
/** Bytes of one answer that a program gets at once. */
const ANSWER = 50 * 1_048_576
const MESSAGE = 4 * 1_048_576

const methods = v.picklist(['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT', 'PATCH'])
const timeout = number(0, 600_000, 60_000)
const body = v.nullish(v.union([text(10_485_760), buffer]), null)

/** A few transfers at a time, in the order in which they were asked for. */
class Lane {
  private running = 0
  private waiting: (() => void)[] = []

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= WAITING) throw new Failure('too many requests')
    if (this.running >= AT_ONCE) await new Promise<void>((go) => this.waiting.push(go))
    this.running++
    try {
      return await work()
    } finally {
      this.running--
      this.waiting.shift()?.()
    }
  }
}

export function networkHandlers(host: Host, services: NetworkServices): Handlers {
  const lanes = { request: new Lane(), uploadFile: new Lane(), downloadFile: new Lane() }

  /** One transfer: it ends by its answer, by `abort` or when its time is over. */
  const transfer = async <T>(kind: keyof typeof lanes, id: number, time: number, work: (heard: TransferHeard, signal: AbortSignal) => Promise<T>): Promise<T> => {
    const control = new AbortController()
    host.open(kind, id, WAITING + AT_ONCE, { end: () => control.abort(new Failure('abort')) })
    const clock = setTimeout(() => control.abort(new Failure('timeout', 5)), time === 0 ? 60_000 : time)
    let last = -Infinity
    const heard: TransferHeard = {
      headers: (header) => host.send('#task', { id, event: 'headers', header: shortHeader(header) }),
      progress: (done, total) => {
        // Ten a second are as many as anybody sees.
        const now = performance.now()
        if (now - last < 100 && done < total) return
        last = now
        host.send('#task', { id, event: 'progress', done, total })
      },
    }
    const stopped = new Promise<never>((_, reject) => control.signal.addEventListener('abort', () => reject(control.signal.reason as Error)))
    stopped.catch(() => {})
    try {
      return await lanes[kind].run(() => Promise.race([work(heard, control.signal), stopped]))
    } catch (error) {
      if (error instanceof Failure) throw error
      throw new Failure(error instanceof Error && error.message !== '' ? error.message.slice(0, 200) : 'network error', 600001)
    } finally {
      clearTimeout(clock)
      host.tasks.delete(`${kind} ${id}`)
    }
  }

  const checked = ({ statusCode, header, cookies }: Omit<RequestAnswer, 'body'>) => ({ statusCode, header: shortHeader(header), cookies: cookies.slice(0, 100) })

  return {
    request: handler({
      args: v.object({ id: taskId, url, method: methods, header, body, timeout, redirect: v.fallback(v.picklist(['follow', 'manual']), 'follow') }),
      run: ({ id, url, timeout, ...ask }) => {
        const target = host.checkUrl(url, 'request')
        return transfer('request', id, timeout, async (heard, signal) => {
          const answer = await services.request({ ...ask, url: target, timeout }, heard, signal)
          if (answer.body.byteLength > ANSWER) throw new Failure('response data exceeds the limit', 600003)
          return { ...checked(answer), body: answer.body }
        })
      },
    }),
    uploadFile: handler({
      args: v.object({ id: taskId, url, filePath: path, name: text(200), header, formData: v.optional(v.record(text(200), text(1_048_576)), {}), timeout }),
      run: ({ id, url, filePath, timeout, ...ask }) => {
        const target = host.checkUrl(url, 'uploadFile')
        return transfer('uploadFile', id, timeout, async (heard, signal) => {
          const file = await host.load(filePath)
          const answer = await services.upload({ ...ask, url: target, file, fileName: filePath.split('/').at(-1) ?? 'file', timeout }, heard, signal)
          return { statusCode: answer.statusCode, data: new TextDecoder().decode(answer.body), header: shortHeader(answer.header) }
        })
      },
    }),
    downloadFile: handler({
      args: v.object({ id: taskId, url, filePath: v.nullish(path, null), header, timeout }),
      run: ({ id, url, filePath, timeout, header }) => {
        const target = host.checkUrl(url, 'downloadFile')
        return transfer('downloadFile', id, timeout, async (heard, signal) => {
          const answer = await services.download({ url: target, method: 'GET', header, body: null, timeout, redirect: 'follow' }, heard, signal)
          if (sizeOf(answer.body) > ANSWER) throw new Failure('exceed max file size', 600003)
          const rest = { ...checked(answer), dataLength: sizeOf(answer.body) }
          if (filePath !== null) {
            host.files.give(filePath, answer.body)
            return { ...rest, filePath }
          }
          return { ...rest, tempFilePath: host.files.temporary(answer.body, nameFor(target, answer.header)) }
        })
      },
    }),
    '#abort': handler({
      args: v.object({ id: taskId, kind: v.picklist(['request', 'uploadFile', 'downloadFile']) }),
      run: ({ id, kind }) => host.tasks.get(`${kind} ${id}`)?.end(),
    }),
    ...socketHandlers(host, services),
  }
}

function socketHandlers(host: Host, services: NetworkServices): Handlers {
  const found = (id: number): Socket => {
    const task = host.tasks.get(`socket ${id}`)
    if (!task) throw new Failure('SocketTask.readyState is not OPEN')
    return task['socket'] as Socket
  }
  return {
    connectSocket: handler({
      args: v.object({ id: taskId, url, header, protocols: v.optional(v.pipe(v.array(text(200)), v.maxLength(20)), []), timeout }),
      run: ({ id, url, ...ask }) => {
        const target = host.checkUrl(url, 'socket')
        const tell = (event: string, detail: object = {}): void => host.send('#socket', { id, event, ...detail })
        const end = (): boolean => host.tasks.delete(`socket ${id}`)
        const task = { end: () => { socket?.close(1001, '') }, socket: undefined as Socket | undefined }
        let socket: Socket | undefined
        host.open('socket', id, SOCKETS, task)
        try {
          socket = task.socket = services.connect({ ...ask, url: target }, {
            open: (header) => tell('open', { header: shortHeader(header) }),
            message: (data) => tell('message', { data }),
            error: (text) => { if (end()) tell('error', { text: text.slice(0, 200) }) },
            close: (code, reason) => { if (end()) tell('close', { code, reason: reason.slice(0, 200) }) },
          })
        } catch (error) {
          end()
          throw error
        }
      },
    }),
    '#socket.send': handler({
      args: v.object({ id: taskId, data: v.union([text(MESSAGE), v.pipe(buffer, v.check((data) => data.byteLength <= MESSAGE, 'is too long'))]) }),
      run: ({ id, data }) => found(id).send(data),
    }),
    '#socket.close': handler({
      args: v.object({ id: taskId, code: number(1000, 4999, 1000), reason: v.optional(text(123), ''), lost: flag() }),
      run: ({ id, code, reason }) => found(id).close(code, reason),
    }),
  }
}

function shortHeader(header: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(header).slice(0, 200).map(([name, value]) => [name, String(value).slice(0, 16_384)]))
}

const ENDINGS: Record<string, string> = {
  'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp', 'image/svg+xml': 'svg', 'audio/mpeg': 'mp3', 'video/mp4': 'mp4', 'application/pdf': 'pdf',
  'application/json': 'json', 'text/plain': 'txt',
}

function nameFor(url: string, header: Record<string, string>): string {
  const path = new URL(url).pathname
  if (extensionOf(path) !== '') return path
  const type = Object.entries(header).find(([name]) => name.toLowerCase() === 'content-type')?.[1].split(';')[0]?.trim() ?? ''
  return `file.${ENDINGS[type] ?? 'dat'}`
}
