import { describe, expect, it } from 'vitest'
import { hosted } from '../../test/hosted'
import { FileLimits, HostFiles } from '../../host/apis/files'

type Files = Record<string, (...args: unknown[]) => never>
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>

async function start(kept: { path: string; data: Uint8Array<ArrayBuffer> | null; modified: number }[] = []) {
  const test = await hosted({}, {}, kept)
  return { test, files: test.wx['getFileSystemManager']!() as Files }
}

const thrown = (work: () => unknown): string => {
  try {
    work()
    return 'nothing'
  } catch (error) {
    return (error as Error).message
  }
}

describe('files', () => {
  it('writes, reads, appends and truncates', async () => {
    const { files, test } = await start()
    files['writeFileSync']!('wxfile://usr/a.txt', 'héllo')
    expect(files['readFileSync']!('wxfile://usr/a.txt', 'utf8')).toBe('héllo')
    expect(new Uint8Array(files['readFileSync']!('wxfile://usr/a.txt'))).toEqual(bytes('héllo'))
    files['appendFileSync']!('wxfile://usr/a.txt', ' there')
    files['truncateSync']!('wxfile://usr/a.txt', 6)
    expect(files['readFileSync']!('wxfile://usr/a.txt', 'utf-8')).toBe('héllo')
    expect(files['readFileSync']!('wxfile://usr/a.txt', 'utf-8', 3, 2)).toBe('ll')
    await test.settle()
    expect(test.host.kept.get('wxfile://usr/a.txt')!.data).toEqual(bytes('héllo'))
  })

  it.each(['hex', 'base64', 'latin1', 'ucs2', 'ascii'])('reads and writes %s', async (encoding) => {
    const { files } = await start()
    files['writeFileSync']!('wxfile://usr/a', 'hello!')
    const text = files['readFileSync']!('wxfile://usr/a', encoding)
    files['writeFileSync']!('wxfile://usr/b', text, encoding)
    expect(files['readFileSync']!('wxfile://usr/b', 'utf8')).toBe('hello!')
  })

  it('makes folders, lists, renames, copies and removes them', async () => {
    const { files, test } = await start()
    files['mkdirSync']!('wxfile://usr/a/b', true)
    files['writeFileSync']!('wxfile://usr/a/b/1', 'x')
    files['copyFileSync']!('wxfile://usr/a/b/1', 'wxfile://usr/a/2')
    expect(files['readdirSync']!('wxfile://usr/a')).toEqual(['2', 'b'])
    files['renameSync']!('wxfile://usr/a', 'wxfile://usr/c')
    expect(files['readdirSync']!('wxfile://usr')).toEqual(['c'])
    expect(files['readFileSync']!('wxfile://usr/c/b/1', 'utf8')).toBe('x')
    const stats = files['statSync']!('wxfile://usr/c') as unknown as { isDirectory(): boolean }
    expect(stats.isDirectory()).toBe(true)
    expect((files['statSync']!('wxfile://usr/c', true) as unknown as { path: string }[]).map((one) => one.path).sort()).toEqual(['/', '/2', '/b', '/b/1'])
    files['rmdirSync']!('wxfile://usr/c', true)
    expect(files['readdirSync']!('wxfile://usr')).toEqual([])
    await test.settle()
    expect([...test.host.kept.keys()]).toEqual([])
  })

  const failing: [name: string, args: unknown[], message: string][] = [
    ['readFileSync', ['wxfile://usr/none'], 'readFileSync:fail no such file or directory, open "wxfile://usr/none"'],
    ['accessSync', ['wxfile://usr/none'], 'accessSync:fail no such file or directory, access "wxfile://usr/none"'],
    ['writeFileSync', ['wxfile://usr/no/folder', 'x'], 'writeFileSync:fail no such file or directory, open "wxfile://usr/no/folder"'],
    ['writeFileSync', ['/app.js', 'x'], 'writeFileSync:fail permission denied, open "app.js"'],
    ['writeFileSync', ['wxfile://tmp/x', 'x'], 'writeFileSync:fail permission denied, open "wxfile://tmp/x"'],
    ['writeFileSync', ['wxfile://usr/../tmp/x', 'x'], 'writeFileSync:fail no such file or directory, open "wxfile://usr/tmp/x"'],
    ['writeFileSync', ['wxfile://etc/x', 'x'], 'writeFileSync:fail permission denied, open "wxfile://etc/x"'],
    ['mkdirSync', ['wxfile://usr/d'], 'mkdirSync:fail file already exists, mkdir "wxfile://usr/d"'],
    ['rmdirSync', ['wxfile://usr/d'], 'rmdirSync:fail directory not empty, rmdir "wxfile://usr/d"'],
    ['readdirSync', ['wxfile://usr/d/f'], 'readdirSync:fail not a directory, scandir "wxfile://usr/d/f"'],
    ['unlinkSync', ['wxfile://usr/d'], 'unlinkSync:fail operation not permitted, unlink "wxfile://usr/d"'],
    ['readFileSync', ['wxfile://usr/d'], 'readFileSync:fail illegal operation on a directory, read "wxfile://usr/d"'],
    ['readFileSync', ['wxfile://usr/d/f', 'klingon'], 'readFileSync:fail invalid encoding "klingon"'],
    ['writeFileSync', ['wxfile://usr/x', 5], 'writeFileSync:fail data must be a string or ArrayBuffer'],
  ]
  it.each(failing)('%s %j', async (name, args, message) => {
    const { files } = await start()
    files['mkdirSync']!('wxfile://usr/d')
    files['writeFileSync']!('wxfile://usr/d/f', 'x')
    expect(thrown(() => files[name]!(...args))).toBe(message)
  })

  it('answers by callbacks and promises, with numbers', async () => {
    const { files } = await start()
    await expect(files['readFile']!({ filePath: 'wxfile://usr/none' })).rejects.toMatchObject({ errMsg: 'readFile:fail no such file or directory, open "wxfile://usr/none"', errno: 1300002 })
    await (files['writeFile']!({ filePath: 'wxfile://usr/a', data: 'x' }) as Promise<unknown>)
    expect(await (files['readFile']!({ filePath: 'wxfile://usr/a', encoding: 'utf8' }) as Promise<unknown>)).toEqual({ data: 'x', errMsg: 'readFile:ok' })
    expect(await (files['readdir']!({ dirPath: 'wxfile://usr/' }) as Promise<unknown>)).toEqual({ files: ['a'], errMsg: 'readdir:ok' })
    await expect(files['unzip']!({})).rejects.toMatchObject({ errMsg: 'unzip:fail not supported' })
  })

  it('reads the package when asked to wait, and cannot change it', async () => {
    const { files, test } = await start()
    test.host.assets['/data/x.json'] = '{"a":1}'
    expect(thrown(() => files['readFileSync']!('/data/x.json', 'utf8'))).toContain('no such file')
    expect(await (files['readFile']!({ filePath: '/data/x.json', encoding: 'utf8' }) as Promise<unknown>)).toMatchObject({ data: '{"a":1}' })
    await (files['access']!({ path: 'data/x.json' }) as Promise<unknown>)
    await expect(files['access']!({ path: 'data/y.json' })).rejects.toMatchObject({ errMsg: 'access:fail no such file or directory, access "data/y.json"' })
  })

  it('has what was kept at the next start', async () => {
    const { files } = await start([{ path: 'wxfile://usr/deep/a', data: bytes('kept'), modified: 1 }])
    expect(files['readFileSync']!('wxfile://usr/deep/a', 'utf8')).toBe('kept')
    expect(files['readdirSync']!('wxfile://usr/deep')).toEqual(['a'])
  })

  it('saves temporary files, which then are no more', async () => {
    const { files, test } = await start()
    const [chosen] = await test.heard('chooseImage')
    const [path] = (chosen as { tempFilePaths: string[] }).tempFilePaths
    const { savedFilePath } = (await test.wx['saveFile']!({ tempFilePath: path })) as { savedFilePath: string }
    expect(thrown(() => files['readFileSync']!(path))).toContain('no such file')
    expect(files['readFileSync']!(savedFilePath, 'utf8')).toBe('picture')
    expect(await test.wx['getSavedFileList']!()).toMatchObject({ fileList: [{ filePath: savedFilePath, size: 7 }] })
    expect(await test.wx['getFileInfo']!({ filePath: savedFilePath })).toMatchObject({ size: 7 })
    expect(await test.wx['getSavedFileInfo']!({ filePath: savedFilePath })).toMatchObject({ size: 7, createTime: expect.any(Number) as number })
    await test.wx['removeSavedFile']!({ filePath: savedFilePath })
    expect(await test.wx['getSavedFileList']!()).toMatchObject({ fileList: [] })
    await expect(test.wx['removeSavedFile']!({ filePath: savedFilePath })).rejects.toMatchObject({ errMsg: "removeSavedFile:fail the file doesn't exist" })
  })

  it('opens documents', async () => {
    const { files, test } = await start()
    files['writeFileSync']!('wxfile://usr/a.pdf', 'x')
    expect((await test.heard('openDocument', { filePath: 'wxfile://usr/a.pdf' }))[0]).toEqual({ errMsg: 'openDocument:ok' })
    expect((await test.heard('openDocument', { filePath: 'wxfile://usr/a.exe' }))[0]).toMatchObject({ errMsg: 'openDocument:fail filetype not supported' })
  })
})

