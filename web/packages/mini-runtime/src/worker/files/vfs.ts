import type { WorkerProgram } from '../../protocol/messages'
import type { Bridge } from '../bridge'
import { ApiError } from '../bridge'

type Bytes = Uint8Array<ArrayBuffer>
type Data = Blob | Bytes

interface Entry { data: Data | null; size: number; modified: number }

/** `wx.env.USER_DATA_PATH`, and where the host puts what a person chose or a download brought. */
export const USER = 'wxfile://usr'
export const TEMPORARY = 'wxfile://tmp'
/** Where `saveFile` keeps files when no place is named. */
export const SAVED = 'wxfile://usr/.saved'
const LIMIT = 200 * 1_048_576
const FILE = 100 * 1_048_576
const SAVED_LIMIT = 200 * 1_048_576

/** Errors as WeChat's file system has them. */
export const fail = {
  missing: (api: string, path: string) => new ApiError(`no such file or directory, ${api} "${path}"`, 1300002),
  exists: (api: string, from: string, to = '') => new ApiError(`file already exists, ${api} "${from}"${to === '' ? '' : ` -> "${to}"`}`, 1301005),
  denied: (api: string, path: string) => new ApiError(`permission denied, ${api} "${path}"`, 1300013),
  notFolder: (api: string, path: string) => new ApiError(`not a directory, ${api} "${path}"`, 1300020),
  folder: (api: string, path: string) => new ApiError(`illegal operation on a directory, ${api} "${path}"`, 1301021),
  notEmpty: (api: string, path: string) => new ApiError(`directory not empty, ${api} "${path}"`, 1300066),
  full: () => new ApiError('the maximum size of the file storage limit is exceeded', 1300202),
}

/** Reads a blob at once. Browsers can in a Worker; where nothing can, only bytes are at hand. */
type ReadNow = (blob: Blob) => ArrayBuffer
let readNow: ReadNow | null = null

/** Called before package code runs, which loses the reader. */
export function keepReader(read: ReadNow): void {
  readNow = read
}

/**
 * The files of a program: its own (`wxfile://usr`), those of this run (`wxfile://tmp`), and its package, which cannot be changed.
 * All but the package are at hand in the Worker, as blobs that the host lent or as bytes; what changes is told to the host.
 */
export class FileSystem {
  private entries = new Map<string, Entry>()
  private readFromPackage = new Map<string, Data>()
  private used = 0

  constructor(private readonly bridge: Bridge, kept: WorkerProgram['files']) {
    this.entries.set(USER, { data: null, size: 0, modified: 0 })
    this.entries.set(TEMPORARY, { data: null, size: 0, modified: 0 })
    this.hold(kept)
    bridge.on('#files', (files) => this.hold(files as WorkerProgram['files']))
  }

  private hold(files: WorkerProgram['files']): void {
    for (const { path, data, modified } of files) {
      this.set(path, { data, size: data === null ? 0 : data instanceof Blob ? data.size : data.byteLength, modified })
      for (let at = parent(path); !this.entries.has(at) && at.length > TEMPORARY.length; at = parent(at)) this.set(at, { data: null, size: 0, modified })
    }
  }

  private set(path: string, entry: Entry): void {
    if (path.startsWith(USER)) this.used += entry.size - (this.entries.get(path)?.size ?? 0)
    this.entries.set(path, entry)
  }

  private tell(api: string, args: object): void {
    // A host that refuses what the Worker allowed is full; what it does not keep is there until the program ends.
    this.bridge.call(api, args).catch(() => {})
  }

  /** A path as it is kept: no ending slash, no empty parts, and no way out of the folder that it begins with. */
  normal(path: unknown): string {
    if (typeof path !== 'string') throw new ApiError(`parameter error: parameter.filePath should be String instead of ${Object.prototype.toString.call(path).slice(8, -1)};`)
    const own = path.startsWith('wxfile://')
    const parts: string[] = []
    for (const part of path.slice(own ? 9 : 0).split('/')) {
      if (part === '' || part === '.') continue
      if (part !== '..') parts.push(part)
      else if (parts.length > 1 || !own) parts.pop()
    }
    return own ? `wxfile://${parts.join('/')}` : parts.join('/')
  }

