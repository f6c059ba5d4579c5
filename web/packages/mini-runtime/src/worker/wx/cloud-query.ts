/** What a query of the data store says, as JSON: commands as `{"$op": …, "args": […]}`, dates as `{"$date": …}`. */
import { ApiError } from '../bridge'

/** One command, or several that hold together. */
class Command {
  constructor(readonly op: string, readonly args: unknown[]) {}

  and(...others: unknown[]): Command { return new Command('and', [this, ...flat(others)]) }
  or(...others: unknown[]): Command { return new Command('or', [this, ...flat(others)]) }
}

// `_.gt(1).lt(5)` means both, as WeChat's commands that are chained do.
const COMPARING = ['eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'in', 'nin', 'exists'] as const
for (const op of COMPARING) {
  Object.defineProperty(Command.prototype, op, { value(this: Command, ...args: unknown[]) { return new Command('and', [this, new Command(op, args)]) } })
}

const flat = (args: unknown[]): unknown[] => (args.length === 1 && Array.isArray(args[0]) ? (args[0] as unknown[]) : args)

const SINGLE = [...COMPARING, 'size', 'mod', 'all', 'elemMatch', 'not', 'set', 'remove', 'inc', 'mul', 'min', 'max', 'rename', 'push', 'pop', 'shift', 'unshift', 'addToSet', 'pull', 'pullAll'] as const
const JOINING = ['and', 'or', 'nor'] as const

/** `db.command`. */
export const command: Record<string, (...args: unknown[]) => Command> = {}
for (const op of SINGLE) command[op] = (...args) => new Command(op, args)
for (const op of JOINING) command[op] = (...args) => new Command(op, flat(args))
// A list is several values, as it is for `push` in WeChat.
for (const op of ['push', 'unshift'] as const) command[op] = (...args) => new Command(op, [flat(args)])

export class RegExpValue { constructor(readonly regexp: string, readonly options = '') {} }
export class ServerDate { constructor(readonly offset = 0) {} }
class Point { constructor(readonly longitude: number, readonly latitude: number) {} }
export const Geo = { Point: (longitude: number, latitude: number) => new Point(longitude, latitude) }

const DEEPEST = 30

export function encode(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) throw new ApiError('-501007 invalid parameters | too deep', -501007)
  const inner = (one: unknown): unknown => encode(one, depth + 1)
  if (value instanceof Command) return { $op: value.op, args: value.args.map(inner) }
  if (value instanceof Date) return { $date: value.getTime() }
  if (value instanceof RegExpValue) return { $regex: value.regexp, options: value.options }
  if (value instanceof RegExp) return { $regex: value.source, options: value.flags }
  if (value instanceof ServerDate) return { $serverDate: value.offset }
  if (value instanceof Point) return { type: 'Point', coordinates: [value.longitude, value.latitude] }
  if (Array.isArray(value)) return value.map((one) => (one === undefined ? null : inner(one)))
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value
  const copy: Record<string, unknown> = {}
  for (const [key, one] of Object.entries(value)) {
    // Names with `$` are ours: a program's data cannot pass for a command.
    if (key.startsWith('$')) throw new ApiError(`-501007 invalid parameters | key must not begin with $: ${key.slice(0, 50)}`, -501007)
    copy[key] = inner(one)
  }
  return copy
}

/** Dates come back as dates. */
export function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode)
  if (typeof value !== 'object' || value === null) return value
  const { $date } = value as { $date?: unknown }
  if (typeof $date === 'number') return new Date($date)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, decode(one)]))
}
