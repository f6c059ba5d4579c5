/** `wx.getFileSystemManager()` and the calls around files (`files/vfs.ts`). */
import { ApiError } from '../bridge'
import { decode, encode } from '../files/encoding'
import type { FileSystem } from '../files/vfs'
import type { Runtime } from '../runtime'
import { callAsync, registerApi, registerServed, registerSync, type Args } from './registry'

type Bytes = Uint8Array<ArrayBuffer>

function toBytes(data: unknown, encoding: unknown): Bytes {
  if (typeof data === 'string') return encode(data, typeof encoding === 'string' ? encoding : 'utf8')
  if (data instanceof ArrayBuffer) return new Uint8Array(data.slice(0))
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer)
  throw new ApiError('data must be a string or ArrayBuffer', 1301003)
}

/** As text when an encoding is named, else as a buffer of the program's own. */
function given(bytes: Bytes, encoding: unknown, position: unknown, length: unknown): string | ArrayBuffer {
  const from = typeof position === 'number' ? position : 0
  if (from < 0 || (from > 0 && from >= bytes.byteLength)) throw new ApiError('the value of "position" is out of range', 1301011)
  const part = bytes.slice(from, typeof length === 'number' ? from + length : undefined)
  return typeof encoding === 'string' ? decode(part, encoding) : part.buffer
}

class Stats {
  readonly mode: number
  constructor(readonly size: number, modified: number, private readonly folder: boolean) {
    this.mode = folder ? 16_877 : 33_188
    this.lastAccessedTime = this.lastModifiedTime = Math.floor(modified / 1000)
  }
  readonly lastAccessedTime: number
  readonly lastModifiedTime: number
  isDirectory(): boolean { return this.folder }
  isFile(): boolean { return !this.folder }
}

function stats(files: FileSystem, path: string, recursive: unknown): unknown {
  const { size, modified, folder } = files.stat(path)
  const own = new Stats(size, modified, folder)
  if (recursive !== true || !folder) return own
  return [path, ...files.below(path)].map((one) => {
    const { size, modified, folder } = files.stat(one)
    return { path: one === path ? '/' : one.slice(path.length), stats: new Stats(size, modified, folder) }
  })
}

/** Each method by its arguments in the order of its sync form. What waits for the package has a form of its own. */
type Sync = (files: FileSystem, ...args: never[]) => unknown
const METHODS: Record<string, { names: string[]; run: Sync; later?: (files: FileSystem, args: Args) => Promise<unknown>; result?: string }> = {
  access: {
    names: ['path'], run: (files, path: unknown) => files.access(files.normal(path)),
    later: (files, { path }) => files.accessAsync(files.normal(path)),
  },
  readFile: {
    names: ['filePath', 'encoding', 'position', 'length'], result: 'data',
    run: (files, path: unknown, encoding: unknown, position: unknown, length: unknown) => given(files.readSync(files.normal(path)), encoding, position, length),
    later: async (files, { filePath, encoding, position, length }) => given(await files.read(files.normal(filePath)), encoding, position, length),
  },
  writeFile: { names: ['filePath', 'data', 'encoding'], run: (files, path: unknown, data: unknown, encoding: unknown) => files.write(files.normal(path), toBytes(data, encoding)) },
  appendFile: { names: ['filePath', 'data', 'encoding'], run: (files, path: unknown, data: unknown, encoding: unknown) => files.append(files.normal(path), toBytes(data, encoding)) },
  mkdir: { names: ['dirPath', 'recursive'], run: (files, path: unknown, recursive: unknown) => files.mkdir(files.normal(path), recursive === true) },
  rmdir: { names: ['dirPath', 'recursive'], run: (files, path: unknown, recursive: unknown) => files.rmdir(files.normal(path), recursive === true) },
  readdir: { names: ['dirPath'], result: 'files', run: (files, path: unknown) => files.readdir(files.normal(path)) },
  stat: {
    names: ['path', 'recursive'], result: 'stats', run: (files, path: unknown, recursive: unknown) => stats(files, files.normal(path), recursive),
    later: async (files, { path, recursive }) => {
      await files.statAsync(files.normal(path))
      return stats(files, files.normal(path), recursive)
    },
  },
  unlink: { names: ['filePath'], run: (files, path: unknown) => files.unlink(files.normal(path)) },
  rename: { names: ['oldPath', 'newPath'], run: (files, from: unknown, to: unknown) => files.rename(files.normal(from), files.normal(to)) },
  copyFile: {
    names: ['srcPath', 'destPath'], run: (files, from: unknown, to: unknown) => files.copy(files.normal(from), files.normal(to)),
    later: (files, { srcPath, destPath }) => files.copyAsync(files.normal(srcPath), files.normal(destPath)),
  },
  truncate: {
    names: ['filePath', 'length'],
    run: (files, path: unknown, length: unknown) => {
      const before = files.readSync(files.normal(path))
      const next = new Uint8Array(Math.max(0, Number(length) || 0))
      next.set(before.subarray(0, next.byteLength))
      files.write(files.normal(path), next)
    },
  },
  saveFile: { names: ['tempFilePath', 'filePath'], result: 'savedFilePath', run: (files, from: unknown, to: unknown) => files.save(files.normal(from), to === undefined ? null : files.normal(to)) },
}

