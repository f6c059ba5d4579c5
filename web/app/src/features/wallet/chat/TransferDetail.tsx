import { useTranslation } from 'react-i18next'
import type { PaymentId } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatDateTime } from '@/i18n/format'
import { useAccount, useCard, useNameOf } from '@/state'
import { Avatar, Banner, Button, Sheet, SkeletonRows, toast, useAction } from '@/ui'
import { BigSum, PlayMoney } from '../Parts'
import { useOpenWallet } from '../useOpenWallet'
import { useWallet } from '../useWallet'
import { Facts } from './Facts'
import { useTransfer } from './payments'
import { Refusal } from './Refusal'
import styles from './Sheets.module.css'
import { formatNear } from './when'

/** A transfer as its two people see it; whoever gets it answers here. */
export function TransferDetail({ payment, onClose }: { payment: PaymentId; onClose: () => void }) {
  const { t } = useTranslation(['money_chat', 'common', 'chat'])
  const account = useAccount()
  const { wallet } = useWallet()
  const nameOf = useNameOf()
  const opening = useOpenWallet()
  const { data: transfer, error, refetch, learn } = useTransfer(payment)
  const sent = transfer?.from === account.self
  const other = transfer && (sent ? transfer.to : transfer.from)
  const face = useCard(other ?? '')
  const accept = useAction(async () => {
    if (wallet?.state === 'not_open' && !(await opening.open())) return
    learn(await account.call('wallet.accept_transfer', { payment }))
    toast(t('transfer.accepted_toast'), { look: 'good' })
    onClose()
  })
  const decline = useAction(async () => {
    learn(await account.call('wallet.decline_transfer', { payment }))
    onClose()
  })
  const failed = accept.cause !== undefined ? accept : decline
  const who = `\u2068${(other && nameOf(other)) ?? t('chat:someone')}\u2069`
  const over = transfer !== undefined && Date.parse(transfer.expires_at) <= Date.now()
  const answerable = transfer?.state === 'waiting' && !sent && !over
  const state = () => {
    switch (transfer?.state) {
      case 'accepted':
        return sent ? t('transfer.accepted_by', { who }) : t('transfer.accepted_by_me')
      case 'declined':
        return sent ? t('transfer.declined_by', { who }) : t('transfer.declined_by_me')
      case 'returned':
        return sent ? t('transfer.returned_to_me') : t('transfer.returned', { who })
      case 'waiting':
        if (over) return t('transfer.over')
        return sent ? t('transfer.waits_for', { who, when: formatNear(transfer.expires_at, t) }) : t('transfer.accept_until', { when: formatNear(transfer.expires_at, t) })
      default:
        return ''
    }
  }
  return (
    <>
      <Sheet
        open
        onClose={onClose}
        title={
          <>
            {t('transfer.title')} <PlayMoney of={wallet} />
          </>
        }
        actions={
          answerable && (
            <>
              <Button look="plain" busy={decline.busy} disabled={accept.busy} onClick={() => void decline.run()}>
                {t('transfer.send_back')}
              </Button>
              <Button look="primary" busy={accept.busy} disabled={decline.busy} onClick={() => void accept.run()}>
                {t('transfer.accept')}
              </Button>
            </>
          )
        }
      >
        {error && !transfer && (
          <Banner tone="warning" action={<Button onClick={() => void refetch()}>{t('common:action.retry')}</Button>}>
            {errorText(error)}
          </Banner>
        )}
        {!transfer && !error && <SkeletonRows count={2} />}
        {transfer && (
          <>
            <div className={styles.head}>
              {face && <Avatar face={face} size={64} />}
              <p className={styles.quiet}>{sent ? t('transfer.to_who', { who }) : t('transfer.from_who', { who })}</p>
              <BigSum money={transfer.money} className={styles.large} />
              <p className={styles.stateLine} role="status">
                {state()}
              </p>
            </div>
            <Facts
              of={[
                transfer.note !== undefined && { name: t('fact.note'), value: transfer.note },
                { name: t('fact.sent'), value: formatDateTime(transfer.sent_at) },
                transfer.state === 'waiting' && { name: t('fact.until'), value: formatDateTime(transfer.expires_at) },
                transfer.settled_at !== undefined && { name: t('fact.answered'), value: formatDateTime(transfer.settled_at) },
              ]}
            />
            {answerable && <p className={styles.quiet}>{t('transfer.accept_explained')}</p>}
            <Refusal of={failed} />
          </>
        )}
      </Sheet>
      {opening.element}
    </>
  )
}
