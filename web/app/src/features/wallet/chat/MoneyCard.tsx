import { ArrowLeftRight, HandCoins, ReceiptText, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, MessageCard } from '@sapa/api-client'
import { formatNumber } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { CardMessage } from '@/features/chat/CardMessage'
import { useAccount, useNameOf } from '@/state'
import { Button, cx } from '@/ui'
import { CoverArt } from './CoverArt'
import { useWallet } from '../useWallet'
import { MiniEnvelope } from './Envelope'
import envelope from './Envelope.module.css'
import styles from './MoneyCard.module.css'
import { usePacketStatus } from './packets'
import { isSettled, useRequest } from './payments'
import { ReceiptCard } from './ReceiptCard'
import { paidCount } from './shares'
import { sheetOf, useMoneySheet } from './sheets'
import { packetLook, type PaymentCard } from './types'
import { deadlineOf, formatNear } from './when'

export interface MoneyCardProps {
  message: Message
  card: MessageCard
  mine: boolean
  /** Who sent it. */
  name: string
  /** When it was sent and how far it got. */
  meta: ReactNode
}

/** A card about money: what it is, how much, how it stands, and a press away what can be done with it. */
export function MoneyCard(props: MoneyCardProps) {
  const { card, meta } = props
  if (card.kind === 'receipt') return <ReceiptCard {...props} />
  if (card.payment === undefined) return <Plain card={card} meta={meta} />
  const of = { ...props, card: card as PaymentCard }
  switch (card.kind) {
    case 'transfer':
      return <TransferCard {...of} />
    case 'packet':
      return <PacketCard {...of} />
    case 'request':
      return <AskCard {...of} />
    case 'split':
      return <SplitCard {...of} />
    default:
      return <Plain card={card} meta={meta} />
  }
}

type Of = Omit<MoneyCardProps, 'card'> & { card: PaymentCard }

/** A newer cell knows cards that this page does not. */
function Plain({ card, meta }: { card: MessageCard; meta: ReactNode }) {
  return (
    <div className={styles.plain}>
      <CardMessage card={card} />
      {meta}
    </div>
  )
}

interface FrameProps extends Of {
  icon: LucideIcon
  label: string
  amount: string | undefined
  state: ReactNode
  /** Nothing is to be done any more. */
  over: boolean
  actions?: ReactNode
}

/** What transfers, requests and bills have in common. */
function Frame({ message, card, meta, icon: Icon, label, amount, state, over, actions }: FrameProps) {
  const open = useMoneySheet()
  const { self } = useAccount()
  const sheet = sheetOf(message, self)
  return (
    <div className={styles.card} data-card={card.kind} data-card-state={card.state} data-over={over || undefined}>
      <button type="button" className={styles.face} tabIndex={-1} onClick={() => sheet && open(sheet)}>
        <span className={styles.icon} aria-hidden="true">
          <Icon />
        </span>
        <span className={styles.words}>
          <strong className={styles.amount}>{amount}</strong>
          {card.note !== undefined && (
            <span className={styles.note} dir="auto">
              {card.note}
            </span>
          )}
          <span className={styles.state}>{state}</span>
        </span>
      </button>
      {actions}
      <Foot label={label} meta={meta} />
    </div>
  )
}

function Foot({ label, meta }: { label: string; meta: ReactNode }) {
  return (
    <div className={styles.foot}>
      <span className={styles.label}>{label}</span>
      {meta}
    </div>
  )
}

function TransferCard(props: Of) {
  const { t } = useTranslation('money_chat')
  const { message, card, mine, name } = props
  const who = useOther(props)
  const until = deadlineOf(message.sent_at)
  const late = card.state === 'waiting' && until <= Date.now()
  const state = () => {
    switch (card.state) {
      case 'accepted':
        return mine ? t('transfer.accepted_by', { who }) : t('transfer.accepted_by_me')
      case 'declined':
        return mine ? t('transfer.declined_by', { who }) : t('transfer.declined_by_me')
      case 'returned':
        return mine ? t('transfer.returned_to_me') : t('transfer.returned', { who: `\u2068${name}\u2069` })
      default:
        if (late) return t('transfer.over')
        return mine ? t('transfer.waits_for', { who, when: formatNear(until, t) }) : t('transfer.accept_until', { when: formatNear(until, t) })
    }
  }
  return (
    <Frame {...props} icon={ArrowLeftRight} label={t('transfer.card')} amount={card.money && formatMoney(card.money)} state={state()} over={card.state !== 'waiting' || late} />
  )
}

