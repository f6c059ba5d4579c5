import { useEffect, useId, useRef, type ReactNode } from 'react'
import { cx } from '@/ui'
import { PIN_DIGITS, pinDigits } from './pin'
import styles from './PinEntry.module.css'

export interface PinEntryProps {
  label: ReactNode
  value: string
  onChange: (pin: string) => void
  /** The sixth digit is there. */
  onComplete: (pin: string) => void
  /** What is wrong; `attempt` counts, so that the same words twice shake twice. */
  error?: ReactNode
  attempt?: number
  hint?: ReactNode
  busy?: boolean
}

/**
 * Six digits, shown as dots. One field, so that keyboards, pasting and screen readers find what they know; no password field,
 * so that no password manager offers to keep what is not the account's password.
 */
export function PinEntry({ label, value, onChange, onComplete, error, attempt = 0, hint, busy }: PinEntryProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // In a dialog that is about to open the attribute is what counts; in one that stands open, the focus.
    input.current?.setAttribute('autofocus', '')
    input.current?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    if (attempt > 0) input.current?.focus({ preventScroll: true })
  }, [attempt])
  const change = (text: string) => {
    if (busy) return
    const pin = pinDigits(text)
    onChange(pin)
    if (pin.length === PIN_DIGITS && pin !== value) onComplete(pin)
  }
  return (
    <div className={styles.entry}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.place}>
        <div key={attempt} className={cx(styles.boxes, error != null && styles.wrong, attempt > 0 && styles.shake, busy && styles.busy)} aria-hidden="true">
          {Array.from({ length: PIN_DIGITS }, (_, index) => (
            <span key={index} className={styles.box} data-full={index < value.length || undefined} data-next={index === Math.min(value.length, PIN_DIGITS - 1) || undefined} />
          ))}
        </div>
        <input
          ref={input}
          id={id}
          className={styles.input}
          value={value}
          onChange={(event) => change(event.target.value)}
          inputMode="numeric"
          pattern="[0-9]*"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          data-1p-ignore=""
          data-bwignore=""
          data-lpignore="true"
          aria-describedby={`${id}-help`}
          aria-invalid={error != null || undefined}
          aria-busy={busy || undefined}
        />
      </div>
      <p id={`${id}-help`} className={cx(styles.help, error != null && styles.error)} role="status">
        {error ?? hint}
      </p>
    </div>
  )
}
