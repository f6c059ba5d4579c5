import { useQuery } from '@tanstack/react-query'
import { ArrowDownLeft, ArrowUpRight, Clock, FileClock, FileText, FileX2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Difference, Reconciliation } from '@sapa/api-client'
import { Fact } from '@/features/wallet/Parts'
import parts from '@/features/wallet/Parts.module.css'
import { signedMoney } from '@/features/wallet/amount'
import { formatDateTime } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { useAccount, walletKey } from '@/state'
import { Banner, Button, EmptyState, ListRow, RowIcon, Section, Tag } from '@/ui'
import { GiveToSheet } from './GiveToSheet'
import { Loaded } from './Loaded'
import { MatchSheet } from './MatchSheet'
import { ReasonSheet } from './ReasonSheet'
import { usePeopleNames } from './names'

/** What the bank said beside what the ledger says, and everything between the two. */
export function BankPart() {
  const account = useAccount()
  const query = useQuery({ queryKey: walletKey(account.self, 'reconciliation'), queryFn: () => account.call('wallet.reconciliation', {}) })
  return <Loaded query={query}>{(report) => <Report report={report} />}</Loaded>
}

function Report({ report }: { report: Reconciliation }) {
  const { t } = useTranslation('money_operator')
  const { currency } = report
  if (currency === undefined) {
    return (
      <EmptyState drawing="horizon" title={t('bank.none_title')}>
        {t('bank.none')}
      </EmptyState>
    )
  }
  const money = (amount: string) => formatMoney({ amount, currency })
  return (
    <>
      <Banner tone={report.in_order ? 'good' : 'warning'} title={report.in_order ? t('bank.in_order_title') : t('bank.look_title')}>
        {report.in_order ? t('bank.in_order') : t('bank.look')}
      </Banner>
      <dl className={parts.facts}>
        <Fact name={t('bank.ledger')} value={money(report.ledger_balance)} strong />
        <Fact name={t('bank.statement')} value={report.statement_balance === undefined ? t('bank.no_statement') : money(report.statement_balance)} strong />
        {report.suspense_in !== '0' && <Fact name={t('bank.suspense_in')} value={money(report.suspense_in)} />}
        {report.suspense_out !== '0' && <Fact name={t('bank.suspense_out')} value={money(report.suspense_out)} />}
        {report.unclaimed !== '0' && <Fact name={t('overview.unclaimed')} value={money(report.unclaimed)} />}
      </dl>
      {report.differences.length > 0 && <Differences differences={report.differences} />}
      {report.slow_withdrawals.length > 0 && <Slow withdrawals={report.slow_withdrawals} />}
      {report.waiting_files.length > 0 && (
        <Section heading={t('bank.waiting')} note={t('bank.waiting_note')}>
          {report.waiting_files.map((file) => (
            <ListRow
              key={file.name}
              start={<RowIcon tone="sand"><FileClock /></RowIcon>}
              title={<bdi>{file.name}</bdi>}
              detail={
                <>
                  {formatDateTime(file.since)}
                  <br />
                  <bdi lang="en">{file.reason}</bdi>
                </>
              }
            />
          ))}
        </Section>
      )}
      {report.rejected_files.length > 0 && (
        <Section heading={t('bank.rejected')} note={t('bank.rejected_note')}>
          {report.rejected_files.map((file) => (
            <ListRow
              key={`${file.name} ${file.at}`}
              start={<RowIcon tone="danger"><FileX2 /></RowIcon>}
              title={<bdi>{file.name}</bdi>}
              detail={
                <>
                  {formatDateTime(file.at)}
                  <br />
                  <bdi lang="en">{file.reason}</bdi>
                </>
              }
            />
          ))}
        </Section>
      )}
      <Section heading={t('bank.statements')}>
        {report.statements.length === 0 && <ListRow title={t('bank.no_statement')} />}
        {report.statements.map((statement) => (
          <ListRow
            key={statement.id}
            start={<RowIcon tone="sand"><FileText /></RowIcon>}
            title={<bdi>{statement.id}</bdi>}
            detail={
              <>
                {formatDateTime(statement.booked_at)} · {t('bank.entries', { count: statement.entries })}
                <br />
                <bdi>{t('bank.from_to', { from: money(statement.opening), to: money(statement.closing) })}</bdi>
              </>
            }
            end={
              statement.left > 0 ? (
                <Tag tone="warning">{t('bank.left', { count: statement.left })}</Tag>
              ) : statement.ledger !== statement.closing ? (
                <Tag tone="danger">{t('bank.apart')}</Tag>
              ) : statement.differences > 0 ? (
                <Tag tone="warning">{t('bank.to_look_at', { count: statement.differences })}</Tag>
              ) : undefined
            }
          />
        ))}
      </Section>
    </>
  )
}

