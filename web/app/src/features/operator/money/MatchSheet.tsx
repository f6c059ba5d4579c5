import { useQueryClient } from '@tanstack/react-query'
import { ArrowUpRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Difference, NamedWithdrawal } from '@sapa/api-client'
import { BigSum, StepHeading } from '@/features/wallet/Parts'
import parts from '@/features/wallet/Parts.module.css'
import { formatDateTime } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { useAccount, walletKey } from '@/state'
import { Banner, Button, ListRow, RowIcon, Section, Sheet, TextArea, toast, useAction } from '@/ui'
import { usePeopleNames } from './names'
import { REASON_MAX, REASON_MIN } from './reason'

/** Money that left the bank was a withdrawal, though its line does not say so or has a fee on top. */
export function MatchSheet({ difference, onClose }: { difference: Difference; onClose: () => void }) {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const queries = useQueryClient()
  const nameOf = usePeopleNames()
  const [chosen, setChosen] = useState<NamedWithdrawal>()
  const [reason, setReason] = useState('')
  const match = useAction(async () => {
    if (!chosen) return
    await account.call('wallet.match_withdrawal', { statement: difference.statement, reference: difference.reference, payment: chosen.payment, reason: reason.trim() })
    await queries.invalidateQueries({ queryKey: walletKey(account.self) })
    toast(t('match.done'), { look: 'good' })
    onClose()
  })
  const may = difference.may_be ?? []
  const row = (withdrawal: NamedWithdrawal, onPress?: () => void) => (
    <ListRow
      key={withdrawal.payment}
      start={<RowIcon tone="sand"><ArrowUpRight /></RowIcon>}
      title={formatMoney(withdrawal.money)}
      detail={
        <>
          <bdi>{nameOf(withdrawal.account)}</bdi> · {formatDateTime(withdrawal.asked_at)}
        </>
      }
      onPress={onPress}
      opens={onPress !== undefined}
    />
  )
  return (
    <Sheet open onClose={onClose} title={t('match.title')}>
      <div className={parts.payment}>
        <BigSum money={difference.money} className={parts.amount} />
        <bdi className={parts.quiet}>{[difference.counterparty, difference.remittance].filter(Boolean).join(' · ')}</bdi>
      </div>
      {may.length === 0 && <Banner tone="info">{t('match.none')}</Banner>}
      {may.length > 0 && !chosen && <Section heading={t('match.choose')}>{may.map((withdrawal) => row(withdrawal, () => setChosen(withdrawal)))}</Section>}
      {chosen && (
        <form
          className={parts.steps}
          onSubmit={(event) => {
            event.preventDefault()
            void match.run()
          }}
        >
          <StepHeading>{t('match.choose')}</StepHeading>
          <Section>{row(chosen)}</Section>
          <p>{t('match.note')}</p>
          <TextArea label={t('reason.label')} hint={t('reason.kept')} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={REASON_MAX} rows={3} dir="auto" />
          {match.error !== undefined && (
            <Banner tone="danger" alert>
              {match.error}
            </Banner>
          )}
          <div className={parts.actions}>
            <Button onClick={() => setChosen(undefined)}>{t('match.other')}</Button>
            <Button type="submit" look="primary" busy={match.busy} disabled={[...reason.trim()].length < REASON_MIN}>
              {t('match.confirm')}
            </Button>
          </div>
        </form>
      )}
    </Sheet>
  )
}
