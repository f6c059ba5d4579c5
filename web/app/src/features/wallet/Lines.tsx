import { ArrowDownLeft, ArrowUpRight, Banknote, Gift, HandCoins, Landmark, QrCode, Store, Undo2 } from 'lucide-react'
import { Fragment, memo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card, PaymentKind, StatementLine } from '@sapa/api-client'
import { formatDateTime, formatDay, formatTime } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { paths } from '@/routes/paths'
import { useAccount, useNameOf, useSelect, useSignal, useSlot } from '@/state'
import { Avatar, CopyButton, LinkButton, ListRow, Name, RowIcon, Sheet } from '@/ui'
import { signedMoney } from './amount'
import { BigSum, Fact } from './Parts'
import { byDay } from './statement'
import { WithdrawalState } from './WithdrawalState'
import parts from './Parts.module.css'
import styles from './Lines.module.css'

const ICONS: Record<PaymentKind, ReactNode> = {
  top_up: <Landmark />,
  withdrawal: <Banknote />,
  transfer: <ArrowUpRight />,
  request: <HandCoins />,
  pay_code: <QrCode />,
  packet_sent: <Gift />,
  packet_share: <Gift />,
  packet_refund: <Undo2 />,
  unclaimed: <Landmark />,
  bank: <Landmark />,
  order: <Store />,
  order_refund: <Undo2 />,
  merchant_payout: <Store />,
}

/** What it was, in words: a transfer that came back is another thing than one that came. */
export function useLineTitle(): (line: StatementLine) => string {
  const { t } = useTranslation('money')
  return ({ kind, returned }) => (returned ? t('line.returned', { what: t(`kind.${kind}`) }) : t(`kind.${kind}`))
}

/** Lines under their days. Pressing one shows all that is known of it, unless they are `plain`: somebody else’s. */
export const Lines = memo(function Lines({ lines, currency, plain }: { lines: readonly StatementLine[]; currency: string; plain?: boolean }) {
  const account = useAccount()
  const nameOf = useNameOf()
  const met = useSignal(account.directory.cards)
  const friends = useSelect(account.view, (view) => view.contacts)
  const [open, setOpen] = useState<StatementLine>()
  return (
    <>
      {byDay(lines).map(({ day, lines: ofDay }) => (
        <section key={day} className={styles.day} aria-label={formatDay(`${day}T12:00:00`)}>
          <h2 className={styles.heading}>{formatDay(`${day}T12:00:00`)}</h2>
          <ul role="list" className={styles.card}>
            {ofDay.map((line) => (
              <li key={line.line}>
                <Line
                  line={line}
                  currency={currency}
                  name={line.account && nameOf(line.account)}
                  face={line.account === undefined ? undefined : (friends.get(line.account)?.card ?? met.get(line.account))}
                  onOpen={plain ? undefined : setOpen}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {open && <LineSheet line={open} currency={currency} onClose={() => setOpen(undefined)} />}
    </>
  )
})

interface LineProps {
  line: StatementLine
  currency: string
  name: string | undefined
  face: Card | undefined
  onOpen?: (line: StatementLine) => void
}

/** Drawn once: among thousands, only those that are new are drawn when more arrive. */
const Line = memo(function Line({ line, currency, name, face, onOpen }: LineProps) {
  const { t } = useTranslation('money')
  const titleOf = useLineTitle()
  const title = titleOf(line)
  const said = [name === undefined ? undefined : title, line.note].filter((part) => part !== undefined && part !== '')
  const Way = line.direction === 'in' ? ArrowDownLeft : ArrowUpRight
  return (
    <ListRow
      className={styles.line}
      onPress={onOpen && (() => onOpen(line))}
      start={face ? <Avatar face={face} size={40} /> : <RowIcon tone="sand">{line.kind === 'transfer' ? <Way /> : ICONS[line.kind]}</RowIcon>}
      title={name === undefined ? title : <Name>{name}</Name>}
      detail={
        <span className={styles.said}>
          <time dateTime={line.at}>{formatTime(line.at)}</time>
          {said.map((part, index) => (
            <Fragment key={index}>
              {' · '}
              <bdi>{part}</bdi>
            </Fragment>
          ))}
        </span>
      }
      end={
        <span className={styles.amount}>
          <span className="visually-hidden">{line.direction === 'in' ? t('line.came') : t('line.went')}</span>
          <span className={styles.sum} data-direction={line.direction}>
            {signedMoney(line.direction, { amount: line.amount, currency })}
          </span>
          <span className={styles.balance}>
            <span className="visually-hidden">{t('line.balance')}</span> {formatMoney({ amount: line.balance, currency })}
          </span>
        </span>
      }
    />
  )
})

/** One line of the statement, with everything that is known of it. */
function LineSheet({ line, currency, onClose }: { line: StatementLine; currency: string; onClose: () => void }) {
  const { t } = useTranslation('money')
  const slot = useSlot()
  const titleOf = useLineTitle()
  const nameOf = useNameOf()
  const name = line.account === undefined ? undefined : nameOf(line.account)
  return (
    <Sheet open onClose={onClose} title={titleOf(line)}>
      <div className={parts.payment}>
        <BigSum money={{ amount: line.amount, currency }} sign={line.direction === 'in' ? '+' : '−'} className={parts.amount} />
        {name !== undefined && <Name>{name}</Name>}
        {line.note && (
          <span className={parts.quiet} dir="auto">
            {line.note}
          </span>
        )}
      </div>
      {line.kind === 'withdrawal' && <WithdrawalState payment={line.payment} />}
      <dl className={parts.facts}>
        <Fact name={t('line.when')} value={formatDateTime(line.at)} />
        <Fact name={t('line.balance')} value={formatMoney({ amount: line.balance, currency })} />
        <Fact name={t('line.number')} value={line.payment} copy={t('line.copy_number')} />
      </dl>
      <div className={parts.actions}>
        {line.account !== undefined && name !== undefined && <LinkButton to={paths.contact(slot, line.account)}>{t('line.person')}</LinkButton>}
        <CopyButton text={`${titleOf(line)} ${signedMoney(line.direction, { amount: line.amount, currency })} ${formatDateTime(line.at)} ${line.payment}`}>{t('line.copy')}</CopyButton>
      </div>
    </Sheet>
  )
}