function Differences({ differences }: { differences: readonly Difference[] }) {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const [giving, setGiving] = useState<Difference>()
  const [closing, setClosing] = useState<Difference>()
  const [matching, setMatching] = useState<Difference>()
  const nameOf = usePeopleNames()
  return (
    <Section heading={t('bank.differences')} note={t('bank.differences_note')}>
      {differences.map((difference) => (
        <ListRow
          key={`${difference.statement} ${difference.reference}`}
          start={<RowIcon tone="danger">{difference.credit ? <ArrowDownLeft /> : <ArrowUpRight />}</RowIcon>}
          title={signedMoney(difference.credit ? 'in' : 'out', difference.money)}
          detail={
            <>
              {t(`problem.${difference.problem}`)}
              <br />
              {difference.withdrawal && (
                <>
                  {t('bank.names', {
                    name: nameOf(difference.withdrawal.account),
                    money: formatMoney(difference.withdrawal.money),
                    state: t(`withdrawal_state.${difference.withdrawal.state}`),
                  })}
                  <br />
                </>
              )}
              {difference.counterparty !== undefined && (
                <>
                  <bdi>{difference.counterparty}</bdi>
                  {' · '}
                </>
              )}
              <bdi>{difference.remittance || t('bank.no_words')}</bdi>
              <br />
              {formatDateTime(difference.booked_at)} · <bdi>{difference.statement}</bdi>
              {/* An amount that nobody can pay here goes back by the bank; it cannot be anybody's balance. */}
              <span className={parts.inside}>
                {difference.credit && difference.problem !== 'off_step' && <Button onClick={() => setGiving(difference)}>{t('bank.give')}</Button>}
                {!difference.credit && <Button onClick={() => setMatching(difference)}>{t('bank.match')}</Button>}
                <Button onClick={() => setClosing(difference)}>{t('bank.close')}</Button>
              </span>
            </>
          }
        />
      ))}
      {giving && <GiveToSheet difference={giving} onClose={() => setGiving(undefined)} />}
      {matching && <MatchSheet difference={matching} onClose={() => setMatching(undefined)} />}
      {closing && (
        <ReasonSheet
          act="close"
          perform={(reason) => account.call('wallet.close_difference', { statement: closing.statement, reference: closing.reference, reason })}
          onClose={() => setClosing(undefined)}
        />
      )}
    </Section>
  )
}

function Slow({ withdrawals }: { withdrawals: Reconciliation['slow_withdrawals'] }) {
  const { t } = useTranslation('money_operator')
  const nameOf = usePeopleNames()
  const account = useAccount()
  const [returning, setReturning] = useState<Reconciliation['slow_withdrawals'][number]>()
  return (
    <Section heading={t('bank.slow')} note={t('bank.slow_note')}>
      {withdrawals.map((withdrawal) => (
        <ListRow
          key={withdrawal.payment}
          start={<RowIcon tone="sand"><Clock /></RowIcon>}
          title={formatMoney(withdrawal.money)}
          detail={
            <>
              <bdi>{nameOf(withdrawal.account)}</bdi> · {formatDateTime(withdrawal.asked_at)}
              <br />
              {withdrawal.sent ? t('bank.told') : t('bank.not_told')}
              <span className={parts.inside}>
                <Button onClick={() => setReturning(withdrawal)}>{t('bank.give_back')}</Button>
              </span>
            </>
          }
        />
      ))}
      {returning && (
        <ReasonSheet
          act="give_back"
          perform={(reason) => account.call('wallet.return_withdrawal', { payment: returning.payment, reason })}
          onClose={() => setReturning(undefined)}
        />
      )}
    </Section>
  )
}