  private writable(api: string, path: string): void {
    if (!path.startsWith(`${USER}/`)) throw fail.denied(api, path)
  }

  private entry(api: string, path: string): Entry {
    const found = this.entries.get(path)
    if (!found) throw fail.missing(api, path)
    return found
  }

  exists(path: string): boolean {
    return this.entries.has(path) || this.readFromPackage.has(path)
  }

  /** Bytes at once. Of the package only what has been read before. */
  readSync(path: string): Bytes {
    if (!path.startsWith('wxfile://')) {
      const known = this.readFromPackage.get(path)
      if (!known) throw fail.missing('open', path)
      return now(known)
    }
    const { data } = this.entry('open', path)
    if (data === null) throw fail.folder('read', path)
    return now(data)
  }

  async read(path: string): Promise<Bytes> {
    await this.fetchFromPackage(path, 'open')
    const data = path.startsWith('wxfile://') ? this.entry('open', path).data : this.readFromPackage.get(path)!
    if (data === null) throw fail.folder('read', path)
    return data instanceof Blob ? new Uint8Array(await data.arrayBuffer()) : data
  }

  private async fetchFromPackage(path: string, api: string): Promise<void> {
    if (path.startsWith('wxfile://') || this.readFromPackage.has(path)) return
    const answer = (await this.bridge.call('#fs.package', { path }).catch(() => null)) as { data: Data } | null
    if (!answer) throw fail.missing(api, path)
    this.readFromPackage.set(path, answer.data)
  }

  async accessAsync(path: string): Promise<void> {
    await this.fetchFromPackage(path, 'access')
    this.access(path)
  }

  access(path: string): void {
    if (!this.exists(path)) throw fail.missing('access', path)
  }

  write(path: string, data: Bytes): void {
    this.writable('open', path)
    this.placeFor(path)
    const before = this.entries.get(path)
    if (before?.data === null) throw fail.folder('open', path)
    if (data.byteLength > FILE || this.used - (before?.size ?? 0) + data.byteLength > LIMIT) throw fail.full()
    this.set(path, { data, size: data.byteLength, modified: Date.now() })
    this.tell('#fs.put', { path, data })
  }

  append(path: string, data: Bytes): void {
    this.writable('open', path)
    const before = this.readSync(path)
    const joined = new Uint8Array(before.byteLength + data.byteLength)
    joined.set(before)
    joined.set(data, before.byteLength)
    this.write(path, joined)
  }

  /** Where a download may go: a path of the program's own, in a folder that is there. */
  place(given: unknown): string {
    const path = this.normal(given)
    this.writable('open', path)
    this.placeFor(path)
    return path
  }

  private placeFor(path: string): void {
    const above = this.entries.get(parent(path))
    if (!above) throw fail.missing('open', path)
    if (above.data !== null) throw fail.notFolder('open', path)
  }

  mkdir(path: string, recursive: boolean): void {
    this.writable('mkdir', path)
    if (this.entries.has(path)) {
      if (recursive && this.entries.get(path)!.data === null) return
      throw fail.exists('mkdir', path)
    }
    const above = parent(path)
    if (!this.entries.has(above)) {
      if (!recursive) throw fail.missing('mkdir', path)
      this.mkdir(above, true)
    } else if (this.entries.get(above)!.data !== null) {
      throw fail.notFolder('mkdir', path)
    }
    this.set(path, { data: null, size: 0, modified: Date.now() })
    this.tell('#fs.put', { path, data: null })
  }

  readdir(path: string): string[] {
    if (this.entry('scandir', path).data !== null) throw fail.notFolder('scandir', path)
    return [...this.entries.keys()].filter((one) => parent(one) === path && one !== SAVED).map((one) => one.slice(path.length + 1)).sort()
  }

  /** Every path below a folder. */
  below(path: string): string[] {
    return [...this.entries.keys()].filter((one) => one.startsWith(`${path}/`))
  }

