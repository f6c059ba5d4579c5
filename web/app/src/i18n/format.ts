import i18next from 'i18next'
import { LANGUAGES } from './languages'

const DAY_MS = 86_400_000

/** The reader's own variety of the chosen language (en-GB, zh-Hans-SG), else the language itself. */
export function locale(): string {
  const chosen = LANGUAGES.find(({ code }) => code === i18next.language) ?? LANGUAGES[0]
  const own = typeof navigator === 'undefined' ? undefined : navigator.languages.find((tag) => tag.toLowerCase().startsWith(`${chosen.code}-`))
  // A reader of traditional characters who chose simplified ones keeps them.
  return chosen.code === 'zh' || own === undefined ? chosen.tag : own
}

const formatters = new Map<string, unknown>()

/** Formatters are slow to make and lists use them for each row. */
function cached<T>(kind: string, options: object, make: (locale: string) => T): T {
  const tag = locale()
  const key = `${tag} ${kind} ${JSON.stringify(options)}`
  let formatter = formatters.get(key) as T | undefined
  if (formatter === undefined) {
    formatter = make(tag)
    formatters.set(key, formatter)
  }
  return formatter
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached('date', options, (tag) => new Intl.DateTimeFormat(tag, options))
}

type When = string | number | Date

/** 14:05, or 2:05 PM where that is usual. */
export function formatTime(when: When): string {
  return dates({ hour: 'numeric', minute: '2-digit' }).format(new Date(when))
}

/** 21 November 2026 */
export function formatDate(when: When): string {
  return dates({ day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(when))
}

/** 21 Nov 2026, 14:05 */
export function formatDateTime(when: When): string {
  return dates({ day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' }).format(new Date(when))
}

/** Days between two moments by the calendar of this device, 0 for the same day. */
export function calendarDaysBetween(earlier: When, later: When): number {
  const day = (when: When) => {
    const date = new Date(when)
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  }
  return Math.round((day(later) - day(earlier)) / DAY_MS)
}

/** The heading of a day among messages: Today, Yesterday, Friday, 3 November, 3 November 2025. */
export function formatDay(when: When, now: When = Date.now()): string {
  const days = calendarDaysBetween(when, now)
  if (days === 0 || days === 1) return capital(relative({ numeric: 'auto' }).format(-days, 'day'))
  if (days > 1 && days < 7) return capital(dates({ weekday: 'long' }).format(new Date(when)))
  const sameYear = new Date(when).getFullYear() === new Date(now).getFullYear()
  return dates({ day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(new Date(when))
}

/** As short as a list needs: 14:05 today, Yesterday, Fri, 3 Nov, 3/11/25. */
export function formatShort(when: When, now: When = Date.now()): string {
  const days = calendarDaysBetween(when, now)
  if (days === 0) return formatTime(when)
  if (days === 1) return capital(relative({ numeric: 'auto' }).format(-1, 'day'))
  if (days > 1 && days < 7) return capital(dates({ weekday: 'short' }).format(new Date(when)))
  if (new Date(when).getFullYear() === new Date(now).getFullYear()) return dates({ day: 'numeric', month: 'short' }).format(new Date(when))
  return dates({ day: 'numeric', month: 'numeric', year: '2-digit' }).format(new Date(when))
}

/** 5 minutes ago, in 3 days: for moments that people count from now. */
export function formatRelative(when: When, now: When = Date.now()): string {
  const seconds = Math.round((new Date(when).getTime() - new Date(now).getTime()) / 1000)
  const format = relative({ numeric: 'auto' })
  const size = Math.abs(seconds)
  if (size < 60) return format.format(0, 'second')
  if (size < 3600) return format.format(Math.trunc(seconds / 60), 'minute')
  if (size < 86_400) return format.format(Math.trunc(seconds / 3600), 'hour')
  if (size < 86_400 * 30) return format.format(Math.trunc(seconds / 86_400), 'day')
  if (size < 86_400 * 365) return format.format(Math.trunc(seconds / (86_400 * 30)), 'month')
  return format.format(Math.trunc(seconds / (86_400 * 365)), 'year')
}

/** A length of time in its largest sensible unit, rounded up: 40 seconds, 15 minutes, 2 hours. */
export function formatDuration(seconds: number): string {
  const [value, unit] =
    seconds < 90 ? [Math.ceil(seconds), 'second'] : seconds < 5400 ? [Math.ceil(seconds / 60), 'minute'] : [Math.ceil(seconds / 3600), 'hour']
  return formatUnit(value, unit as 'second' | 'minute' | 'hour')
}

function formatUnit(value: number, unit: string, digits = 0): string {
  const options = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: digits } as const
  return cached('number', options, (tag) => new Intl.NumberFormat(tag, options)).format(value)
}

export function formatNumber(value: number): string {
  return cached('number', {}, (tag) => new Intl.NumberFormat(tag)).format(value)
}

/** 840 kB, 2.4 MB */
export function formatBytes(bytes: number): string {
  const [value, unit, digits] =
    bytes < 1000 ? [bytes, 'byte', 0] : bytes < 1_000_000 ? [bytes / 1000, 'kilobyte', 0] : [bytes / 1_000_000, 'megabyte', 1]
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits } as Intl.NumberFormatOptions
  return cached('number', options, (tag) => new Intl.NumberFormat(tag, options)).format(value as number)
}

/** "Sari, Wayan and Mei", as the language joins names. Each is isolated: a name must not turn the ones beside it. */
export function formatNames(names: readonly string[]): string {
  const isolated = names.map((name) => `\u2068${name}\u2069`)
  return cached('list', {}, (tag) => new Intl.ListFormat(tag, { type: 'conjunction' })).format(isolated)
}

/**
 * Orders names as the reader expects: Chinese by pinyin, letters without regard to case or marks, numbers by value. Long lists
 * ask once and compare with what they get.
 */
export function nameOrder(): (one: string, other: string) => number {
  return cached('collator', {}, (tag) => new Intl.Collator(tag, { sensitivity: 'base', numeric: true })).compare
}

export function compareNames(one: string, other: string): number {
  return nameOrder()(one, other)
}

function relative(options: Intl.RelativeTimeFormatOptions): Intl.RelativeTimeFormat {
  return cached('relative', options, (tag) => new Intl.RelativeTimeFormat(tag, options))
}

/** Some languages write "hari ini" small; alone on a line it begins a sentence. */
function capital(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(locale()))
}
