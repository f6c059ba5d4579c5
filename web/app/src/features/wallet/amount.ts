import type { Money, Wallet } from '@sapa/api-client'
import { formatMoney } from '@/i18n/money'

/** What an amount has to be: minor units as decimals of one unit, and a multiple of the step. Never a floating-point number. */
export interface AmountRules {
  exponent: number
  /** Minor units. */
  step: string
}

/** How the reader's language separates thousands and decimals. */
export interface Marks {
  group: string
  decimal: string
}

export type AmountProblem = 'too_fine' | 'step'

/** More digits than anybody has money. */
export const MOST_DIGITS = 15

/** Decimals that make sense to type: those of the step. Whole rupiah have none, though sen are what is counted. */
export function decimalsOf({ exponent, step }: AmountRules): number {
  const zeros = /0*$/.exec(step)?.[0].length ?? 0
  return Math.max(0, exponent - zeros)
}

export function marksOf(tag: string): Marks {
  const parts = new Intl.NumberFormat(tag).formatToParts(1_234_567.8)
  const mark = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise
  return { group: mark('group', ','), decimal: mark('decimal', '.') }
}

/** Full-width digits and stops of Chinese input become plain; signs, spaces and letters go. */
function plainMarks(text: string): string {
  return text.normalize('NFKC').replace(/[。﹒]/g, '.').replace(/[、﹐]/g, ',').replace(/[^\d.,]/g, '')
}

/** What a whole text says, in whichever country's manner: `15000`, `15.5`. An amount that can be read in two ways is read as the language writes it. */
export function readAmount(text: string, rules: AmountRules, marks: Marks): string {
  const plain = plainMarks(text)
  const used = plain.replace(/\d/g, '')
  if (used === '') return trimmed(plain)
  const last = used.at(-1) as string
  const at = plain.lastIndexOf(last)
  const after = plain.slice(at + 1)
  const grouped = /^\d{1,3}([.,]\d{3})+$/.test(plain) && new Set(used).size === 1
  const isGroup = grouped && (used.length > 1 || decimalsOf(rules) === 0 || (last === marks.group && after.length === 3))
  if (isGroup) return trimmed(plain.replace(/[.,]/g, ''))
  const whole = plain.slice(0, at).replace(/[.,]/g, '')
  const fraction = after.replace(/0+$/, '')
  return trimmed(fraction === '' ? whole : `${whole}.${fraction}`)
}

/** What stands in the field after one change of it: groups are ours to set, and a typed `.` or `,` is the decimal mark in any language. */
export function typeAmount(before: string, after: string, rules: AmountRules, marks: Marks): string {
  const clean = after.normalize('NFKC').replace(/[。﹒]/g, '.').replace(/[、﹐]/g, ',')
  let at = 0
  while (at < before.length && before[at] === clean[at]) at += 1
  const added = clean.length === before.length + 1 && clean.slice(0, at) + clean.slice(at + 1) === before
  const isMark = added && /[.,]/.test(clean[at] ?? '')
  let plain = ''
  for (let index = 0; index < clean.length; index += 1) {
    const letter = clean[index] as string
    const decimal = isMark && index === at ? !before.includes(marks.decimal) : letter === marks.decimal && !(isMark && index === at)
    if (/\d/.test(letter)) plain += letter
    else if (decimal && decimalsOf(rules) > 0 && !plain.includes('.')) plain += '.'
  }
  const [whole = '', fraction] = plain.split('.')
  const kept = trimmed(whole.slice(0, MOST_DIGITS))
  return fraction === undefined ? kept : `${kept === '' ? '0' : kept}.${fraction.slice(0, decimalsOf(rules))}`
}

function trimmed(plain: string): string {
  return plain.replace(/^0+(?=\d)/, '').replace(/^\./, '0.')
}

/** Minor units of what stands in the field; nothing where nothing payable does. */
export function toMinor(plain: string, rules: AmountRules): { minor: string; problem?: AmountProblem } {
  const [whole = '', fraction = ''] = plain.split('.')
  if (whole === '' && fraction === '') return { minor: '' }
  const fine = fraction.replace(/0+$/, '')
  if (fine.length > rules.exponent) return { minor: '', problem: 'too_fine' }
  const minor = BigInt(`${whole || '0'}${fine.padEnd(rules.exponent, '0')}`)
  if (minor % BigInt(rules.step) !== 0n) return { minor: '', problem: 'step' }
  return { minor: minor === 0n ? '' : minor.toString() }
}

/** What the field says for minor units. */
export function fromMinor(minor: string, rules: AmountRules): string {
  if (minor === '') return ''
  const digits = minor.padStart(rules.exponent + 1, '0')
  const whole = digits.slice(0, digits.length - rules.exponent)
  const fraction = digits.slice(whole.length)
  return /^0*$/.test(fraction) ? whole : `${whole}.${fraction}`
}

/** The same with the language's marks. */
export function groupDigits(plain: string, marks: Marks): string {
  const [whole = '', fraction] = plain.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, marks.group)
  return fraction === undefined ? grouped : `${grouped}${marks.decimal}${fraction}`
}

export const plus = (one: string, other: string): string => (BigInt(one) + BigInt(other)).toString()
/** At least nothing. */
export const minus = (one: string, other: string): string => (BigInt(one) > BigInt(other) ? (BigInt(one) - BigInt(other)).toString() : '0')
export const isMore = (one: string, other: string): boolean => BigInt(one || '0') > BigInt(other || '0')

/** The smallest withdrawal, if this one is less. All that there is may leave, while nothing is held. */
export function tooSmall(amount: string, { withdrawals, open }: Pick<Wallet, 'withdrawals' | 'open'>): string | undefined {
  const min = withdrawals?.min
  const all = open?.held === '0' && amount === open.balance
  return min !== undefined && isMore(min, amount) && !all ? min : undefined
}

/** +Rp15.000 or −Rp15.000: the sign says it as well as the colour. */
export function signedMoney(direction: 'in' | 'out', money: Money): string {
  return `${direction === 'in' ? '+' : '−'}${formatMoney(money)}`
}
