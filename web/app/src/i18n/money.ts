import type { Money } from '@sapa/api-client'
import { locale } from './format'

/**
 * Decimals of the minor unit where ISO 4217 has other than two, as the kernel's table says. Intl is not asked: engines go by
 * what people usually write, and differ (IDR has none in one and two in another). A wrong answer would be a hundredfold.
 */
const DECIMALS: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3]),
])

/** Nobody pays a hundredth of these, so it is written only where there is one. */
const PAID_IN_WHOLES = ['HUF', 'IDR', 'TWD']

const formatters = new Map<string, Intl.NumberFormat>()

/** An amount as the reader's language writes it: Rp15.000. Its digits are never put through a floating-point number. */
export function formatMoney({ amount, currency }: Money): string {
  const decimals = DECIMALS[currency] ?? 2
  const owed = amount.startsWith('-') ? '-' : ''
  const digits = amount.slice(owed.length).padStart(decimals + 1, '0')
  const major = digits.slice(0, digits.length - decimals)
  const minor = digits.slice(major.length)
  const whole = PAID_IN_WHOLES.includes(currency) && Number(minor) === 0
  const decimal = owed + (decimals === 0 || whole ? major : `${major}.${minor}`)
  // Formatters take strings of digits too; the types do not know yet.
  return formatterOf(currency, whole ? 0 : decimals).format(decimal as unknown as number)
}

function formatterOf(currency: string, decimals: number): Intl.NumberFormat {
  const tag = locale()
  const key = `${tag} ${currency} ${decimals}`
  const known = formatters.get(key)
  if (known) return known
  const format = new Intl.NumberFormat(tag, { style: 'currency', currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  formatters.set(key, format)
  return format
}
