import { describe, expect, it } from 'vitest'
import { hosted } from '../../test/hosted'
import { requestOf } from './network'

const text = (buffer: unknown): string => (typeof buffer === 'string' ? buffer : new TextDecoder().decode(buffer as ArrayBuffer))
type Task = Record<string, (argument?: unknown) => void>

describe('how wx.request writes what it sends', () => {
  const table: [args: Record<string, unknown>, wanted: Record<string, unknown>][] = [
    [{ url: 'https://a/x', data: { q: '你', n: 1, o: { a: 1 }, none: undefined } }, { url: 'https://a/x?q=%E4%BD%A0&n=1&o=%7B%22a%22%3A1%7D', method: 'GET', body: null }],
    [{ url: 'https://a/x?p=1#h', data: { q: 2 } }, { url: 'https://a/x?p=1&q=2#h' }],
    [{ url: 'https://a/x', data: 'q=1' }, { url: 'https://a/x?q=1', body: null }],
    [{ url: 'https://a/x', method: 'post', data: { a: [1] } }, { method: 'POST', body: '{"a":[1]}', header: { 'content-type': 'application/json' } }],
    [{ url: 'https://a/x', method: 'POST', header: { 'Content-Type': 'application/x-www-form-urlencoded' }, data: { a: 'b c', d: '&' } }, { body: 'a=b%20c&d=%26' }],
    [{ url: 'https://a/x', method: 'PUT', data: 'plain' }, { body: 'plain' }],
    [{ url: 'https://a/x', method: 'POST', data: new Uint8Array([1, 2]).buffer }, { body: new Uint8Array([1, 2]).buffer }],
    [{ url: 'https://a/x', method: 'POST' }, { body: null }],
  ]
  it.each(table)('%j', (args, wanted) => expect(requestOf(args)).toMatchObject(wanted))

  it.each([
    [{}, 'parameter error: parameter.url should be String instead of Undefined;'],
    [{ url: 'https://a', method: 'STEAL' }, 'parameter error: parameter.method should be one of OPTIONS, GET, HEAD, POST, PUT, DELETE, TRACE, CONNECT, PATCH;'],
    [{ url: 'https://a', method: 'POST', data: 5 }, 'parameter error: parameter.data should be Object instead of Number;'],
  ])('refuses %j', (args, message) => expect(() => requestOf(args as never)).toThrow(message))
})

