import { Components } from '../../protocol/components'
import { ApiError } from '../bridge'
import type { Runtime } from '../runtime'
import { CLASSES, IGNORED } from './can-i-use'
import { KNOWN } from './known'

/**
 * Where `wx.*` comes from. An API group is a file in this folder, listed in `index.ts`, which registers its calls when it is
 * imported. Nothing else needs to be told: `canIUse`, callbacks, promises and `errMsg` follow from here.
 */
export type Args = Record<string, unknown>
/** `component`: what some calls take beside their arguments, the component in whose template they look. */
export type AsyncApi = (args: Args, runtime: Runtime, component?: unknown) => unknown
export type SyncApi = (runtime: Runtime, ...args: never[]) => unknown

/** Hands the call's end over to callbacks or a promise; a task returns itself at once and ends later. */
export type TaskApi = (args: Args, runtime: Runtime, ending: (work: Promise<unknown>) => void) => object

/** `host`: the host's call without which this one does nothing; `canIUse` says whether this host serves it. */
interface Needs { host?: string }

type Entry = Needs & (
  | { kind: 'async'; run: AsyncApi }
  | { kind: 'task'; run: TaskApi }
  | { kind: 'sync'; run: SyncApi }
  | { kind: 'value'; make: (runtime: Runtime) => unknown }
  | { kind: 'unsupported' }
)

const entries = new Map<string, Entry>()

/** `wx.name({ …, success, fail, complete })`, or a promise without those. Throw an `ApiError` to fail. */
export function registerApi(name: string, run: AsyncApi, needs: Needs = {}): void {
  entries.set(name, { kind: 'async', run, ...needs })
}

/** A call that returns a task: `wx.request`. It never returns a promise. */
export function registerTask(name: string, run: TaskApi, needs: Needs = {}): void {
  entries.set(name, { kind: 'task', run, ...needs })
}

/** `wx.name(…)` that returns at once: `…Sync`, `create…`, `on…`, `off…`. */
export function registerSync(name: string, run: SyncApi, needs: Needs = {}): void {
  entries.set(name, { kind: 'sync', run, ...needs })
}

/** Calls that the host serves as they are. */
export function registerServed(...names: string[]): void {
  for (const name of names) registerApi(name, (args, { bridge }) => bridge.call(name, withoutCallbacks(args)), { host: name })
}

/** A property that is no function, such as `wx.env`. */
export function registerValue(name: string, make: (runtime: Runtime) => unknown, needs: Needs = {}): void {
  entries.set(name, { kind: 'value', make, ...needs })
}

/** `wx.onX` and `wx.offX` for something that the host or the runtime tells by this name (`app.emit`). */
export function registerEvents(...names: string[]): void {
  for (const name of names) {
    const suffix = name[0]!.toUpperCase() + name.slice(1)
    registerSync(`on${suffix}`, (runtime, handler: unknown) => runtime.app.on(name, handler))
    registerSync(`off${suffix}`, (runtime, handler: unknown) => runtime.app.off(name, handler))
  }
}

/** Calls that WeChat has and we do not: they exist, fail in the usual way, and `canIUse` says false. */
export function registerUnsupported(names: Iterable<string>): void {
  for (const name of names) if (!entries.has(name)) entries.set(name, { kind: 'unsupported' })
}

export function buildWx(runtime: Runtime): Record<string, unknown> {
  const wx: Record<string, unknown> = {}
  for (const [name, entry] of entries) {
    switch (entry.kind) {
      case 'async': wx[name] = (args?: Args, component?: unknown) => callAsync(name, args, () => entry.run(args ?? {}, runtime, component), runtime); break
      case 'task': wx[name] = (args?: Args) => callTask(name, args, entry.run, runtime); break
      case 'sync': wx[name] = (...args: never[]) => entry.run(runtime, ...args); break
      case 'value': wx[name] = entry.make(runtime); break
      case 'unsupported': {
        const stand = unsupported(name, runtime)
        if (stand) wx[name] = stand
        break
      }
    }
  }
  return wx
}

