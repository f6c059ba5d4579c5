import { Eye, EyeOff } from 'lucide-react'
import { useId, useState, type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './Button'
import { cx } from './cx'
import styles from './Field.module.css'

interface Around {
  label: ReactNode
  /** Helps before anything went wrong. */
  hint?: ReactNode
  /** Says what is wrong and what to do; replaces the hint and is announced. */
  error?: ReactNode
  /** Says that it is right, for example that a handle is free. */
  good?: ReactNode
  /** Looks like a title instead of a form's row: the label is only heard. */
  quietLabel?: boolean
}

export interface FieldProps extends InputHTMLAttributes<HTMLInputElement>, Around {
  /** Stands before the text inside the frame, such as the @ of a handle. */
  before?: ReactNode
  after?: ReactNode
  ref?: Ref<HTMLInputElement>
}

/** One line of text with its label, help and error. A password can be shown. */
export function Field({ label, hint, error, good, quietLabel, before, after, className, type = 'text', ...rest }: FieldProps) {
  const id = useId()
  const { t } = useTranslation('common')
  const [shown, setShown] = useState(false)
  const secret = type === 'password'
  return (
    <div className={cx(styles.field, className)}>
      <label htmlFor={id} className={quietLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <div className={cx(styles.frame, error != null && styles.wrong)}>
        {before != null && (
          <span className={styles.before} aria-hidden="true">
            {before}
          </span>
        )}
        <input
          id={id}
          className={styles.input}
          type={secret && shown ? 'text' : type}
          aria-invalid={error != null || undefined}
          aria-describedby={hint != null || error != null || good != null ? `${id}-help` : undefined}
          {...(secret ? { autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false } : {})}
          {...rest}
        />
        {secret && (
          <IconButton label={shown ? t('password.hide') : t('password.show')} aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? <EyeOff /> : <Eye />}
          </IconButton>
        )}
        {after}
      </div>
      <Help id={`${id}-help`} hint={hint} error={error} good={good} />
    </div>
  )
}

export interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement>, Around {
  /** Shows how many characters are left once there are few. */
  maxLength?: number
  ref?: Ref<HTMLTextAreaElement>
}

/** Below this many characters left, the count is shown. */
const COUNT_FROM = 40

export function TextArea({ label, hint, error, good, quietLabel, className, maxLength, value, rows = 3, ...rest }: TextAreaProps) {
  const id = useId()
  const { t } = useTranslation('common')
  const left = maxLength === undefined ? undefined : maxLength - String(value ?? '').length
  const counted = left !== undefined && left <= COUNT_FROM ? t('characters_left', { count: left }) : undefined
  return (
    <div className={cx(styles.field, className)}>
      <label htmlFor={id} className={quietLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <div className={cx(styles.frame, error != null && styles.wrong)}>
        <textarea
          id={id}
          className={cx(styles.input, styles.area)}
          rows={rows}
          maxLength={maxLength}
          value={value}
          aria-invalid={error != null || undefined}
          aria-describedby={`${id}-help`}
          {...rest}
        />
      </div>
      <Help id={`${id}-help`} hint={counted ?? hint} error={error} good={good} />
    </div>
  )
}

function Help({ id, hint, error, good }: { id: string } & Pick<Around, 'hint' | 'error' | 'good'>) {
  const look = error != null ? styles.error : good != null ? styles.good : styles.hint
  return (
    // Always there, so that its text is announced when it changes and the page keeps its layout.
    <p id={id} className={cx(styles.help, look)} aria-live="polite">
      {error ?? good ?? hint}
    </p>
  )
}
