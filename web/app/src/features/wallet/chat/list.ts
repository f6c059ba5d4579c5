import { locale } from '@/i18n/format'

/** 1, 4 and 7, as the language joins them. */
export function formatList(numbers: readonly number[]): string {
  const format = new Intl.NumberFormat(locale())
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(numbers.map((number) => format.format(number)))
}