function AskCard(props: Of) {
  const { t } = useTranslation('money_chat')
  const open = useMoneySheet()
  const { self } = useAccount()
  const { card, mine, message } = props
  const forMe = card.account === self
  const waiting = card.state === 'waiting'
  const sheet = sheetOf(message, self)
  const state = () => {
    switch (card.state) {
      case 'paid':
        return mine ? t('ask.paid') : t('ask.paid_by_me')
      case 'declined':
        return mine ? t('ask.declined') : t('ask.declined_by_me')
      case 'cancelled':
        return t('ask.cancelled')
      default:
        return mine ? t('ask.waits') : t('ask.waits_for_me')
    }
  }
  return (
    <Frame
      {...props}
      icon={HandCoins}
      label={t('ask.card')}
      amount={card.money && formatMoney(card.money)}
      state={state()}
      over={!waiting}
      actions={
        waiting &&
        forMe &&
        sheet && (
          <div className={styles.actions}>
            <Button tabIndex={-1} onClick={() => open(sheet)}>
              {t('ask.pay')}
            </Button>
          </div>
        )
      }
    />
  )
}

function SplitCard(props: Of) {
  const { t } = useTranslation('money_chat')
  const open = useMoneySheet()
  const { self } = useAccount()
  const { card, message } = props
  const { data: request } = useRequest(card.payment, card.state)
  const sheet = sheetOf(message, self)
  const part = request?.shares.find((share) => share.account === self)
  const owing = request !== undefined && request.cancelled_at === undefined && part?.state === 'open'
  const state = () => {
    if (card.state === 'cancelled' || request?.cancelled_at !== undefined) return t('ask.cancelled')
    if (!request) return card.state === 'paid' ? t('split.all_paid') : '\u00a0'
    const { paid, asked } = paidCount(request.shares)
    if (paid === asked) return t('split.all_paid')
    const progress = t('split.progress', { count: asked, paid: formatNumber(paid) })
    const mine = part?.state === 'paid' ? t('ask.paid_by_me') : part?.state === 'declined' ? t('ask.declined_by_me') : ''
    return mine === '' ? progress : `${mine} · ${progress}`
  }
  return (
    <Frame
      {...props}
      icon={ReceiptText}
      label={t('split.card')}
      amount={card.money && formatMoney(card.money)}
      state={state()}
      over={request ? isSettled(request) : card.state !== 'waiting'}
      actions={
        owing &&
        sheet && (
          <div className={styles.actions}>
            <Button tabIndex={-1} onClick={() => open(sheet)}>
              {t('ask.pay_sum', { money: formatMoney({ amount: part.amount, currency: request.currency }) })}
            </Button>
          </div>
        )
      }
    />
  )
}

/** The envelope in the chat: closed, opened by the reader, or over. */
function PacketCard(props: Of) {
  const { t } = useTranslation('money_chat')
  const open = useMoneySheet()
  const { self } = useAccount()
  const { message, card, mine, meta } = props
  const status = usePacketStatus(card.payment, card.state)
  const { kind, cover } = packetLook(card.detail)
  const who = useOther(props)
  const sheet = sheetOf(message, self)
  const forOther = card.account !== undefined && card.account !== self
  const closed = status ? status.state !== 'open' : card.state !== 'waiting'
  const taken = status?.my_share !== undefined
  const over = closed || taken
  const state = () => {
    if (taken) return <MyShare amount={status.my_share} />
    if (card.state === 'returned' || status?.state === 'returned') return t('packet.expired')
    if (closed) return mine && forOther ? t('packet.taken_by', { who }) : t('packet.all_taken')
    if (forOther) return mine ? t('packet.waits_for', { who }) : t('packet.only_for', { who })
    return mine && status?.taken ? t('packet.progress', { count: status.shares, taken: formatNumber(status.taken) }) : t('packet.open_it')
  }
  return (
    <div className={styles.card} data-card="packet" data-card-state={card.state} data-packet={taken ? 'opened' : closed ? 'over' : 'open'}>
      <button type="button" className={cx(styles.packet, over && styles.packetOver)} tabIndex={-1} onClick={() => sheet && open(sheet)}>
        <span className={styles.art}>
          <CoverArt cover={cover} className={envelope.art} />
        </span>
        <MiniEnvelope open={over} className={styles.mini} />
        <span className={styles.words}>
          <span className={styles.greeting} dir="auto">
            {card.note ?? t('packet.greeting_default')}
          </span>
          <span className={styles.packetState}>{state()}</span>
        </span>
      </button>
      <Foot label={kind === 'lucky' ? t('packet.card_lucky') : t('packet.card')} meta={meta} />
    </div>
  )
}

/** What the reader took of it. */
function MyShare({ amount = '0' }: { amount: string | undefined }) {
  const { t } = useTranslation('money_chat')
  const currency = useWallet().wallet?.currency
  return <>{currency === undefined ? t('packet.opened') : t('packet.you_got_short', { money: formatMoney({ amount, currency }) })}</>
}

/** The one whom a card names, in a sentence. */
function useOther({ card }: Of): string {
  const { t } = useTranslation('chat')
  const { self } = useAccount()
  const nameOf = useNameOf()
  return `\u2068${card.account === self ? t('you') : ((card.account && nameOf(card.account)) ?? t('someone'))}\u2069`
}