function fileInfo({ files }: Runtime, path: unknown): { size: number } {
  return { size: files.stat(files.normal(path)).size }
}

/** The file's own calls answer with `errMsg` of the bare name, as WeChat's. */
function manager(runtime: Runtime): Record<string, unknown> {
  const { files } = runtime
  const made: Record<string, unknown> = {}
  for (const [name, { names, run, later, result }] of Object.entries(METHODS)) {
    const named = (value: unknown): unknown => (result ? { [result]: value } : value)
    made[name] = (args?: Args) => callAsync(name, args, async () => {
      const all = args ?? {}
      return named(later ? await later(files, all) : run(files, ...(names.map((one) => all[one]) as never[])))
    }, runtime)
    made[`${name}Sync`] = (...args: never[]) => {
      try {
        return run(files, ...args)
      } catch (error) {
        const text = error instanceof Error ? error.message : ''
        throw Object.assign(new Error(`${name}Sync:fail ${text}`, { cause: error }), error instanceof ApiError && error.errno !== undefined ? { errno: error.errno, errCode: error.errno } : {})
      }
    }
  }
  made['getFileInfo'] = (args?: Args) => callAsync('getFileInfo', args, () => fileInfo(runtime, args?.['filePath']), runtime)
  made['getSavedFileList'] = (args?: Args) => callAsync('getSavedFileList', args, () => ({ fileList: files.saved() }), runtime)
  made['removeSavedFile'] = (args?: Args) => callAsync('removeSavedFile', args, () => removeSaved(runtime, args?.['filePath']), runtime)
  // Those of file descriptors and of archives are not here.
  for (const name of ['open', 'close', 'read', 'write', 'fstat', 'ftruncate', 'unzip', 'readZipEntry', 'readCompressedFile']) {
    made[name] = (args?: Args) => callAsync(name, args, () => Promise.reject(new ApiError('not supported')), runtime)
  }
  return made
}

function removeSaved({ files }: Runtime, path: unknown): void {
  const at = files.normal(path)
  if (!files.saved().some((one) => one.filePath === at)) throw new ApiError("the file doesn't exist")
  files.unlink(at)
}

registerSync('getFileSystemManager', manager)
registerApi('saveFile', ({ tempFilePath, filePath }, { files }) => ({ savedFilePath: files.save(files.normal(tempFilePath), filePath === undefined ? null : files.normal(filePath)) }))
registerApi('getFileInfo', ({ filePath }, runtime) => fileInfo(runtime, filePath))
registerApi('getSavedFileList', (_, { files }) => ({ fileList: files.saved() }))
registerApi('removeSavedFile', ({ filePath }, runtime) => removeSaved(runtime, filePath))
registerApi('getSavedFileInfo', ({ filePath }, { files }) => {
  const { size, modified } = files.stat(files.normal(filePath))
  return { size, createTime: Math.floor(modified / 1000) }
})
registerServed('openDocument')
