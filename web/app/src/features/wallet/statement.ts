import type { PaymentKind, StatementFilter, StatementLine } from '@sapa/api-client'

/** All that a line of a statement can be. */
export const KINDS: readonly PaymentKind[] = ['top_up', 'withdrawal', 'transfer', 'request', 'pay_code', 'packet_sent', 'packet_share', 'packet_refund', 'bank', 'unclaimed', 'order', 'order_refund', 'merchant_payout']

export interface Day {
  /** By the calendar of this device: 2026-11-21. */
  day: string
  lines: StatementLine[]
}

/** Lines under their days, in the order in which they come: the newest first. */
export function byDay(lines: readonly StatementLine[]): Day[] {
  const days: Day[] = []
  for (const line of lines) {
    const day = dayOf(line.at)
    const last = days.at(-1)
    if (last?.day === day) last.lines.push(line)
    else days.push({ day, lines: [line] })
  }
  return days
}

export function dayOf(when: string | Date): string {
  const date = new Date(when)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** What somebody chose to see. It stands in the address, so that a reload and "back" return to it. */
export interface Choice {
  kinds: PaymentKind[]
  direction?: 'in' | 'out'
  /** Days, both included. */
  from?: string
  until?: string
}

const DAY = /^\d{4}-\d\d-\d\d$/

/** Reads a choice from an address; whatever in it makes no sense is left out. */
export function choiceOf(search: Record<string, unknown>): Choice {
  const text = (key: string) => (typeof search[key] === 'string' ? search[key] : '')
  const wanted = text('kinds').split(',')
  const direction = text('direction')
  const day = (key: string) => (DAY.test(text(key)) && !Number.isNaN(Date.parse(text(key))) ? text(key) : undefined)
  return {
    kinds: KINDS.filter((kind) => wanted.includes(kind)),
    direction: direction === 'in' || direction === 'out' ? direction : undefined,
    from: day('from'),
    until: day('until'),
  }
}

export function searchOf({ kinds, direction, from, until }: Choice): Record<string, string | undefined> {
  return { kinds: kinds.length ? kinds.join(',') : undefined, direction, from, until }
}

export function isEverything({ kinds, direction, from, until }: Choice): boolean {
  return kinds.length === 0 && !direction && !from && !until
}

/** The same for the cell: days become moments, by the calendar of this device. */
export function filterOf({ kinds, direction, from, until }: Choice): StatementFilter {
  const start = from === undefined ? undefined : new Date(`${from}T00:00:00`)
  const end = until === undefined ? undefined : new Date(`${until}T00:00:00`)
  // The day after, not 24 hours later: days differ in length where clocks are turned.
  end?.setDate(end.getDate() + 1)
  return { kinds, direction, from: start?.toISOString(), until: end?.toISOString() }
}