describe('files on the side of the host, which trusts no path', () => {
  const make = () => new HostFiles(undefined, () => {})
  it.each(['wxfile://usr/../x', 'wxfile://tmp/../usr/x', 'wxfile://etc/passwd', '/etc/passwd', 'wxfile://usr//x', 'wxfile://usr/./x', 'https://a/x', `wxfile://usr/${'a'.repeat(1_000)}`])('refuses %s', (path) => {
    expect(() => make().put(path, bytes('x'))).toThrow('permission denied')
  })

  it('counts sizes', () => {
    const files = make()
    const big = { byteLength: FileLimits.file } as Uint8Array<ArrayBuffer>
    files.put('wxfile://usr/1', big)
    files.put('wxfile://usr/1', big)
    files.put('wxfile://usr/2', big)
    expect(() => files.put('wxfile://usr/3', bytes('x'))).toThrow('limit is exceeded')
    files.remove('wxfile://usr/1')
    files.put('wxfile://usr/3', bytes('x'))
    expect(() => files.put('wxfile://usr/4', { byteLength: FileLimits.file + 1 } as Uint8Array<ArrayBuffer>)).toThrow('limit is exceeded')
  })
})

describe('bytes and texts', () => {
  it('changes one into the other', async () => {
    const { test } = await start()
    expect(test.wx['arrayBufferToBase64']!(bytes('hi').buffer)).toBe('aGk=')
    expect(new Uint8Array(test.wx['base64ToArrayBuffer']!('aGk=') as ArrayBuffer)).toEqual(bytes('hi'))
    expect(((await test.wx['getRandomValues']!({ length: 70_000 })) as { randomValues: ArrayBuffer }).randomValues.byteLength).toBe(70_000)
    await expect(test.wx['getRandomValues']!({ length: -1 })).rejects.toMatchObject({ errMsg: 'getRandomValues:fail length is invalid' })
  })
})
