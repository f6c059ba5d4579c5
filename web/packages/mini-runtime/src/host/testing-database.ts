/** The data store in memory: the operations that programs use, without rules of who may do what. */
import { Failure } from './handlers'
import type { CloudOperation } from './services'

type Row = Record<string, unknown> & { _id: string }
interface Command { $op: string; args: unknown[] }

const isCommand = (value: unknown): value is Command => typeof value === 'object' && value !== null && '$op' in value
const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Dates compare by their time. */
function comparable(value: unknown): unknown {
  return isPlain(value) && typeof value['$date'] === 'number' ? value['$date'] : value
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function compare(one: unknown, other: unknown): number {
  const [a, b] = [comparable(one), comparable(other)]
  if (a === b) return 0
  if (typeof a !== typeof b) return NaN
  return (a as number) < (b as number) ? -1 : 1
}

function at(row: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined), row)
}

function put(row: Record<string, unknown>, path: string, value: unknown): void {
  const parts = path.split('.')
  const last = parts.pop()!
  let holder = row
  for (const part of parts) holder = (isPlain(holder[part]) ? holder[part] : (holder[part] = {})) as Record<string, unknown>
  if (value === undefined) delete holder[last]
  else holder[last] = value
}

const equals = (value: unknown, wanted: unknown): boolean => same(value, wanted) || (Array.isArray(value) && value.some((one) => same(one, wanted)))

function holds(value: unknown, { $op, args }: Command): boolean {
  const [first] = args
  switch ($op) {
    case 'eq': return equals(value, first)
    case 'neq': return !equals(value, first)
    case 'gt': return compare(value, first) > 0
    case 'gte': return compare(value, first) >= 0
    case 'lt': return compare(value, first) < 0
    case 'lte': return compare(value, first) <= 0
    case 'in': return (first as unknown[]).some((one) => equals(value, one))
    case 'nin': return !(first as unknown[]).some((one) => equals(value, one))
    case 'exists': return (value !== undefined) === first
    case 'size': return Array.isArray(value) && value.length === first
    case 'all': return Array.isArray(value) && (first as unknown[]).every((one) => equals(value, one))
    case 'and': return args.every((one) => matchesValue(value, one))
    case 'or': return args.some((one) => matchesValue(value, one))
    case 'nor': return !args.some((one) => matchesValue(value, one))
    case 'not': return !matchesValue(value, first)
    default: throw new Failure(`-501007 invalid parameters | unknown command ${$op}`, -501007)
  }
}

function matchesValue(value: unknown, wanted: unknown): boolean {
  if (isCommand(wanted)) return holds(value, wanted)
  if (isPlain(wanted) && typeof wanted['$regex'] === 'string') return typeof value === 'string' && new RegExp(wanted['$regex'], String(wanted['options'] ?? '')).test(value)
  if (isPlain(wanted) && !('$date' in wanted)) return isPlain(value) && Object.entries(wanted).every(([key, one]) => matchesValue(at(value, key), one))
  return equals(value, wanted)
}

function matches(row: Row, condition: unknown): boolean {
  if (isCommand(condition)) {
    const every = condition.args.map((one) => matches(row, one))
    return condition.$op === 'or' ? every.includes(true) : condition.$op === 'nor' ? !every.includes(true) : !every.includes(false)
  }
  return Object.entries(condition as object).every(([key, wanted]) => matchesValue(at(row, key), wanted))
}

function changed(before: unknown, { $op, args }: Command): unknown {
  const [first] = args
  const list = Array.isArray(before) ? (before as unknown[]) : []
  switch ($op) {
    case 'set': return first
    case 'remove': return undefined
    case 'inc': return (typeof before === 'number' ? before : 0) + (first as number)
    case 'mul': return (typeof before === 'number' ? before : 0) * (first as number)
    case 'min': return compare(before, first) > 0 || before === undefined ? first : before
    case 'max': return compare(before, first) < 0 || before === undefined ? first : before
    case 'push': return [...list, ...(first as unknown[])]
    case 'unshift': return [...(first as unknown[]), ...list]
    case 'pop': return list.slice(0, -1)
    case 'shift': return list.slice(1)
    case 'addToSet': return list.some((one) => same(one, first)) ? list : [...list, first]
    case 'pull': return list.filter((one) => !matchesValue(one, first))
    default: throw new Failure(`-501007 invalid parameters | unknown command ${$op}`, -501007)
  }
}

function update(row: Row, changes: Record<string, unknown>, prefix = ''): void {
  for (const [key, value] of Object.entries(changes)) {
    const path = prefix === '' ? key : `${prefix}.${key}`
    if (isCommand(value)) put(row, path, changed(at(row, path), value))
    else if (isPlain(value) && !('$date' in value) && !('$serverDate' in value)) update(row, value, path)
    else put(row, path, stored(value))
  }
}

/** What a server would write in place of its own date. */
function stored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stored)
  if (!isPlain(value)) return value
  if (typeof value['$serverDate'] === 'number') return { $date: Date.now() + value['$serverDate'] }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, stored(one)]))
}

export class MemoryDatabase {
  private collections = new Map<string, Row[]>()
  private last = 0

  run(operation: CloudOperation): { data?: unknown; total?: number; _id?: string; stats?: { updated?: number; removed?: number; created?: number } } {
    const { collection, op, id, order, skip, limit, field } = operation
    const rows = this.collections.get(collection) ?? []
    this.collections.set(collection, rows)
    const data = (operation.data === '' ? {} : JSON.parse(operation.data)) as Record<string, unknown>
    const condition = JSON.parse(operation.where === '' ? '{}' : operation.where) as unknown
    const found = id !== null ? rows.filter((row) => row._id === id) : rows.filter((row) => matches(row, condition))
    switch (op) {
      case 'add': {
        const _id = typeof data['_id'] === 'string' ? data['_id'] : `id-${++this.last}`
        if (rows.some((row) => row._id === _id)) throw new Failure('-502001 database request fail | duplicate key', -502001)
        rows.push({ ...(stored(data) as object), _id })
        return { _id }
      }
      case 'count': return { total: found.length }
      case 'get': {
        const chosen = (row: Row): unknown => {
          const wanted = Object.keys(field).filter((key) => field[key])
          return wanted.length === 0 ? row : Object.fromEntries(['_id', ...wanted].filter((key) => row[key] !== undefined).map((key) => [key, row[key]]))
        }
        if (id !== null) {
          if (!found[0]) throw new Failure(`document with _id ${id} does not exist`, -1)
          return { data: chosen(found[0]) }
        }
        const sorted = [...found].sort((one, other) => {
          for (const { field, direction } of order) {
            const way = compare(at(one, field), at(other, field))
            if (way !== 0 && !Number.isNaN(way)) return direction === 'asc' ? way : -way
          }
          return 0
        })
        return { data: sorted.slice(skip, skip + limit).map(chosen) }
      }
      case 'update':
        for (const row of found) update(row, data)
        return { stats: { updated: found.length } }
      case 'set':
        if (found[0]) rows[rows.indexOf(found[0])] = { ...(stored(data) as object), _id: found[0]._id }
        else rows.push({ ...(stored(data) as object), _id: id ?? `id-${++this.last}` })
        return { _id: id ?? '', stats: found[0] ? { updated: 1 } : { created: 1 } }
      case 'remove':
        this.collections.set(collection, rows.filter((row) => !found.includes(row)))
        return { stats: { removed: found.length } }
    }
  }
}