function callTask(name: string, args: Args | undefined, run: TaskApi, runtime: Runtime): object {
  // The task is made at once, its end comes by callbacks; `fail` hears of arguments that are wrong as well.
  return run(args ?? {}, runtime, (work) => { void callAsync(name, { complete: () => {}, ...args }, () => work, runtime) })
}

/** What never comes is not listened to; what would return an object throws; the rest fails by callback or promise. */
function unsupported(name: string, runtime: Runtime): ((...args: unknown[]) => unknown) | undefined {
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name]! : ''
  if (known === 'value') return undefined
  if (/^(on|off)[A-Z]/.test(name)) return () => undefined
  if (/Sync$/.test(name) || /(^|;)return:/.test(known)) return () => { throw new Error(`${name}:fail not supported`) }
  return (args) => callAsync(name, typeof args === 'object' && args !== null ? (args as Args) : undefined, () => Promise.reject(new ApiError('not supported')), runtime)
}

export function withoutCallbacks(args: Args): Args {
  const { success: _success, fail: _fail, complete: _complete, ...rest } = args
  return rest
}

type Callback = (result: unknown) => void

/** WeChat's three callbacks or a promise; every result carries `errMsg`. */
export function callAsync(name: string, args: Args | undefined, run: () => unknown, runtime: Runtime): Promise<unknown> | undefined {
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

function failure(name: string, error: unknown): { errMsg: string; errno?: number; errCode?: number } {
  const message = error instanceof Error ? error.message : String(error)
  const errMsg = message.startsWith(`${name}:fail`) ? message : `${name}:fail ${message}`
  if (!(error instanceof ApiError)) return { errMsg }
  return { errMsg, ...(error.errno !== undefined && { errno: error.errno }), ...(error.errCode !== undefined && { errCode: error.errCode }) }
}

/**
 * `wx.canIUse('getSystemInfoSync.return.theme')`, `('request.object.method')`, `('button.open-type.share')`, `('SelectorQuery.exec')`:
 * whether a call with its parameter or a component with its attribute and value is here.
 */
export function canIUse(schema: unknown, runtime: Runtime): boolean {
  if (typeof schema !== 'string' || schema === '') return false
  const [first = '', ...rest] = schema.split('.')
  const entry = entries.get(first)
  if (entry) {
    if (entry.kind === 'unsupported') return false
    if (entry.host !== undefined && !runtime.program.served.includes(entry.host)) return false
    return rest.length === 0 || knowsPart(first, rest)
  }
  if (Object.hasOwn(CLASSES, first)) return rest[0] === undefined || CLASSES[first]!.includes(rest[0])
  const attributes = (Components as Record<string, Record<string, true | readonly string[]>>)[first]
  if (!attributes || !Object.hasOwn(Components, first)) return false
  const [attribute, value] = rest
  if (attribute === undefined) return true
  if (/^(bind|catch)/.test(attribute)) return true
  const known = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined
  if (known === undefined) return false
  return value === undefined || known === true || known.includes(value)
}

/** `object.url`, `success.data`, `return.abort`, `callback.errMsg` of a call. */
function knowsPart(name: string, [section = '', field]: string[]): boolean {
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name]! : ''
  if (!['object', 'success', 'return', 'callback'].includes(section)) return false
  if (IGNORED[name]?.includes(`${section}.${field ?? ''}`)) return false
  const part = known.split(';').find((one) => one.startsWith(`${section}:`))
  if (!part) return section === 'success' && field === undefined
  return field === undefined || part.slice(section.length + 1).split(',').includes(field)
}

/** Every name, with how it is answered: for the table of compatibility and for tests. */
export function registeredApis(): { name: string; kind: Entry['kind'] }[] {
  return [...entries].map(([name, { kind }]) => ({ name, kind }))
}