describe('wx.request', () => {
  it('reads JSON, text and bytes, and hands over cookies of the program', async () => {
    const test = await hosted()
    test.host.web['https://api.example/x'] = { header: { 'Content-Type': 'application/json' }, cookies: ['a=1'], body: '{"n":1}' }
    const [json] = await test.heard('request', { url: 'https://api.example/x' })
    expect(json).toEqual({ statusCode: 200, header: { 'Content-Type': 'application/json' }, cookies: ['a=1'], data: { n: 1 }, errMsg: 'request:ok' })
    expect((await test.heard('request', { url: 'https://api.example/x', dataType: 'other' }))[0]).toMatchObject({ data: '{"n":1}' })
    expect(text(((await test.heard('request', { url: 'https://api.example/x', responseType: 'arraybuffer' }))[0] as { data: ArrayBuffer }).data)).toBe('{"n":1}')
    test.host.web['https://api.example/x'] = { statusCode: 500, body: 'no json' }
    expect((await test.heard('request', { url: 'https://api.example/x' }))[0]).toMatchObject({ statusCode: 500, data: 'no json', errMsg: 'request:ok' })
  })

  it('returns a task at once, never a promise, which hears of headers', async () => {
    const test = await hosted()
    test.host.web['https://api.example/x'] = { header: { a: 'b' } }
    const task = test.wx['request']!({ url: 'https://api.example/x' }) as Task
    expect(typeof task['then']).toBe('undefined')
    const heard: unknown[] = []
    task['onHeadersReceived']!((detail: unknown) => heard.push(detail))
    await test.settle()
    expect(heard).toEqual([{ header: { a: 'b' } }])
  })

  it('is aborted', async () => {
    const test = await hosted()
    test.host.web['https://api.example/x'] = { never: true }
    const heard: unknown[] = []
    const task = test.wx['request']!({ url: 'https://api.example/x', fail: (result: unknown) => heard.push(result) }) as Task
    const abort = task['abort']!
    await test.settle()
    abort()
    await test.settle()
    expect(heard).toEqual([{ errMsg: 'request:fail abort' }])
  })

  it('ends when its time is over', async () => {
    const test = await hosted()
    test.host.web['https://api.example/x'] = { never: true }
    const ended = new Promise((resolve) => test.wx['request']!({ url: 'https://api.example/x', timeout: 20, fail: resolve }))
    expect(await ended).toMatchObject({ errMsg: 'request:fail timeout', errno: 5 })
  })

  const refused: [args: object, errMsg: string][] = [
    [{ url: 'https://evil.example/x' }, 'request:fail url not in domain list'],
    [{ url: 'https://api.example.evil.example/x' }, 'request:fail url not in domain list'],
    [{ url: 'https://api.example:8443/x' }, 'request:fail url not in domain list'],
    [{ url: 'http://api.example/x' }, 'request:fail invalid url "http://api.example/x"'],
    [{ url: 'https://user:secret@api.example/x' }, 'request:fail invalid url "https://user:secret@api.example/x"'],
    [{ url: '/relative' }, 'request:fail invalid url "/relative"'],
    [{ url: 'file:///etc/passwd' }, 'request:fail invalid url "file:///etc/passwd"'],
  ]
  it.each(refused)('%j: %s', async (args, errMsg) => {
    const test = await hosted()
    expect((await test.heard('request', args))[0]).toMatchObject({ errMsg })
    expect(test.host.calls).toEqual([])
  })

  it('leaves out headers that are not a program’s to set', async () => {
    const test = await hosted()
    await test.heard('request', { url: 'https://api.example/x', header: { Referer: 'x', host: 'y', 'Sec-Fetch-Mode': 'z', 'X-Sapa-Session': 's', 'x-own': 1, Cookie: 'own=1', bad: 'a\r\nb: c' } })
    expect(test.host.calls[0]!.args).toMatchObject({ header: { 'x-own': '1', Cookie: 'own=1', 'content-type': 'application/json' } })
    expect(Object.keys((test.host.calls[0]!.args as { header: object }).header)).toHaveLength(3)
  })

  it('runs ten at a time', async () => {
    const test = await hosted()
    test.host.web['https://api.example/x'] = { never: true }
    for (let count = 0; count < 15; count++) test.wx['request']!({ url: 'https://api.example/x', fail: () => {} })
    await test.settle()
    expect(test.host.calls).toHaveLength(10)
    test.stop()
  })

  it('is not there when the host has no network', async () => {
    const test = await hosted({}, {}, [], ['network'])
    expect(test.wx['canIUse']!('request')).toBe(false)
    expect((await test.heard('request', { url: 'https://api.example/x' }))[0]).toEqual({ errMsg: 'request:fail not supported' })
  })
})

describe('files over the network', () => {
  it('downloads to a temporary file, with progress', async () => {
    const test = await hosted()
    test.host.web['https://api.example/a.png'] = { body: 'bytes', progress: [[2, 5], [5, 5]] }
    const progress: unknown[] = []
    const heard: unknown[] = []
    const task = test.wx['downloadFile']!({ url: 'https://api.example/a.png', success: (result: unknown) => heard.push(result) }) as Task
    task['onProgressUpdate']!((detail: unknown) => progress.push(detail))
    await test.settle()
    expect(progress.at(-1)).toEqual({ progress: 100, totalBytesWritten: 5, totalBytesExpectedToWrite: 5 })
    const { tempFilePath, statusCode } = heard[0] as { tempFilePath: string; statusCode: number }
    expect([statusCode, tempFilePath]).toEqual([200, expect.stringMatching(/^wxfile:\/\/tmp\/\w+\.png$/)])
    const files = test.wx['getFileSystemManager']!() as Record<string, (...args: unknown[]) => unknown>
    expect(files['readFileSync']!(tempFilePath, 'utf8')).toBe('bytes')
  })

  it('downloads to a place of the program’s own, and nowhere else', async () => {
    const test = await hosted()
    test.host.web['https://api.example/a'] = { body: 'bytes' }
    expect((await test.heard('downloadFile', { url: 'https://api.example/a', filePath: 'wxfile://usr/a.txt' }))[0]).toMatchObject({ filePath: 'wxfile://usr/a.txt', errMsg: 'downloadFile:ok' })
    expect(test.host.kept.has('wxfile://usr/a.txt')).toBe(true)
    expect((await test.heard('downloadFile', { url: 'https://api.example/a', filePath: '/pages/p/p.js' }))[0]).toMatchObject({ errMsg: 'downloadFile:fail permission denied, open "pages/p/p.js"' })
  })

  it('uploads a file of the program with a form', async () => {
    const test = await hosted()
    test.host.web['https://api.example/up'] = { body: '{"ok":1}' }
    const files = test.wx['getFileSystemManager']!() as Record<string, (...args: unknown[]) => unknown>
    files['writeFileSync']!('wxfile://usr/a.txt', 'hello')
    const [result] = await test.heard('uploadFile', { url: 'https://api.example/up', filePath: 'wxfile://usr/a.txt', name: 'file', formData: { user: 7 } })
    expect(result).toMatchObject({ statusCode: 200, data: '{"ok":1}', errMsg: 'uploadFile:ok' })
    expect(test.host.calls[0]!.args).toMatchObject({ name: 'file', fileName: 'a.txt', formData: { user: '7' } })
    expect((await test.heard('uploadFile', { url: 'https://api.example/up', filePath: 'wxfile://usr/none', name: 'file' }))[0]).toMatchObject({ errMsg: "uploadFile:fail file doesn't exist" })
    expect((await test.heard('uploadFile', { url: 'https://api.example/up', name: 'file' }))[0]).toMatchObject({ errMsg: 'uploadFile:fail parameter error: parameter.filePath should be String instead of Undefined;' })
  })
})

