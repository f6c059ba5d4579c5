import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentId } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatDateTime, formatNumber } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { useAccount, useCard, useNameOf, useSignal } from '@/state'
import { Avatar, Banner, Button, ConfirmDialog, ListRow, Name, Sheet, SkeletonRows, Tag, useAction } from '@/ui'
import { BigSum, PlayMoney } from '../Parts'
import { usePayment } from '../usePayment'
import { useWallet } from '../useWallet'
import { Facts } from './Facts'
import { isSettled, useRequest } from './payments'
import { Refusal } from './Refusal'
import { ownPart, paidCount } from './shares'
import styles from './Sheets.module.css'
import { Sum } from './Sum'
import type { MoneyRequest, RequestShare } from './types'

/** A request or a split bill: who pays what, who has, and what one can do about it. */
export function RequestDetail({ payment, onClose }: { payment: PaymentId; onClose: () => void }) {
  const { t } = useTranslation(['money_chat', 'common', 'chat'])
  const account = useAccount()
  const { wallet } = useWallet()
  const nameOf = useNameOf()
  const cards = useSignal(account.directory.cards)
  const { data: request, error, refetch, learn } = useRequest(payment)
  const face = useCard(request?.asker ?? '')
  const [cancelling, setCancelling] = useState(false)
  const paying = usePayment()
  const decline = useAction(async () => learn(await account.call('wallet.decline_request', { payment })))
  const cancel = useAction(async () => {
    learn(await account.call('wallet.cancel_request', { payment }))
    setCancelling(false)
  })
  const name = (id: string) => (id === account.self ? t('chat:you') : (nameOf(id) ?? t('chat:someone')))
  const mine = request?.shares.find((share) => share.account === account.self)
  const asker = request?.asker === account.self
  const owing = request !== undefined && request.cancelled_at === undefined && mine?.state === 'open'
  const cancellable = asker && request !== undefined && !isSettled(request)

  const introOf = ({ split, asker: by }: MoneyRequest) => {
    if (asker) return split ? t('split.mine') : t('ask.mine')
    const who = `\u2068${name(by)}\u2069`
    return split ? t('split.by', { who }) : t('ask.by', { who })
  }
  const pay = async () => {
    if (!request || !mine) return
    const paid = await paying.pay({
      title: t('ask.pay_title'),
      payee: face && { ...face, display_name: nameOf(face.account) ?? face.display_name },
      money: { amount: mine.amount, currency: request.currency },
      note: request.note,
      perform: (pin) => account.call('wallet.pay_request', { payment, pin }),
    })
    if (paid) learn(paid)
  }
  return (
    <>
      <Sheet
        open
        onClose={onClose}
        title={
          <>
            {request?.split ? t('split.card') : t('ask.card')} <PlayMoney of={wallet} />
          </>
        }
        actions={
          owing ? (
            <>
              <Button look="plain" busy={decline.busy} onClick={() => void decline.run()}>
                {t('ask.decline')}
              </Button>
              <Button look="primary" disabled={decline.busy} onClick={() => void pay()}>
                {t('ask.pay_sum', { money: formatMoney({ amount: mine.amount, currency: request.currency }) })}
              </Button>
            </>
          ) : (
            cancellable && <Button onClick={() => setCancelling(true)}>{t('ask.cancel')}</Button>
          )
        }
      >
        {error && !request && (
          <Banner tone="warning" action={<Button onClick={() => void refetch()}>{t('common:action.retry')}</Button>}>
            {errorText(error)}
          </Banner>
        )}
        {!request && !error && <SkeletonRows count={3} />}
        {request && (
          <>
            <div className={styles.head}>
              {face && <Avatar face={face} size={64} />}
              <p className={styles.quiet}>{introOf(request)}</p>
              <BigSum money={{ amount: request.total, currency: request.currency }} className={styles.large} />
              <p className={styles.stateLine} role="status">
                <RequestState request={request} />
              </p>
            </div>
            <Facts of={[request.note !== undefined && { name: t('fact.note'), value: request.note }, { name: t('fact.asked'), value: formatDateTime(request.asked_at) }]} />
            <ul role="list" className={styles.rows} aria-label={t('split.parts')}>
              {request.shares.map((share) => {
                const card = cards.get(share.account)
                return (
                  <li key={share.account}>
                    <ListRow
                      start={card && <Avatar face={card} size={32} />}
                      title={<Name>{name(share.account)}</Name>}
                      detail={share.at && formatDateTime(share.at)}
                      end={
                        <span className={styles.shareEnd}>
                          <Sum money={{ amount: share.amount, currency: request.currency }} />
                          <ShareTag share={share} cancelled={request.cancelled_at !== undefined} />
                        </span>
                      }
                    />
                  </li>
                )
              })}
              {request.split && <OwnRow request={request} name={name} />}
            </ul>
            <Refusal of={decline} />
          </>
        )}
      </Sheet>
      <ConfirmDialog
        open={cancelling}
        title={t('ask.cancel_question')}
        confirm={t('ask.cancel')}
        danger
        busy={cancel.busy}
        error={cancel.error}
        onConfirm={() => void cancel.run()}
        onClose={() => setCancelling(false)}
      >
        <p>{t('ask.cancel_text')}</p>
      </ConfirmDialog>
      {paying.element}
    </>
  )
}

/** What the asker carries themselves. */
function OwnRow({ request, name }: { request: MoneyRequest; name: (id: string) => string }) {
  const { t } = useTranslation('money_chat')
  const { own } = ownPart(request.total, request.shares.map(({ amount }) => amount))
  const face = useCard(request.asker)
  if (own === undefined || own === '0') return null
  return (
    <li>
      <ListRow
        start={face && <Avatar face={face} size={32} />}
        title={<Name>{name(request.asker)}</Name>}
        end={
          <span className={styles.shareEnd}>
            <Sum money={{ amount: own, currency: request.currency }} />
            <Tag>{t('split.own_part')}</Tag>
          </span>
        }
      />
    </li>
  )
}

function ShareTag({ share, cancelled }: { share: RequestShare; cancelled: boolean }) {
  const { t } = useTranslation('money_chat')
  if (share.state === 'paid') return <Tag tone="sea">{t('share.paid')}</Tag>
  if (share.state === 'declined') return <Tag tone="warning">{t('share.declined')}</Tag>
  return <Tag>{cancelled ? t('share.cancelled') : t('share.open')}</Tag>
}

/** How a request stands, in a line. */
export function RequestState({ request }: { request: MoneyRequest }) {
  const { t } = useTranslation('money_chat')
  const { self } = useAccount()
  const { paid, asked } = paidCount(request.shares)
  const mine = request.shares.find((share) => share.account === self)
  const progress = request.split ? t('split.progress', { count: asked, paid: formatNumber(paid) }) : ''
  if (request.cancelled_at !== undefined) return <>{[t('ask.cancelled'), progress].filter(Boolean).join(' · ')}</>
  if (request.split) {
    if (paid === asked) return <>{t('split.all_paid')}</>
    if (mine?.state === 'paid') return <>{`${t('ask.paid_by_me')} · ${progress}`}</>
    if (mine?.state === 'declined') return <>{`${t('ask.declined_by_me')} · ${progress}`}</>
    return <>{progress}</>
  }
  const only = request.shares[0]
  if (only?.state === 'paid') return <>{mine ? t('ask.paid_by_me') : t('ask.paid')}</>
  if (only?.state === 'declined') return <>{mine ? t('ask.declined_by_me') : t('ask.declined')}</>
  return <>{mine ? t('ask.waits_for_me') : t('ask.waits')}</>
}
