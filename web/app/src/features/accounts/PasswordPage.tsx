import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@sapa/api-client'
import { useAccount, useMe } from '@/state'
import { Banner, Button, Page, toast, useAction } from '@/ui'
import { paths } from '@/routes/paths'
import form from './Form.module.css'
import { PasswordField } from './PasswordField'

export function PasswordPage() {
  const { t } = useTranslation('accounts')
  const account = useAccount()
  const me = useMe()
  const navigate = useNavigate()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const { run, busy, error, cause } = useAction(async () => {
    await account.call('accounts.change_password', { current, new: next })
    toast(t('password.changed'), { look: 'good' })
    await navigate({ to: paths.me(account.slot) as '/' })
  })
  const weak = cause instanceof ApiError && cause.code === 'accounts.password_weak'
  // The handle is not on the screen, but password managers need it to know whose password this is.
  return (
    <Page title={t('password.title')} back={paths.me(account.slot)} backOnPhoneOnly>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <input type="text" autoComplete="username" value={me?.handle ?? ''} readOnly hidden />
        <PasswordField label={t('password.current')} value={current} onChange={setCurrent} />
        <PasswordField value={next} onChange={setNext} isNew error={weak ? error : undefined} />
        <p>{t('password.note')}</p>
        {error !== undefined && !weak && (
          <Banner tone="danger" alert>
            {error}
          </Banner>
        )}
        <Button type="submit" look="primary" busy={busy}>
          {t('password.submit')}
        </Button>
      </form>
    </Page>
  )
}
