import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount, useMe } from '@/state'
import { Banner, Button, Page, useAction } from '@/ui'
import { paths } from '@/routes/paths'
import form from './Form.module.css'
import { PasswordField } from './PasswordField'
import { RecoveryCodes } from './RecoveryCodes'

/** Below this many it is time for new ones. */
export const FEW_CODES = 3

/** How many codes are left, and ten new ones in their place. */
export function RecoveryCodesPage() {
  const { t } = useTranslation('accounts')
  const account = useAccount()
  const me = useMe()
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const [codes, setCodes] = useState<readonly string[]>()
  const { run, busy, error } = useAction(async () => {
    const { recovery_codes } = await account.call('accounts.renew_recovery_codes', { password })
    setPassword('')
    setCodes(recovery_codes)
  })
  const left = me?.recovery_codes_left
  return (
    <Page title={t('codes.page_title')} back={paths.me(account.slot)} backOnPhoneOnly>
      {codes && me ? (
        <RecoveryCodes codes={codes} handle={me.handle} onKept={() => void navigate({ to: paths.me(account.slot) as '/' })} />
      ) : (
        <>
          <p>{t('codes.lead')}</p>
          {left !== undefined && <Banner tone={left < FEW_CODES ? 'warning' : 'info'}>{t('codes.left', { count: left })}</Banner>}
          <form
            className={form.form}
            onSubmit={(event) => {
              event.preventDefault()
              void run()
            }}
          >
            <input type="text" autoComplete="username" value={me?.handle ?? ''} readOnly hidden />
            <PasswordField label={t('codes.password')} value={password} onChange={setPassword} />
            <p>{t('codes.renew_note')}</p>
            {error !== undefined && (
              <Banner tone="danger" alert>
                {error}
              </Banner>
            )}
            <Button type="submit" look="primary" busy={busy}>
              {t('codes.renew')}
            </Button>
          </form>
        </>
      )}
    </Page>
  )
}
