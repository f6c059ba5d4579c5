import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callAs } from '@/state'
import { AppLink, Banner, Button, Field, toast, useAction } from '@/ui'
import { paths } from '@/routes/paths'
import { useEntry } from './entry'
import styles from './Form.module.css'
import { Outside } from './Outside'
import { PasswordField } from './PasswordField'
import { tidyCode } from './recoveryCode'

/** A forgotten password: by one of the codes from registration. Who has none asks the operator for a link. */
export function RecoverPage() {
  const { t } = useTranslation('accounts')
  const { search, enter, proceed } = useEntry()
  const [handle, setHandle] = useState(search.handle ?? '')
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const { run, busy, error } = useAction(async () => {
    const name = handle.trim().replace(/^@/, '').toLowerCase()
    const { slot, remaining_codes } = await enter(
      (free) => callAs(free, 'accounts.recover', { handle: name, recovery_code: tidyCode(code), new_password: password }),
      name,
    )
    if (remaining_codes !== undefined) toast(t('recover.codes_left', { count: remaining_codes }), { look: 'good' })
    await proceed(slot)
  })
  return (
    <Outside title={t('recover.title')} lead={t('recover.lead')} elsewhere={<AppLink to={paths.signIn}>{t('recover.to_sign_in')}</AppLink>}>
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
          required
        />
        <Field
          label={t('recover.code')}
          hint={t('recover.code_hint')}
          placeholder={CODE_SHAPE}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          onBlur={() => setCode(tidyCode(code))}
          autoCapitalize="none"
          autoComplete="one-time-code"
          autoCorrect="off"
          spellCheck={false}
          dir="ltr"
          required
        />
        <PasswordField value={password} onChange={setPassword} isNew />
        {error !== undefined && (
          <Banner tone="danger" alert>
            {error}
          </Banner>
        )}
        <Button type="submit" look="primary" wide busy={busy}>
          {t('recover.submit')}
        </Button>
      </form>
      <Banner title={t('recover.no_code_title')}>{t('recover.no_code')}</Banner>
    </Outside>
  )
}

const CODE_SHAPE = 'xxxxx-xxxxx'
