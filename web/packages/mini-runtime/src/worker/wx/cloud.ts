/** `wx.cloud`: a program's own data store (`cloud-query.ts` for what a query says). Functions, files and containers are not here. */
import { ApiError } from '../bridge'
import type { Runtime } from '../runtime'
import { command, decode, encode, Geo, RegExpValue, ServerDate } from './cloud-query'
import { callAsync, registerValue, type Args } from './registry'

interface Answer { data?: unknown; total?: number; _id?: string; stats?: Record<string, number> }
type Direction = 'asc' | 'desc'
type Op = 'get' | 'count' | 'add' | 'update' | 'set' | 'remove'

/** As WeChat: a program's query answers with twenty unless it asks for other; never with more than a hundred. */
const PAGE = 20
const MOST = 100

function invalid(text: string): ApiError {
  return new ApiError(`-501007 invalid parameters | ${text}`, -501007)
}

/** Its calls take callbacks or return promises, and say `errCode` when they fail. */
function settle(name: string, args: Args | undefined, run: () => unknown, runtime: Runtime): unknown {
  return callAsync(name, args, async () => {
    try {
      return await run()
    } catch (error) {
      if (error instanceof ApiError) error.errCode = error.errno ?? -1
      throw error
    }
  }, runtime)
}

class Query {
  protected condition: unknown = {}
  protected order: { field: string; direction: Direction }[] = []
  protected from = 0
  protected most = PAGE
  protected fields: Record<string, boolean> = {}

  constructor(protected readonly runtime: Runtime, protected readonly env: string, protected readonly name: string) {}

  private with(change: (copy: Query) => void): Query {
    const copy = new Query(this.runtime, this.env, this.name)
    Object.assign(copy, { condition: this.condition, order: this.order, from: this.from, most: this.most, fields: this.fields })
    change(copy)
    return copy
  }

  where(condition: unknown): Query {
    return this.with((copy) => { copy.condition = condition })
  }
  orderBy(field: string, direction: Direction): Query {
    return this.with((copy) => { copy.order = [...copy.order, { field: String(field), direction: direction === 'desc' ? 'desc' : 'asc' }] })
  }
  limit(count: number): Query {
    return this.with((copy) => { copy.most = Math.min(MOST, Math.max(1, Math.floor(Number(count)) || PAGE)) })
  }
  skip(count: number): Query {
    return this.with((copy) => { copy.from = Math.max(0, Math.floor(Number(count)) || 0) })
  }
  field(fields: Record<string, unknown>): Query {
    return this.with((copy) => { copy.fields = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, Boolean(value)])) })
  }

  protected ask(op: Op, id: string | null, data: unknown): Promise<Answer> {
    const { runtime, env, name, condition, order, from, most, fields } = this
    return runtime.bridge.call('#cloud.database', {
      env, collection: name, op, id, order, skip: from, limit: most, field: fields,
      where: JSON.stringify(encode(condition)), data: data === undefined ? '' : JSON.stringify(encode(data)),
    }) as Promise<Answer>
  }

  get(args?: Args): unknown {
    return settle('collection.get', args, async () => ({ data: decode((await this.ask('get', null, undefined)).data ?? []) }), this.runtime)
  }
  count(args?: Args): unknown {
    return settle('collection.count', args, async () => ({ total: (await this.ask('count', null, undefined)).total ?? 0 }), this.runtime)
  }
  update(args: Args = {}): unknown {
    return settle('collection.update', args, async () => ({ stats: (await this.ask('update', null, documentOf(args))).stats ?? { updated: 0 } }), this.runtime)
  }
  remove(args?: Args): unknown {
    return settle('collection.remove', args, async () => ({ stats: (await this.ask('remove', null, undefined)).stats ?? { removed: 0 } }), this.runtime)
  }
  watch(): never {
    throw new Error('collection.watch:fail not supported')
  }
  aggregate(): never {
    throw new Error('collection.aggregate:fail not supported')
  }
}

class Collection extends Query {
  doc(id: unknown): Document {
    return new Document(this.runtime, this.env, this.name, String(id))
  }
  add(args: Args = {}): unknown {
    return settle('collection.add', args, async () => ({ _id: (await this.ask('add', null, documentOf(args)))._id }), this.runtime)
  }
}

class Document extends Query {
  constructor(runtime: Runtime, env: string, name: string, private readonly id: string) {
    super(runtime, env, name)
  }
  override field(fields: Record<string, unknown>): this {
    this.fields = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, Boolean(value)]))
    return this
  }
  override get(args?: Args): unknown {
    return settle('document.get', args, async () => ({ data: decode((await this.ask('get', this.id, undefined)).data) }), this.runtime)
  }
  override update(args: Args = {}): unknown {
    return settle('document.update', args, async () => ({ stats: (await this.ask('update', this.id, documentOf(args))).stats ?? { updated: 0 } }), this.runtime)
  }
  set(args: Args = {}): unknown {
    return settle('document.set', args, async () => {
      const { _id, stats } = await this.ask('set', this.id, documentOf(args))
      return { _id: _id ?? this.id, stats: { updated: 0, created: 0, ...stats } }
    }, this.runtime)
  }
  override remove(args?: Args): unknown {
    return settle('document.remove', args, async () => ({ stats: (await this.ask('remove', this.id, undefined)).stats ?? { removed: 0 } }), this.runtime)
  }
}

function documentOf({ data }: Args): object {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw invalid('parameter.data should be object')
  return data
}

function database(runtime: Runtime, config: { env?: unknown } | undefined, standard: () => string): object {
  const env = typeof config?.env === 'string' ? config.env : standard()
  return {
    collection: (name: unknown) => new Collection(runtime, env, String(name)),
    command, _: command, Geo,
    RegExp: (options: { regexp: string; options?: string }) => new RegExpValue(options.regexp, options.options),
    serverDate: (options?: { offset?: number }) => new ServerDate(options?.offset),
    config: { env },
  }
}

const MISSING = ['callFunction', 'uploadFile', 'downloadFile', 'getTempFileURL', 'deleteFile', 'callContainer', 'connectContainer'] as const

function cloud(runtime: Runtime): object {
  let env = ''
  const missing = Object.fromEntries(MISSING.map((name) => [name, (args?: Args) =>
    settle(`cloud.${name}`, args, () => { throw new ApiError('not supported', -501000) }, runtime)]))
  const face = {
    ...missing,
    init: (config?: { env?: unknown }) => { if (typeof config?.env === 'string') env = config.env },
    database: (config?: { env?: unknown }) => database(runtime, config, () => env),
    CloudID: class { constructor(readonly cloudID: string) {} },
  }
  return { ...face, Cloud: class { constructor() { return { ...face, init: () => Promise.resolve() } } } }
}

registerValue('cloud', cloud, { host: '#cloud.database' })
