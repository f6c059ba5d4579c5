import { Ban, Check, Clock, CornerUpLeft, Eye, KeyRound, Landmark, ShieldAlert, Snowflake, Store, Wallet, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '@/i18n/money'
import { paths } from '@/routes/paths'
import { useAccount, useNameOf } from '@/state'
import { AppLink, Button } from '@/ui'
import type { MoneyCardProps } from './MoneyCard'
import styles from './MoneyCard.module.css'
import { sheetOf, useMoneySheet } from './sheets'
import { receiptKind, type ReceiptKind } from './types'

const ICONS: Readonly<Record<ReceiptKind, LucideIcon>> = {
  top_up: Landmark,
  withdrawal_done: Landmark,
  withdrawal_returned: CornerUpLeft,
  transfer_declined: CornerUpLeft,
  transfer_returned: CornerUpLeft,
  packet_returned: CornerUpLeft,
  request_paid: Check,
  request_received: Wallet,
  paid: Check,
  received: Wallet,
  pin_changed: KeyRound,
  pin_reset_asked: ShieldAlert,
  frozen: Snowflake,
  unfrozen: Wallet,
  level_changed: Wallet,
  inspected: Eye,
  deletion_postponed: Clock,
  unclaimed_received: Wallet,
  order_paid: Check,
  order_received: Store,
  order_refunded: CornerUpLeft,
  merchant_payout: Store,
  merchant_frozen: Snowflake,
  merchant_unfrozen: Store,
  merchant_keys: KeyRound,
}

/** Which way the money went, for the sign before the amount. */
const IN: ReadonlySet<ReceiptKind> = new Set(['top_up', 'withdrawal_returned', 'transfer_declined', 'transfer_returned', 'packet_returned', 'request_received', 'received', 'unclaimed_received', 'order_received', 'order_refunded', 'merchant_payout'])

/** What the wallet says happened: what, how much, with whom, why, and where more of it stands. */
export function ReceiptCard({ message, card, meta }: MoneyCardProps) {
  const { t } = useTranslation(['money_chat', 'chat'])
  const { self, slot } = useAccount()
  const nameOf = useNameOf()
  const open = useMoneySheet()
  const kind = receiptKind(card.detail)
  const Icon = kind ? ICONS[kind] : Ban
  const sheet = sheetOf(message, self)
  const who = card.account && `\u2068${nameOf(card.account) ?? t('chat:someone')}\u2069`
  const link = kind && linkOf(kind)
  return (
    <div className={styles.receipt} data-card="receipt" data-receipt={kind}>
      <p className={styles.receiptTitle}>
        <Icon aria-hidden="true" />
        <span>{kind ? t(`chat:card.receipt.${kind}`) : t('chat:card.kind.receipt')}</span>
      </p>
      {card.money && (
        <strong className={styles.receiptAmount}>
          {kind && IN.has(kind) ? '+' : '−'}
          {formatMoney(card.money)}
        </strong>
      )}
      {kind && <p className={styles.receiptText}>{who === undefined ? t(`receipt.${kind}`) : t(`receipt.${kind}`, { who })}</p>}
      {card.note !== undefined && (
        <p className={styles.receiptNote} dir="auto">
          {kind && BY_OPERATOR.has(kind) ? t('receipt.reason', { reason: card.note }) : card.note}
        </p>
      )}
      <div className={styles.receiptFoot}>
        {sheet ? (
          <Button look="plain" tabIndex={-1} onClick={() => open(sheet)}>
            {t('receipt.details')}
          </Button>
        ) : (
          link && (
            <AppLink to={paths.wallet(slot, link.page)} tabIndex={-1} className={styles.receiptLink}>
              {link.words === 'cancel' ? t('receipt.to_cancel') : link.words === 'statement' ? t('receipt.to_statement') : t('receipt.to_wallet')}
            </AppLink>
          )
        )}
        {meta}
      </div>
    </div>
  )
}

const BY_OPERATOR: ReadonlySet<ReceiptKind> = new Set(['frozen', 'unfrozen', 'level_changed', 'inspected', 'unclaimed_received', 'merchant_frozen', 'merchant_unfrozen'])

function linkOf(kind: ReceiptKind): { page?: 'statement' | 'settings'; words: 'statement' | 'cancel' | 'wallet' } {
  switch (kind) {
    case 'pin_reset_asked':
      return { words: 'cancel' }
    case 'pin_changed':
    case 'frozen':
    case 'unfrozen':
    case 'level_changed':
    case 'inspected':
    case 'deletion_postponed':
    case 'order_received':
    case 'merchant_frozen':
    case 'merchant_unfrozen':
    case 'merchant_keys':
      return { words: 'wallet' }
    default:
      return { page: 'statement', words: 'statement' }
  }
}
