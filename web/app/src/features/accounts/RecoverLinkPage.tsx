import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callAs } from '@/state'
import { Banner, Button, EmptyState, LinkButton, useAction } from '@/ui'
import { paths } from '@/routes/paths'
import { useEntry } from './entry'
import styles from './Form.module.css'
import { Outside } from './Outside'
import { PasswordField } from './PasswordField'
import { useSecretOfHash } from './secret'

/** The operator's one-time link: a new password, and in. */
export function RecoverLinkPage() {
  const { t } = useTranslation('accounts')
  const token = useSecretOfHash()
  const { enter, proceed } = useEntry()
  const [password, setPassword] = useState('')
  const { run, busy, error } = useAction(async () => {
    const { slot } = await enter((free) => callAs(free, 'accounts.recover_by_link', { token, new_password: password }))
    await proceed(slot)
  })
  if (token === '') {
    return (
      <Outside title={t('recover_link.title')}>
        <EmptyState drawing="key" title={t('recover_link.no_token_title')} action={<LinkButton to={paths.recover}>{t('recover_link.other_way')}</LinkButton>}>
          {t('recover_link.no_token')}
        </EmptyState>
      </Outside>
    )
  }
  return (
    <Outside title={t('recover_link.title')} lead={t('recover_link.lead')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <PasswordField value={password} onChange={setPassword} isNew autoFocus />
        {error !== undefined && (
          <Banner tone="danger" alert>
            {error}
          </Banner>
        )}
        <Button type="submit" look="primary" wide busy={busy}>
          {t('recover_link.submit')}
        </Button>
      </form>
    </Outside>
  )
}
