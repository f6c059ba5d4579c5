import type { TFunction } from 'i18next'
import { calendarDaysBetween, formatDateTime, formatTime } from '@/i18n/format'

/** Transfers and packets wait this long. The cell has the last word; the card says when. */
export const LIFETIME_MS = 24 * 60 * 60_000

/** A moment that is near: 14:05, tomorrow 14:05, else with its date. */
export function formatNear(when: string | number, t: TFunction<'money_chat'>, now: number = Date.now()): string {
  const days = calendarDaysBetween(now, when)
  if (days === 0) return formatTime(when)
  if (days === 1) return t('money_chat:when.tomorrow', { time: formatTime(when) })
  return formatDateTime(when)
}

export function deadlineOf(sentAt: string): number {
  return Date.parse(sentAt) + LIFETIME_MS
}
