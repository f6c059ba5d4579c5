import { ArrowUpRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Difference, NamedWithdrawal } from '@sapa/api-client'
import { BigSum, StepHeading } from '@/features/wallet/Parts'
import parts from '@/features/wallet/Parts.module.css'
import { formatDateTime } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { useAccount } from '@/state'
import { Banner, ListRow, RowIcon, Section, Sheet } from '@/ui'
import { usePeopleNames } from './names'
import { ReasonForm } from './ReasonForm'

/** Money that left the bank was a withdrawal, though its line does not say so or has a fee on top. */
export function MatchSheet({ difference, onClose }: { difference: Difference; onClose: () => void }) {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const nameOf = usePeopleNames()
  const [chosen, setChosen] = useState<NamedWithdrawal>()
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
        <ReasonForm
          hint={t('reason.kept')}
          confirm={t('match.confirm')}
          done={t('match.done')}
          perform={(reason) => account.call('wallet.match_withdrawal', { statement: difference.statement, reference: difference.reference, payment: chosen.payment, reason })}
          onDone={onClose}
          other={{ label: t('match.other'), onPress: () => setChosen(undefined) }}
        >
          <StepHeading>{t('match.choose')}</StepHeading>
          <Section>{row(chosen)}</Section>
          <p>{t('match.note')}</p>
        </ReasonForm>
      )}
    </Sheet>
  )
}
