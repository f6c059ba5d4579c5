import { toText } from '../node'
import type { Session } from './session'

export type Fields = 'year' | 'month' | 'day'

const pad = (value: number, length = 2): string => String(value).padStart(length, '0')
const span = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)

/** Parts of `2024-02-29`, `2024-02` or `2024`; null when it is no date. */
export function parseDate(value: unknown): number[] | null {
  const match = /^\s*(\d{1,4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?/.exec(toText(value))
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)]
  return month < 1 || month > 12 || day < 1 || day > 31 ? null : [year, month, day]
}

export function parseTime(value: unknown): number[] | null {
  const match = /^\s*(\d{1,2}):(\d{1,2})/.exec(toText(value))
  if (!match) return null
  const [hour, minute] = [Number(match[1]), Number(match[2])]
  return hour > 23 || minute > 59 ? null : [hour, minute]
}

const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const daysOf = (year: number, month: number): number => (month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31)

/**
 * `date` and `time`: numbers from the largest part to the smallest. A part is bound by the start only while all before it stand at the
 * start's, and by the end likewise.
 */
class PartsSession implements Session {
  labels: string[][] = []
  indices: number[] = []
  private values: number[]
  private lists: number[][] = []

  constructor(
    private readonly start: number[],
    private readonly end: number[],
    value: number[],
    private readonly bounds: (part: number, before: number[]) => [from: number, to: number],
    private readonly write: (part: number, value: number) => string,
    private readonly join: string,
  ) {
    this.values = value.slice(0, start.length)
    this.arrange()
  }

  private arrange(): void {
    let atStart = true
    let atEnd = true
    this.lists = []
    for (let part = 0; part < this.start.length; part++) {
      const [from, to] = this.bounds(part, this.values)
      const low = atStart ? Math.max(from, this.start[part]!) : from
      const high = Math.max(low, atEnd ? Math.min(to, this.end[part]!) : to)
      this.values[part] = Math.min(high, Math.max(low, this.values[part] ?? low))
      this.lists.push(span(low, high))
      atStart &&= this.values[part] === this.start[part]
      atEnd &&= this.values[part] === this.end[part]
    }
    this.labels = this.lists.map((list, part) => list.map((value) => this.write(part, value)))
    this.indices = this.lists.map((list, part) => list.indexOf(this.values[part]!))
  }

  turn(column: number, index: number): void {
    this.values[column] = this.lists[column]?.[index] ?? this.values[column]!
    this.arrange()
  }

  detail(): { value: string } {
    return { value: this.values.map((value, part) => this.write(part, value)).join(this.join) }
  }
}

function ordered(start: number[], end: number[]): [number[], number[]] {
  for (let part = 0; part < start.length; part++) if (start[part] !== end[part]) return start[part]! < end[part]! ? [start, end] : [start, [...start]]
  return [start, end]
}

export function dateSession(value: unknown, startText: unknown, endText: unknown, fields: Fields, today = new Date()): Session {
  const parts = fields === 'year' ? 1 : fields === 'month' ? 2 : 3
  const now = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
  const [start, end] = ordered((parseDate(startText) ?? [1900, 1, 1]).slice(0, parts), (parseDate(endText) ?? [2100, 12, 31]).slice(0, parts))
  // A year is as far away as people care for: a list without end helps nobody.
  const last = [Math.min(end[0]!, start[0]! + 2_000), ...end.slice(1)]
  return new PartsSession(
    start, last, parseDate(value) ?? now,
    (part, [year, month]) => (part === 0 ? [start[0]!, last[0]!] : part === 1 ? [1, 12] : [1, daysOf(year!, month!)]),
    (part, one) => pad(one, part === 0 ? 4 : 2), '-',
  )
}

export function timeSession(value: unknown, startText: unknown, endText: unknown, now = new Date()): Session {
  const [start, end] = ordered(parseTime(startText) ?? [0, 0], parseTime(endText) ?? [23, 59])
  return new PartsSession(
    start, end, parseTime(value) ?? [now.getHours(), now.getMinutes()],
    (part) => (part === 0 ? [0, 23] : [0, 59]),
    (_, one) => pad(one), ':',
  )
}
