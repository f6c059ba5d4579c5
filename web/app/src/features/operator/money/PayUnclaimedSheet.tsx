import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person, Unclaimed } from '@sapa/api-client'
import { BigSum, StepHeading } from '@/features/wallet/Parts'
import parts from '@/features/wallet/Parts.module.css'
import { useClientId } from '@/features/wallet/useClientId'
import { formatMoney } from '@/i18n/money'
import { useAccount, walletKey } from '@/state'
import { Avatar, Banner, Button, Name, Sheet, TextArea, toast, useAction } from '@/ui'
import { PersonSearch } from './PersonSearch'
import { REASON_MAX, REASON_MIN } from './reason'

/** All that is still there of what a deleted account left is given to somebody, with a reason that they read. */
export function PayUnclaimedSheet({ left, onClose }: { left: Unclaimed; onClose: () => void }) {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const queries = useQueryClient()
  const { idFor, paid } = useClientId()
  const [person, setPerson] = useState<Person>()
  const [reason, setReason] = useState('')
  const money = { amount: left.rest, currency: left.left.currency }
  const give = useAction(async () => {
    if (!person) return
    const content = { account: left.account, to: person.account, money }
    await account.call('wallet.pay_unclaimed', { ...content, reason: reason.trim(), client_id: idFor(content) })
    paid()
    await queries.invalidateQueries({ queryKey: walletKey(account.self) })
    toast(t('give.done', { name: person.display_name }), { look: 'good' })
    onClose()
  })
  return (
    <Sheet open onClose={onClose} title={t('give.title')}>
      <div className={parts.payment}>
        <BigSum money={money} className={parts.amount} />
        <bdi className={parts.quiet}>{left.reference}</bdi>
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
          <p>{t('give.note', { money: formatMoney(money) })}</p>
          <Banner tone="warning" title={t('reason.read_title', { name: person.display_name })}>
            {t('reason.read')}
          </Banner>
          <TextArea label={t('reason.label')} hint={t('reason.hint')} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={REASON_MAX} rows={3} dir="auto" />
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
