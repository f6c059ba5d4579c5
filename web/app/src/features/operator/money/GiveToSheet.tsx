import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Difference, Person } from '@sapa/api-client'
import { BigSum, StepHeading } from '@/features/wallet/Parts'
import parts from '@/features/wallet/Parts.module.css'
import { formatMoney } from '@/i18n/money'
import { useAccount, walletKey } from '@/state'
import { Avatar, Banner, Button, Name, Sheet, toast, useAction } from '@/ui'
import { PersonSearch } from './PersonSearch'

/** Money whose owner nobody knew is given to them. */
export function GiveToSheet({ difference, onClose }: { difference: Difference; onClose: () => void }) {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const queries = useQueryClient()
  const [person, setPerson] = useState<Person>()
  const give = useAction(async () => {
    if (!person) return
    await account.call('wallet.resolve_difference', { statement: difference.statement, reference: difference.reference, account: person.account })
    await queries.invalidateQueries({ queryKey: walletKey(account.self) })
    toast(t('give.done', { name: person.display_name }), { look: 'good' })
    onClose()
  })
  return (
    <Sheet open onClose={onClose} title={t('give.title')}>
      <div className={parts.payment}>
        <BigSum money={difference.money} className={parts.amount} />
        <bdi className={parts.quiet}>{[difference.counterparty, difference.remittance].filter(Boolean).join(' · ')}</bdi>
      </div>
      {!person ? (
        <PersonSearch onChoose={setPerson} />
      ) : (
        <>
          <StepHeading>{t('give.sure', { name: person.display_name })}</StepHeading>
          <span className={parts.payee}>
            <Avatar face={person} size={40} />
            <Name>{person.display_name}</Name>
          </span>
          <p>{t('give.note', { money: formatMoney(difference.money) })}</p>
          {give.error !== undefined && (
            <Banner tone="danger" alert>
              {give.error}
            </Banner>
          )}
          <div className={parts.actions}>
            <Button onClick={() => setPerson(undefined)}>{t('give.other')}</Button>
            <Button look="primary" busy={give.busy} onClick={() => void give.run()}>
              {t('give.confirm')}
            </Button>
          </div>
        </>
      )}
    </Sheet>
  )
}
