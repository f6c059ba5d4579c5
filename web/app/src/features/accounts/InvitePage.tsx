import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callAs } from '@/state'
import { errorText } from '@/i18n/errors'
import { AppLink, Avatar, Button, EmptyState, faceOnly, Handle, LinkButton, Name, SkeletonRows, Stepper } from '@/ui'
import { paths } from '@/routes/paths'
import { useEntry } from './entry'
import styles from './Form.module.css'
import type { MadeAccount } from './made'
import { NewAccountForm } from './NewAccountForm'
import { Outside } from './Outside'
import { RecoveryCodes } from './RecoveryCodes'

/** Somebody invited the reader: says who, makes the account, and both are friends from the start. */
export function InvitePage() {
  const { t } = useTranslation('accounts')
  const { code = '' } = useParams({ strict: false }) as { code?: string }
  const { enter, proceed } = useEntry()
  const [made, setMade] = useState<MadeAccount>()
  const invitation = useQuery({ queryKey: ['accounts.invitation', code], queryFn: () => callAs(0, 'accounts.invitation', { code }) })
  const signIn = (
    <p>
      {t('invite.known')} <AppLink to={paths.signIn}>{t('sign_in.link')}</AppLink>
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
  if (invitation.isPending) {
    return (
      <Outside title={t('invite.title')}>
        <SkeletonRows count={3} />
      </Outside>
    )
  }
  if (invitation.isError) {
    return (
      <Outside title={t('invite.title')}>
        <EmptyState drawing="storm" title={t('invite.cannot_read')} action={<Button onClick={() => void invitation.refetch()}>{t('common:action.retry')}</Button>}>
          {errorText(invitation.error)}
        </EmptyState>
      </Outside>
    )
  }
  const { inviter, cell_name, valid, problem } = invitation.data
  if (!valid) {
    return (
      <Outside title={t('invite.title')} elsewhere={signIn}>
        <EmptyState drawing="letter" title={t(`invite_problem.${problem ?? 'unknown'}`)} action={<LinkButton to={paths.welcome}>{t('register.to_start')}</LinkButton>}>
          {t('invite.ask_again')}
        </EmptyState>
      </Outside>
    )
  }
  return (
    <Outside title={t('invite.welcome', { cell: cell_name })} lead={t('invite.lead')} elsewhere={signIn}>
      {inviter && (
        <div className={styles.host}>
          <Avatar face={faceOnly(inviter)} size={48} />
          <span>
            <Name>{inviter.display_name}</Name>
            <Handle>{inviter.handle}</Handle>
          </span>
        </div>
      )}
      <Stepper label={t('register.step', { step: 1, of: 2 })} step={1} of={2} />
      <NewAccountForm
        submit={t('register.submit')}
        onSubmit={async (account) => {
          const { slot, account: me, recovery_codes } = await enter((free) => callAs(free, 'accounts.register', { ...account, invitation: code }))
          setMade({ slot, handle: me.handle, codes: recovery_codes })
        }}
      />
    </Outside>
  )
}
