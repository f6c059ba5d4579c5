import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '@/i18n/format'
import { useAccount, useMe } from '@/state'
import { Banner, Button, ConfirmDialog, Page, toast, useAction } from '@/ui'
import { paths } from '@/routes/paths'
import form from './Form.module.css'
import { PasswordField } from './PasswordField'

/** Asks for the deletion of the account, says what it means, and takes it back within the waiting period. */
export function DeleteAccountPage() {
  const { t } = useTranslation('accounts')
  const account = useAccount()
  const me = useMe()
  const [password, setPassword] = useState('')
  const [asking, setAsking] = useState(false)
  const ask = useAction(async () => {
    await account.call('accounts.request_deletion', { password })
    setPassword('')
    setAsking(false)
  })
  const keep = useAction(async () => {
    await account.call('accounts.cancel_deletion', {})
    toast(t('delete.kept'), { look: 'good' })
  })
  return (
    <Page title={t('delete.title')} back={paths.me(account.slot)} backOnPhoneOnly>
      {me?.deletion_at !== undefined ? (
        <>
          <Banner tone="warning" title={t('delete.waiting_title')}>
            {t('delete.waiting', { when: formatDateTime(me.deletion_at) })}
          </Banner>
          {keep.error !== undefined && (
            <Banner tone="danger" alert>
              {keep.error}
            </Banner>
          )}
          <Button look="primary" busy={keep.busy} onClick={() => void keep.run()}>
            {t('delete.keep')}
          </Button>
        </>
      ) : (
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault()
            setAsking(true)
          }}
        >
          <p>{t('delete.what')}</p>
          <p>{t('delete.days')}</p>
          <input type="text" autoComplete="username" value={me?.handle ?? ''} readOnly hidden />
          <PasswordField value={password} onChange={setPassword} />
          <Button type="submit" look="danger" disabled={password === ''}>
            {t('delete.ask')}
          </Button>
          <ConfirmDialog
            open={asking}
            title={t('delete.confirm_title')}
            confirm={t('delete.confirm')}
            danger
            busy={ask.busy}
            error={ask.error}
            onConfirm={() => void ask.run()}
            onClose={() => setAsking(false)}
          >
            <p>{t('delete.days')}</p>
          </ConfirmDialog>
        </form>
      )}
    </Page>
  )
}