  stat(path: string): { size: number; modified: number; folder: boolean } {
    const known = this.readFromPackage.get(path)
    if (known) return { size: known instanceof Blob ? known.size : known.byteLength, modified: 0, folder: false }
    const { data, size, modified } = this.entry('stat', path)
    return { size, modified, folder: data === null }
  }

  async statAsync(path: string): Promise<{ size: number; modified: number; folder: boolean }> {
    await this.fetchFromPackage(path, 'stat')
    return this.stat(path)
  }

  unlink(path: string): void {
    const entry = this.entry('unlink', path)
    if (!path.startsWith(`${TEMPORARY}/`)) this.writable('unlink', path)
    if (entry.data === null) throw new ApiError(`operation not permitted, unlink "${path}"`, 1300001)
    this.drop(path)
  }

  private drop(path: string): void {
    if (path.startsWith(USER)) this.used -= this.entries.get(path)?.size ?? 0
    this.entries.delete(path)
    this.tell('#fs.remove', { path })
  }

  rmdir(path: string, recursive: boolean): void {
    this.writable('rmdir', path)
    if (this.entry('rmdir', path).data !== null) throw fail.notFolder('rmdir', path)
    const inside = this.below(path)
    if (inside.length > 0 && !recursive) throw fail.notEmpty('rmdir', path)
    for (const one of inside.reverse()) this.drop(one)
    this.drop(path)
  }

  copy(from: string, to: string, api = 'copyFile'): void {
    this.writable(api, to)
    const known = this.readFromPackage.get(from)
    const source = known ? { data: known, size: known instanceof Blob ? known.size : known.byteLength } : this.entry(api, from)
    if (source.data === null) throw fail.folder(api, from)
    this.placeFor(to)
    if (this.entries.get(to)?.data === null) throw fail.folder(api, to)
    if (this.used - (this.entries.get(to)?.size ?? 0) + source.size > LIMIT) throw fail.full()
    this.set(to, { data: source.data, size: source.size, modified: Date.now() })
    this.tell('#fs.copy', { from: known ? `/${from}` : from, to })
  }

  async copyAsync(from: string, to: string): Promise<void> {
    await this.fetchFromPackage(from, 'copyFile')
    this.copy(from, to)
  }

  rename(from: string, to: string): void {
    if (!from.startsWith(`${TEMPORARY}/`)) this.writable('rename', from)
    this.writable('rename', to)
    const entry = this.entry('rename', from)
    if (entry.data !== null) {
      this.copy(from, to, 'rename')
      this.drop(from)
      return
    }
    if (this.entries.has(to)) throw fail.exists('rename', from, to)
    if (to.startsWith(`${from}/`)) throw fail.denied('rename', to)
    this.placeFor(to)
    const inside = this.below(from)
    this.mkdir(to, true)
    for (const one of inside) {
      const target = to + one.slice(from.length)
      if (this.entries.get(one)!.data === null) this.mkdir(target, true)
      else this.copy(one, target, 'rename')
    }
    this.rmdir(from, true)
  }

  /** `saveFile`: a file of this run is kept. Returns where. */
  save(from: string, to: string | null): string {
    const entry = this.entry('saveFile', from)
    if (entry.data === null) throw fail.folder('saveFile', from)
    if (to === null && this.saved().reduce((sum, one) => sum + one.size, 0) + entry.size > SAVED_LIMIT) throw fail.full()
    if (to === null && !this.entries.has(SAVED)) this.mkdir(SAVED, true)
    const path = to ?? `${SAVED}/${from.split('/').at(-1)!}`
    this.copy(from, path, 'saveFile')
    // The file moves: its first path is no more.
    if (from.startsWith(`${TEMPORARY}/`)) this.drop(from)
    return path
  }

  saved(): { filePath: string; size: number; createTime: number }[] {
    return this.below(SAVED).map((path) => ({ filePath: path, size: this.entries.get(path)!.size, createTime: Math.floor(this.entries.get(path)!.modified / 1000) }))
  }
}

function parent(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

function now(data: Data): Bytes {
  if (!(data instanceof Blob)) return data
  if (!readNow) throw new ApiError('fail to read file', 1300005)
  return new Uint8Array(readNow(data))
}
