import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callAs } from '@/state'
import { EmptyState, Field, LinkButton, Stepper } from '@/ui'
import { paths } from '@/routes/paths'
import { useEntry } from './entry'
import { NewAccountForm } from './NewAccountForm'
import { Outside } from './Outside'
import { RecoveryCodes } from './RecoveryCodes'
import type { MadeAccount } from './made'
import { useSecretOfHash } from './secret'

const CELL_NAME_LENGTH_MAX = 64

/** The first start: the one-time link makes the operator. */
export function SetupPage() {
  const { t } = useTranslation('accounts')
  const token = useSecretOfHash()
  const { enter, proceed } = useEntry()
  const [cellName, setCellName] = useState('')
  const [made, setMade] = useState<MadeAccount>()

  if (made) {
    return (
      <Outside title={t('codes.title')} lead={t('codes.lead')}>
        <Stepper label={t('register.step', { step: 2, of: 2 })} step={2} of={2} />
        <RecoveryCodes codes={made.codes} handle={made.handle} onKept={() => proceed(made.slot)} />
      </Outside>
    )
  }
  if (token === '') {
    return (
      <Outside title={t('setup.title')}>
        <EmptyState drawing="key" title={t('setup.no_token_title')} action={<LinkButton to={paths.welcome}>{t('register.to_start')}</LinkButton>}>
          {t('setup.no_token')}
        </EmptyState>
      </Outside>
    )
  }
  return (
    <Outside title={t('setup.title')} lead={t('setup.lead')}>
      <Stepper label={t('register.step', { step: 1, of: 2 })} step={1} of={2} />
      <NewAccountForm
        submit={t('setup.submit')}
        before={
          <Field
            label={t('setup.cell_name')}
            hint={t('setup.cell_name_hint')}
            value={cellName}
            onChange={(event) => setCellName(event.target.value)}
            maxLength={CELL_NAME_LENGTH_MAX}
          />
        }
        onSubmit={async (account) => {
          const { slot, account: me, recovery_codes } = await enter((free) =>
            callAs(free, 'accounts.setup', { ...account, token, cell_name: cellName.trim() || undefined }),
          )
          setMade({ slot, handle: me.handle, codes: recovery_codes })
        }}
      />
    </Outside>
  )
}