describe('sockets', () => {
  it('opens, sends, hears and closes', async () => {
    const test = await hosted()
    const heard: unknown[] = []
    const task = test.wx['connectSocket']!({ url: 'wss://api.example/s', protocols: ['a'], success: (result: object) => heard.push(result) }) as Task & { readyState: number }
    for (const event of ['onOpen', 'onMessage', 'onClose']) task[event]!((detail: unknown) => heard.push([event, detail]))
    await test.settle()
    const [socket] = test.host.sockets
    socket!.hear.open({ h: '1' })
    await test.settle()
    expect(task.readyState).toBe(1)
    await task['send']!({ data: 'hi' })
    await task['send']!({ data: new Uint8Array([1]) })
    socket!.hear.message('there')
    await test.settle()
    expect(text(socket!.sent[0])).toBe('hi')
    expect(new Uint8Array(socket!.sent[1] as ArrayBuffer)).toEqual(new Uint8Array([1]))
    await task['close']!({ code: 1000, reason: 'done' })
    await test.settle()
    expect(socket!.closed).toEqual([1000, 'done'])
    expect(heard.slice(1)).toEqual([['onOpen', { header: { h: '1' } }], ['onMessage', { data: 'there' }], ['onClose', { code: 1000, reason: 'done' }]])
    await expect(task['send']!({ data: 'late' })).rejects.toMatchObject({ errMsg: 'sendSocketMessage:fail SocketTask.readyState is not OPEN' })
  })

  it('serves the older calls for the first socket', async () => {
    const test = await hosted()
    const heard: unknown[] = []
    test.wx['onSocketOpen']!(() => heard.push('open'))
    test.wx['onSocketMessage']!(({ data }: { data: unknown }) => heard.push(data))
    await expect(test.wx['sendSocketMessage']!({ data: 'x' })).rejects.toMatchObject({ errMsg: 'sendSocketMessage:fail WebSocket is not connected' })
    test.wx['connectSocket']!({ url: 'wss://api.example/s' })
    await test.settle()
    test.host.sockets[0]!.hear.open({})
    test.host.sockets[0]!.hear.message('m')
    await test.settle()
    await test.wx['sendSocketMessage']!({ data: 'x' })
    expect(heard).toEqual(['open', 'm'])
    for (const name of ['onSocketError', 'onSocketClose']) test.wx[name]!(() => heard.push(name))
    await test.wx['closeSocket']!()
    await test.settle()
    expect(heard).toEqual(['open', 'm', 'onSocketClose'])
    expect(test.host.sockets[0]!.sent).toEqual(['x'])
  })

  it('allows five and no foreign domain', async () => {
    const test = await hosted()
    for (let count = 0; count < 5; count++) test.wx['connectSocket']!({ url: 'wss://api.example/s' })
    await test.settle()
    expect((await test.heard('connectSocket', { url: 'wss://api.example/s' }))[0]).toMatchObject({ errMsg: 'connectSocket:fail exceed max socket count 5' })
    expect((await test.heard('connectSocket', { url: 'wss://evil.example/s' }))[0]).toMatchObject({ errMsg: 'connectSocket:fail url not in domain list' })
    test.stop()
    expect(test.host.sockets.every((one) => one.closed !== null)).toBe(true)
  })
})
