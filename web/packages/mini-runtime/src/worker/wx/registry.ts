import { Components } from '../../protocol/components'
import { ApiError } from '../bridge'
import type { Runtime } from '../runtime'

/**
 * Where `wx.*` comes from. An API group is a file in this folder, listed in `index.ts`, which registers its calls when it is
 * imported. Nothing else needs to be told: `canIUse`, callbacks, promises and `errMsg` follow from here.
 */
type Args = Record<string, unknown>
export type AsyncApi = (args: Args, runtime: Runtime) => unknown
export type SyncApi = (runtime: Runtime, ...args: never[]) => unknown

type Entry =
  | { kind: 'async'; run: AsyncApi }
  | { kind: 'sync'; run: SyncApi }
  | { kind: 'served' }
  | { kind: 'value'; make: (runtime: Runtime) => unknown }
  | { kind: 'unsupported'; reason: string }

const entries = new Map<string, Entry>()

/** `wx.name({ …, success, fail, complete })`, or a promise without those. Throw an `ApiError` to fail. */
export function registerApi(name: string, run: AsyncApi): void {
  entries.set(name, { kind: 'async', run })
}

/** `wx.name(…)` that returns at once: `…Sync`, `create…`, `on…`, `off…`. */
export function registerSync(name: string, run: SyncApi): void {
  entries.set(name, { kind: 'sync', run })
}

/** Calls that the host serves as they are; `canIUse` is true when this host does. */
export function registerServed(...names: string[]): void {
  for (const name of names) entries.set(name, { kind: 'served' })
}

/** A property that is no function, such as `wx.env`. */
export function registerValue(name: string, make: (runtime: Runtime) => unknown): void {
  entries.set(name, { kind: 'value', make })
}

/** Calls that WeChat has and we do not: they exist, fail in the usual way, and `canIUse` says false. */
export function registerUnsupported(reason: string, ...names: string[]): void {
  for (const name of names) if (!entries.has(name)) entries.set(name, { kind: 'unsupported', reason })
}

export function buildWx(runtime: Runtime): Record<string, unknown> {
  const wx: Record<string, unknown> = {}
  for (const [name, entry] of entries) {
    switch (entry.kind) {
      case 'async': wx[name] = (args?: Args) => callAsync(name, args, () => entry.run(args ?? {}, runtime), runtime); break
      case 'served': wx[name] = (args?: Args) => callAsync(name, args, () => runtime.bridge.call(name, withoutCallbacks(args)), runtime); break
      case 'sync': wx[name] = (...args: never[]) => entry.run(runtime, ...args); break
      case 'value': wx[name] = entry.make(runtime); break
      case 'unsupported':
        wx[name] = (args?: Args) => callAsync(name, args, () => Promise.reject(new ApiError(entry.reason)), runtime)
        break
    }
  }
  return wx
}

function withoutCallbacks(args: Args | undefined): Args {
  const { success: _success, fail: _fail, complete: _complete, ...rest } = args ?? {}
  return rest
}

type Callback = (result: unknown) => void

/** WeChat's three callbacks or a promise; every result carries `errMsg`. */
function callAsync(name: string, args: Args | undefined, run: () => unknown, runtime: Runtime): Promise<unknown> | undefined {
  const callback = (key: string): Callback | undefined => (typeof args?.[key] === 'function' ? (args[key] as Callback) : undefined)
  const success = callback('success')
  const fail = callback('fail')
  const complete = callback('complete')
  const work = Promise.resolve()
    .then(run)
    .then(
      (value) => ({ ok: true, result: { ...(typeof value === 'object' && value !== null ? value : {}), errMsg: `${name}:ok` } }),
      (error: unknown) => ({ ok: false, result: failure(name, error) }),
    )
  if (!success && !fail && !complete) {
    return work.then(({ ok, result }) => {
      if (ok) return result
      throw Object.assign(new Error(result.errMsg), result)
    })
  }
  void work.then(({ ok, result }) => {
    const first = ok ? success : fail
    if (first) runtime.guard(() => first(result), `${name} callback`)
    if (complete) runtime.guard(() => complete(result), `${name} callback`)
  })
  return undefined
}

function failure(name: string, error: unknown): { errMsg: string; errno?: number } {
  const message = error instanceof Error ? error.message : String(error)
  const errMsg = message.startsWith(`${name}:fail`) ? message : `${name}:fail ${message}`
  return error instanceof ApiError && error.errno !== undefined ? { errMsg, errno: error.errno } : { errMsg }
}

/**
 * `wx.canIUse('getSystemInfoSync.return.theme')`, `('showModal.object.content')`, `('button.open-type.share')`: whether the call or the
 * component with its attribute and value is here. Parameters of calls are not told apart.
 */
export function canIUse(schema: unknown, runtime: Runtime): boolean {
  if (typeof schema !== 'string' || schema === '') return false
  const [first = '', ...rest] = schema.split('.')
  const entry = entries.get(first)
  if (entry) {
    if (entry.kind === 'unsupported') return false
    return entry.kind !== 'served' || runtime.program.served.includes(first)
  }
  if (first === 'Page' || first === 'App' || first === 'Component') return true
  const attributes = (Components as Record<string, Record<string, true | readonly string[]>>)[first]
  if (!attributes || !Object.hasOwn(Components, first)) return false
  const [attribute, value] = rest
  if (attribute === undefined) return true
  if (/^(bind|catch)/.test(attribute)) return true
  const known = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined
  if (known === undefined) return false
  return value === undefined || known === true || known.includes(value)
}

/** Every name, with how it is answered: for the table of compatibility and for tests. */
export function registeredApis(): { name: string; kind: Entry['kind'] }[] {
  return [...entries].map(([name, { kind }]) => ({ name, kind }))
}
