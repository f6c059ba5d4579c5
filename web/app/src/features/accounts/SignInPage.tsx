import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callAs, rememberedSlots } from '@/state'
import { AppLink, Banner, Button, Field, useAction } from '@/ui'
import { paths } from '@/routes/paths'
import { useCellInfo, useEntry } from './entry'
import styles from './Form.module.css'
import { Outside } from './Outside'
import { PasswordField } from './PasswordField'

const REASONS = ['signed_out', 'revoked'] as const

export function SignInPage() {
  const { t } = useTranslation('accounts')
  const info = useCellInfo().data
  const { search, enter, proceed } = useEntry()
  const known = search.handle ?? (search.slot === undefined ? undefined : rememberedSlots()[search.slot]?.handle)
  const [handle, setHandle] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const { run, busy, error } = useAction(async () => {
    const name = handle.trim().replace(/^@/, '').toLowerCase()
    const { slot } = await enter((free) => callAs(free, 'accounts.sign_in', { handle: name, password }), name)
    await proceed(slot)
  })
  const reason = REASONS.find((candidate) => candidate === search.why)
  return (
    <Outside
      title={t('sign_in.title')}
      lead={info ? t('sign_in.lead', { cell: info.name }) : undefined}
      elsewhere={
        info?.registration === 'open' ? (
          <p>
            {t('sign_in.no_account')} <AppLink to={paths.register}>{t('register.link')}</AppLink>
          </p>
        ) : info?.registration === 'invitation' ? (
          <p>{t('sign_in.by_invitation')}</p>
        ) : undefined
      }
    >
      {reason !== undefined && <Banner tone={reason === 'signed_out' ? 'info' : 'warning'}>{t(`sign_in_why.${reason}`)}</Banner>}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <Field
          label={t('form.handle')}
          before="@"
          value={handle}
          onChange={(event) => setHandle(event.target.value.replace(/\s/g, ''))}
          autoCapitalize="none"
          autoComplete="username"
          autoCorrect="off"
          spellCheck={false}
          dir="ltr"
          autoFocus={known === undefined}
          required
        />
        <PasswordField value={password} onChange={setPassword} autoFocus={known !== undefined} />
        {error !== undefined && (
          <Banner tone="danger" alert>
            {error}
          </Banner>
        )}
        <Button type="submit" look="primary" wide busy={busy}>
          {t('sign_in.submit')}
        </Button>
        <p>
          <AppLink to={paths.recover} search={{ slot: search.slot, handle: handle || undefined }}>
            {t('sign_in.forgotten')}
          </AppLink>
        </p>
      </form>
    </Outside>
  )
}
