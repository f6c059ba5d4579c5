import { Failure } from '../handlers'
import type { Bytes, HostServices, KeptFile, Scope } from '../services'
import { HostFiles } from './files'

/** What the registry says of the program; its own code has no part in it. */
export interface HostFacts {
  appId: string
  /** Hosts that it declared, as origins such as `https://api.example.org`. */
  domains: { request: string[]; uploadFile: string[]; downloadFile: string[]; socket: string[] }
  /** False for a development version whose project says `urlCheck: false`: the proxy's own list decides alone. */
  checkUrls: boolean
  /** Permissions that it declared. Without a list all may be asked for. */
  scopes?: string[]
  /** From app.json: reasons by scope, which the sheet shows. */
  reasons?: Record<string, string>
  /** Programs that it may open; without a list, any. */
  navigateTo?: string[]
}

type Send = (name: string, detail: unknown) => void

/** What one running program's handlers share. */
export class Host {
  readonly files: HostFiles
  /** Transfers, sockets and players by the number that the Worker gave them. */
  readonly tasks = new Map<string, Task>()
  private sender: Send | null = null
  private asset: ((path: string) => Promise<Blob | null>) | undefined
  private readonly asking = new Map<string, Promise<boolean>>()

  constructor(readonly services: Partial<HostServices>, readonly facts: HostFacts, kept: KeptFile[]) {
    this.files = new HostFiles(services.files, (files) => this.send('#files', files))
    this.files.restore(kept)
  }

  /** Where events go once the program runs, and where the files of its package are. */
  connect(send: Send, asset: (path: string) => Promise<Blob | null>): void {
    this.sender = send
    this.asset = asset
  }

  send(name: string, detail: unknown): void {
    this.sender?.(name, detail)
  }

  close(): void {
    this.sender = null
    for (const task of this.tasks.values()) task.end()
    this.tasks.clear()
  }

  open(kind: string, id: number, limit: number, task: Task): void {
    const key = `${kind} ${id}`
    if (this.tasks.has(key)) throw new Failure('the task exists already')
    let count = 0
    for (const one of this.tasks.keys()) if (one.startsWith(`${kind} `)) count++
    if (count >= limit) throw new Failure(`exceed max ${kind} count ${limit}`)
    this.tasks.set(key, task)
  }

  /** A permission that a person gives: asked once, in the host's sheet; what was decided holds until it is changed in the settings. */
  async requireScope(scope: Scope): Promise<void> {
    if (!(await this.askScope(scope))) throw new Failure('auth deny', 103)
  }

  async askScope(scope: Scope): Promise<boolean> {
    const { permissions } = this.services
    if (!permissions) throw new Failure('not supported')
    if (this.facts.scopes && !this.facts.scopes.includes(scope)) throw new Failure('api scope is not declared in the privacy agreement', 112)
    const decided = (await permissions.granted())[scope]
    if (decided !== undefined) return decided
    // Two calls at once are one question.
    const running = this.asking.get(scope)
    if (running) return running
    const asked = permissions.ask(scope, (this.facts.reasons?.[scope] ?? '').slice(0, 200)).finally(() => this.asking.delete(scope))
    this.asking.set(scope, asked)
    return asked
  }

  /** An address that the program may reach. The server's proxy checks it again, after each redirect too. */
  checkUrl(url: string, kind: keyof HostFacts['domains']): string {
    let parsed: URL
    try {
      parsed = new URL(url)
    } catch {
      throw new Failure(`invalid url "${url.slice(0, 200)}"`, 600009)
    }
    const schemes = kind === 'socket' ? ['wss:', ...(this.facts.checkUrls ? [] : ['ws:'])] : ['https:', ...(this.facts.checkUrls ? [] : ['http:'])]
    if (!schemes.includes(parsed.protocol) || parsed.username !== '' || parsed.password !== '') throw new Failure(`invalid url "${url.slice(0, 200)}"`, 600009)
    if (this.facts.checkUrls && !this.facts.domains[kind].some((one) => originOf(one) === parsed.origin)) throw new Failure('url not in domain list', 600002)
    parsed.hash = ''
    return parsed.href
  }

  /** The bytes of a picture or sound: a file of the program's own, of its package, or of an address that it declared. */
  async load(path: string): Promise<Bytes> {
    if (path.startsWith('wxfile://')) return this.files.bytes(path)
    const far = /^https?:\/\//i.test(path)
    const found = far ? await this.services.media?.load(this.checkUrl(path, 'downloadFile')) : await this.asset?.(path)
    if (!found) throw new Failure(`file not found`)
    return found
  }
}

interface Task {
  end(): void
  [more: string]: unknown
}

function originOf(declared: string): string {
  try {
    return new URL(declared).origin
  } catch {
    return ''
  }
}
