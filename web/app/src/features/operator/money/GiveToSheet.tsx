import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Difference, Person } from '@sapa/api-client'
import { BigSum, StepHeading } from '@/features/wallet/Parts'
import parts from '@/features/wallet/Parts.module.css'
import { formatMoney } from '@/i18n/money'
import { useAccount, walletKey } from '@/state'
import { Avatar, Banner, Button, Name, Sheet, TextArea, toast, useAction } from '@/ui'
import { PersonSearch } from './PersonSearch'
import { REASON_MAX, REASON_MIN } from './reason'

/** Money whose owner nobody knew is given to them. */
export function GiveToSheet({ difference, onClose }: { difference: Difference; onClose: () => void }) {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const queries = useQueryClient()
  const [person, setPerson] = useState<Person>()
  const [reason, setReason] = useState('')
  const give = useAction(async () => {
    if (!person) return
    await account.call('wallet.resolve_difference', { statement: difference.statement, reference: difference.reference, account: person.account, reason: reason.trim() })
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
        <form
          className={parts.steps}
          onSubmit={(event) => {
            event.preventDefault()
            void give.run()
          }}
        >
          <StepHeading>{t('give.sure', { name: person.display_name })}</StepHeading>
          <span className={parts.payee}>
            <Avatar face={person} size={40} />
            <Name>{person.display_name}</Name>
          </span>
          <p>{t('give.note', { money: formatMoney(difference.money) })}</p>
          <TextArea label={t('reason.label')} hint={t('reason.kept')} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={REASON_MAX} rows={3} dir="auto" />
          {give.error !== undefined && (
            <Banner tone="danger" alert>
              {give.error}
            </Banner>
          )}
          <div className={parts.actions}>
            <Button onClick={() => setPerson(undefined)}>{t('give.other')}</Button>
            <Button type="submit" look="primary" busy={give.busy} disabled={[...reason.trim()].length < REASON_MIN}>
              {t('give.confirm')}
            </Button>
          </div>
        </form>
      )}
    </Sheet>
  )
}
