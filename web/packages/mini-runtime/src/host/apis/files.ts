import { Failure } from '../handlers'
import type { Bytes, FileServices, KeptFile } from '../services'

export const USER_FOLDER = 'wxfile://usr'
export const TEMPORARY_FOLDER = 'wxfile://tmp'

/** Of one program: what it keeps, what it holds while it runs, how many files there are, and the length of a path. */
export const FileLimits = { kept: 200 * 1_048_576, temporary: 300 * 1_048_576, file: 100 * 1_048_576, count: 10_000, path: 1_000 } as const

export function sizeOf(data: Bytes | null): number {
  return data === null ? 0 : data instanceof Blob ? data.size : data.byteLength
}

export function asBlob(data: Bytes, type = ''): Blob {
  return data instanceof Blob ? data : new Blob([data], { type })
}

/**
 * The files of a running program as the host knows them. The Worker holds the same files and reads them at once; what it changes
 * it tells the host, so that pictures, uploads and the next start find them. Paths are checked here again: the Worker is hostile.
 */
export class HostFiles {
  private files = new Map<string, KeptFile>()
  private sizes = { usr: 0, tmp: 0 }
  private last = 0

  constructor(private readonly services: FileServices | undefined, private readonly tell: (files: KeptFile[]) => void) {}

  /** What was kept before. */
  restore(files: KeptFile[]): void {
    for (const file of files) this.hold(file)
  }

  private hold(file: KeptFile): void {
    const place = placeOf(file.path)
    this.sizes[place] += sizeOf(file.data) - sizeOf(this.files.get(file.path)?.data ?? null)
    this.files.set(file.path, file)
  }

  find(path: string): Bytes | null {
    return this.files.get(path)?.data ?? null
  }

  /** The bytes of a file that the program names. */
  bytes(path: string): Bytes {
    const data = this.find(path)
    if (!data) throw new Failure(`file doesn't exist`)
    return data
  }

  /** Written by the Worker. */
  put(path: string, data: Bytes | null): void {
    const place = placeOf(path)
    const size = sizeOf(data)
    const before = this.files.get(path)
    if (size > FileLimits.file) throw new Failure('the maximum size of the file storage limit is exceeded', 1300202)
    if (!before && this.files.size >= FileLimits.count) throw new Failure('the maximum size of the file storage limit is exceeded', 1300202)
    const limit = place === 'usr' ? FileLimits.kept : FileLimits.temporary
    if (this.sizes[place] - sizeOf(before?.data ?? null) + size > limit) throw new Failure('the maximum size of the file storage limit is exceeded', 1300202)
    const file = { path, data, modified: Date.now() }
    this.hold(file)
    if (place === 'usr') this.services?.put(file)
  }

  remove(path: string): void {
    const file = this.files.get(path)
    if (!file) return
    const place = placeOf(path)
    this.sizes[place] -= sizeOf(file.data)
    this.files.delete(path)
    if (place === 'usr') this.services?.remove(path)
  }

  copy(from: string, to: string): void {
    this.put(to, this.bytes(from))
  }

  /** A file that the host gives to the program: chosen, downloaded, drawn. The Worker learns of it before the answer. */
  temporary(data: Bytes, name: string): string {
    const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? 'dat'
    const path = `${TEMPORARY_FOLDER}/${Date.now().toString(36)}${(++this.last).toString(36)}${Math.random().toString(36).slice(2, 10)}.${ending}`
    this.put(path, data)
    this.tell([this.files.get(path)!])
    return path
  }

  /** A file given at a path that the program named. */
  give(path: string, data: Bytes): void {
    this.put(path, data)
    this.tell([this.files.get(path)!])
  }
}

/** Which of its two folders a path lies in; any other path is none of a program's. */
function placeOf(path: string): 'usr' | 'tmp' {
  const found = /^wxfile:\/\/(usr|tmp)\/(?!\/)/.exec(path)
  if (!found || path.length > FileLimits.path || path.slice(9).split('/').some((part) => part === '..' || part === '.')) throw new Failure(`permission denied, open "${path.slice(0, 100)}"`, 1300013)
  return found[1] as 'usr' | 'tmp'
}

export function extensionOf(path: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(path)?.[1]?.toLowerCase() ?? ''
}
