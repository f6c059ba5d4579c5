import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Difference, Person } from '@sapa/api-client'
import { BigSum, StepHeading } from '@/features/wallet/Parts'
import parts from '@/features/wallet/Parts.module.css'
import { formatMoney } from '@/i18n/money'
import { useAccount } from '@/state'
import { Avatar, Name, Sheet } from '@/ui'
import { PersonSearch } from './PersonSearch'
import { ReasonForm } from './ReasonForm'

/** Money whose owner nobody knew is given to them. */
export function GiveToSheet({ difference, onClose }: { difference: Difference; onClose: () => void }) {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const [person, setPerson] = useState<Person>()
  return (
    <Sheet open onClose={onClose} title={t('give.title')}>
      <div className={parts.payment}>
        <BigSum money={difference.money} className={parts.amount} />
        <bdi className={parts.quiet}>{[difference.counterparty, difference.remittance].filter(Boolean).join(' · ')}</bdi>
      </div>
      {!person ? (
        <PersonSearch onChoose={setPerson} />
      ) : (
        <ReasonForm
          hint={t('reason.kept')}
          confirm={t('give.confirm')}
          done={t('give.done', { name: person.display_name })}
          perform={(reason) => account.call('wallet.resolve_difference', { statement: difference.statement, reference: difference.reference, account: person.account, reason })}
          onDone={onClose}
          other={{ label: t('give.other'), onPress: () => setPerson(undefined) }}
        >
          <StepHeading>{t('give.sure', { name: person.display_name })}</StepHeading>
          <span className={parts.payee}>
            <Avatar face={person} size={40} />
            <Name>{person.display_name}</Name>
          </span>
          <p>{t('give.note', { money: formatMoney(difference.money) })}</p>
        </ReasonForm>
      )}
    </Sheet>
  )
}
