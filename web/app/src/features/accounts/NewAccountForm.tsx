import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@sapa/api-client'
import { Banner, Button, Field, useAction } from '@/ui'
import styles from './Form.module.css'
import { HandleField } from './HandleField'
import { PasswordField } from './PasswordField'

export interface NewAccount {
  handle: string
  display_name: string
  password: string
}

export const NAME_LENGTH_MAX = 64

/** The three things that a new account needs. Refusals stand at the field that they are about. */
export function NewAccountForm({ onSubmit, submit, before }: { onSubmit: (account: NewAccount) => Promise<unknown>; submit: ReactNode; before?: ReactNode }) {
  const { t } = useTranslation('accounts')
  const [name, setName] = useState('')
  const [handle, setHandle] = useState('')
  const [password, setPassword] = useState('')
  const { run, busy, error, cause, clear } = useAction(onSubmit)
  const code = cause instanceof ApiError ? cause.code : undefined
  const at = (field: string) => (code !== undefined && FIELD_OF[code] === field ? error : undefined)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void run({ handle, display_name: name.trim(), password })
      }}
      onChange={clear}
    >
      {before}
      <Field
        label={t('form.name')}
        hint={t('form.name_hint')}
        error={at('name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoComplete="name"
        maxLength={NAME_LENGTH_MAX}
        required
      />
      <HandleField value={handle} onChange={setHandle} error={at('handle')} />
      <PasswordField value={password} onChange={setPassword} error={at('password')} isNew />
      {error !== undefined && (code === undefined || FIELD_OF[code] === undefined) && (
        <Banner tone="danger" alert>
          {error}
        </Banner>
      )}
      <Button type="submit" look="primary" wide busy={busy}>
        {submit}
      </Button>
    </form>
  )
}

const FIELD_OF: Partial<Record<string, 'handle' | 'name' | 'password'>> = {
  'accounts.handle_invalid': 'handle',
  'accounts.handle_taken': 'handle',
  'accounts.handle_look_alike': 'handle',
  'accounts.name_invalid': 'name',
  'accounts.password_weak': 'password',
}
