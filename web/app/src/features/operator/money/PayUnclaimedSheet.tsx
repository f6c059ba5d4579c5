import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person, Unclaimed } from '@sapa/api-client'
import { BigSum, StepHeading } from '@/features/wallet/Parts'
import parts from '@/features/wallet/Parts.module.css'
import { useClientId } from '@/features/wallet/useClientId'
import { formatMoney } from '@/i18n/money'
import { useAccount } from '@/state'
import { Avatar, Banner, Name, Sheet } from '@/ui'
import { PersonSearch } from './PersonSearch'
import { ReasonForm } from './ReasonForm'

/** All that is still there of what a deleted account left is given to somebody, with a reason that they read. */
export function PayUnclaimedSheet({ left, onClose }: { left: Unclaimed; onClose: () => void }) {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const { idFor, paid } = useClientId()
  const [person, setPerson] = useState<Person>()
  const money = { amount: left.rest, currency: left.left.currency }
  const give = async (to: Person, reason: string) => {
    const content = { account: left.account, to: to.account, money }
    await account.call('wallet.pay_unclaimed', { ...content, reason, client_id: idFor(content) })
    paid()
  }
  return (
    <Sheet open onClose={onClose} title={t('give.title')}>
      <div className={parts.payment}>
        <BigSum money={money} className={parts.amount} />
        <bdi className={parts.quiet}>{left.reference}</bdi>
      </div>
      {!person ? (
        <PersonSearch onChoose={setPerson} />
      ) : (
        <ReasonForm
          hint={t('reason.hint')}
          confirm={t('give.confirm')}
          done={t('give.done', { name: person.display_name })}
          perform={(reason) => give(person, reason)}
          onDone={onClose}
          other={{ label: t('give.other'), onPress: () => setPerson(undefined) }}
        >
          <StepHeading>{t('give.sure', { name: person.display_name })}</StepHeading>
          <span className={parts.payee}>
            <Avatar face={person} size={40} />
            <Name>{person.display_name}</Name>
          </span>
          <p>{t('give.note', { money: formatMoney(money) })}</p>
          <Banner tone="warning" title={t('reason.read_title', { name: person.display_name })}>
            {t('reason.read')}
          </Banner>
        </ReasonForm>
      )}
    </Sheet>
  )
}
