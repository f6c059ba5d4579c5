import { useId, useLayoutEffect, useMemo, useRef, useState, type ChangeEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { locale } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { cx } from '@/ui'
import { decimalsOf, fromMinor, groupDigits, marksOf, readAmount, toMinor, typeAmount, type AmountProblem, type AmountRules } from './amount'
import styles from './AmountField.module.css'

export interface AmountFieldProps {
  label: ReactNode
  /** Minor units; empty for no amount. */
  value: string
  onChange: (minor: string) => void
  /** The wallet has them; so has whatever else knows a currency. */
  of: AmountRules & { currency: string }
  /** Says what is wrong and what to do, before what the field itself finds. */
  error?: ReactNode
  hint?: ReactNode
  autoFocus?: boolean
  disabled?: boolean
}

/** What stands before the cursor: it stays behind that when groups move. */
interface Place {
  digits: number
  mark: boolean
}

/** An amount, large, with its currency small. Takes digits in the manner of any country and sets the groups itself. */
export function AmountField({ label, value, onChange, of, error, hint, autoFocus, disabled }: AmountFieldProps) {
  const { t, i18n } = useTranslation('money')
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const marks = useMemo(() => marksOf(i18n.language ? locale() : 'en'), [i18n.language])
  const [plain, setPlain] = useState(() => fromMinor(value, of))
  const [problem, setProblem] = useState<AmountProblem>()
  // Set from outside, such as "all of it" or an emptied form.
  const own = toMinor(plain, of).minor
  const shown = own === value || problem !== undefined ? groupDigits(plain, marks) : groupDigits(fromMinor(value, of), marks)
  const place = useRef<Place | undefined>(undefined)
  // The attribute as well: a dialog that opens around the field gives the focus to what has it.
  const wanted = useRef(autoFocus)
  useLayoutEffect(() => {
    if (!wanted.current) return
    input.current?.setAttribute('autofocus', '')
    input.current?.focus({ preventScroll: true })
  }, [])
  useLayoutEffect(() => {
    const field = input.current
    if (place.current === undefined || !field || document.activeElement !== field) return
    const at = placeAfter(field.value, place.current, marks.decimal)
    field.setSelectionRange(at, at)
    place.current = undefined
  })
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const field = event.target
    const kind = (event.nativeEvent as InputEvent).inputType as string | undefined
    const whole = kind === 'insertFromPaste' || kind === 'insertFromDrop' || kind === undefined || (shown === '' && field.value.length > 1)
    const next = whole ? readAmount(field.value, of, marks) : typeAmount(shown, field.value, of, marks)
    const before = field.value.slice(0, field.selectionStart ?? field.value.length)
    place.current = whole ? undefined : { digits: before.replace(/\D/g, '').length, mark: /\D$/.test(before) }
    const read = toMinor(next, of)
    setPlain(next)
    setProblem(read.problem)
    onChange(read.minor)
  }
  const { symbol, behind } = symbolOf(of.currency)
  const said = error ?? (problem && t('amount.step', { step: formatMoney({ amount: of.step, currency: of.currency }) }))
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={cx(styles.frame, said != null && styles.wrong)} onPointerDown={(event) => focusInside(event, input.current)}>
        <span className={cx(styles.currency, behind && styles.after)} id={`${id}-currency`}>
          {symbol}
        </span>
        <input
          ref={input}
          id={id}
          className={styles.input}
          value={shown}
          onChange={change}
          inputMode={decimalsOf(of) === 0 ? 'numeric' : 'decimal'}
          autoComplete="off"
          autoCorrect="off"
          enterKeyHint="done"
          placeholder="0"
          dir="ltr"
          disabled={disabled}
          aria-invalid={said != null || undefined}
          aria-describedby={`${id}-currency ${id}-help`}
        />
      </div>
      <p id={`${id}-help`} className={cx(styles.help, said != null && styles.error)} aria-live="polite">
        {said ?? hint}
      </p>
    </div>
  )
}

/** A press on the currency or the edge means the field. */
function focusInside(event: React.PointerEvent, input: HTMLInputElement | null): void {
  if (event.target === input || !input) return
  event.preventDefault()
  input.focus()
}

/** Where the cursor belongs: behind as many digits as before, and behind the decimal mark if that was just typed. */
function placeAfter(text: string, { digits, mark }: Place, decimal: string): number {
  let at = 0
  for (let seen = 0; at < text.length && seen < digits; at += 1) if (/\d/.test(text[at] ?? '')) seen += 1
  return mark && text[at] === decimal ? at + 1 : at
}

/** Rp, US$, ¥: as the language writes it, on the side where it writes it. */
export function symbolOf(currency: string): { symbol: string; behind: boolean } {
  const parts = new Intl.NumberFormat(locale(), { style: 'currency', currency }).formatToParts(1)
  const at = parts.findIndex((part) => part.type === 'currency')
  return { symbol: parts[at]?.value ?? currency, behind: at > parts.findIndex((part) => part.type === 'integer') }
}
