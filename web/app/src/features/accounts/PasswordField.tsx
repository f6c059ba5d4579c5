import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '@/ui'

export const PASSWORD_LENGTH_MIN = 10
export const PASSWORD_LENGTH_MAX = 256

export interface PasswordFieldProps {
  value: string
  onChange: (password: string) => void
  label?: ReactNode
  error?: ReactNode
  /** A password that is being chosen: its rules are shown, and password managers offer one. */
  isNew?: boolean
  autoFocus?: boolean
}

export function PasswordField({ value, onChange, label, error, isNew, autoFocus }: PasswordFieldProps) {
  const { t } = useTranslation('accounts')
  const [left, setLeft] = useState(false)
  const short = isNew && left && value.length > 0 && [...value].length < PASSWORD_LENGTH_MIN
  return (
    <Field
      type="password"
      label={label ?? (isNew ? t('form.new_password') : t('form.password'))}
      hint={isNew ? t('form.password_hint') : undefined}
      error={error ?? (short ? t('form.password_short') : undefined)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => setLeft(true)}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      minLength={isNew ? PASSWORD_LENGTH_MIN : undefined}
      maxLength={PASSWORD_LENGTH_MAX}
      autoFocus={autoFocus}
      required
    />
  )
}
