import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callAs } from '@/state'
import { AppLink, Banner, EmptyState, LinkButton, Stepper } from '@/ui'
import { paths } from '@/routes/paths'
import { useCellInfo, useEntry } from './entry'
import { NewAccountForm } from './NewAccountForm'
import { Outside } from './Outside'
import { RecoveryCodes } from './RecoveryCodes'
import type { MadeAccount } from './made'

/** A new account where registration is open. By invitation, InvitePage leads the way. */
export function RegisterPage() {
  const { t } = useTranslation('accounts')
  const info = useCellInfo().data
  const { search, enter, proceed } = useEntry()
  const [made, setMade] = useState<MadeAccount>()
  const signIn = (
    <p>
      {t('register.known')} <AppLink to={paths.signIn}>{t('sign_in.link')}</AppLink>
    </p>
  )

  if (made) {
    return (
      <Outside title={t('codes.title')} lead={t('codes.lead')}>
        <Stepper label={t('register.step', { step: 2, of: 2 })} step={2} of={2} />
        <RecoveryCodes codes={made.codes} handle={made.handle} onKept={() => proceed(made.slot)} />
      </Outside>
    )
  }
  if (info && info.registration !== 'open' && search.invitation === undefined) {
    return (
      <Outside title={t('register.title')} elsewhere={signIn}>
        <EmptyState
          drawing={info.registration === 'invitation' ? 'letter' : 'door'}
          title={t(`register.${info.registration}_title`)}
          action={<LinkButton to={paths.welcome}>{t('register.to_start')}</LinkButton>}
        >
          {t(`register.${info.registration}`)}
        </EmptyState>
      </Outside>
    )
  }
  return (
    <Outside title={t('register.title')} lead={info ? t('register.lead', { cell: info.name }) : undefined} elsewhere={signIn}>
      <Stepper label={t('register.step', { step: 1, of: 2 })} step={1} of={2} />
      {info?.demo && <Banner>{t('register.demo')}</Banner>}
      <NewAccountForm
        submit={t('register.submit')}
        onSubmit={async (account) => {
          const { slot, account: me, recovery_codes } = await enter((free) =>
            callAs(free, 'accounts.register', { ...account, invitation: search.invitation }),
          )
          setMade({ slot, handle: me.handle, codes: recovery_codes })
        }}
      />
    </Outside>
  )
}
