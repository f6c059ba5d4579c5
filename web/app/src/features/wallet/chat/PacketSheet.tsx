import { useId, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountId } from '@sapa/api-client'
import { formatNumber } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { titleOf } from '@/features/chat/names'
import { useAccount, useNameOf } from '@/state'
import { Button, cx, Field, Segmented, Sheet } from '@/ui'
import { AmountField } from '../AmountField'
import { BigSum, PlayMoney } from '../Parts'
import { useClientId } from '../useClientId'
import { usePayment } from '../usePayment'
import { CoverArt } from './CoverArt'
import envelope from './Envelope.module.css'
import { MemberPicker, useOthers } from './MemberPicker'
import { firstOf } from './MoneyForm'
import { meanShare, packetProblem, packetTotal, type PacketProblem } from './shares'
import styles from './Sheets.module.css'
import type { ComposeProps } from './TransferSheet'
import { COVERS, type Cover, type PacketKind } from './types'

/** Puts money into a red packet: for the friend, or for a group, divided as one likes. */
export function PacketSheet({ conversation, wallet, onSent, onClose }: ComposeProps) {
  const { t } = useTranslation('money_chat')
  const { t: chat } = useTranslation('chat')
  const account = useAccount()
  const nameOf = useNameOf()
  const { idFor } = useClientId()
  const { pay, element } = usePayment()
  const inGroup = conversation.type === 'group'
  const [kind, setKind] = useState<PacketKind>(inGroup ? 'lucky' : 'normal')
  const [amount, setAmount] = useState('')
  const [count, setCount] = useState('')
  const [greeting, setGreeting] = useState('')
  const [cover, setCover] = useState<Cover>('classic')
  const [member, setMember] = useState<AccountId>()
  const [tried, setTried] = useState(false)
  const form = useId()
  const others = useOthers(conversation)

  const one = !inGroup || kind === 'exclusive'
  const shares = one ? 1 : Number(count || 'NaN')
  const { currency, step } = wallet
  const rules = { step, maxShare: wallet.packets?.max_share ?? '0', maxShares: wallet.packets?.max_shares ?? 1 }
  const draft = { kind, amount, shares }
  const found = packetProblem(draft, rules)
  // An empty field is no mistake until one wants to go on.
  const problem = found?.at === 'shares' && count === '' && !tried ? undefined : found
  const total = packetTotal(draft)
  const money = (minor: string) => formatMoney({ amount: minor, currency })
  const ready = amount !== '' && found === undefined && (kind !== 'exclusive' || !inGroup || member !== undefined)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!ready) return
    const content = {
      conversation: conversation.conversation,
      kind,
      money: { amount: total, currency },
      shares,
      greeting: greeting.trim() || t('packet.greeting_default'),
      cover,
      ...(inGroup && kind === 'exclusive' && member ? { only_for: member } : {}),
    }
    const client_id = idFor(content)
    const named = member !== undefined && kind === 'exclusive' ? others.others?.find((other) => other.account === member) : undefined
    const sent = await pay({
      title: t('packet.title'),
      payee: named ?? (inGroup ? undefined : conversation.peer) ?? { display_name: titleOf(conversation, nameOf, chat) },
      money: content.money,
      note: content.greeting,
      perform: (pin) => account.call('wallet.send_packet', { ...content, client_id, pin }),
    })
    if (sent) onSent()
  }

  return (
    <>
      <Sheet
        open
        onClose={onClose}
        title={
          <>
            {t('packet.title')} <PlayMoney of={wallet} />
          </>
        }
        actions={
          <div className={styles.total}>
            <span className={styles.totalWords}>
              <span className={styles.quiet}>{t('packet.total')}</span>
              <BigSum money={{ amount: total, currency }} className={styles.totalSum} />
            </span>
            <Button type="submit" form={form} look="primary" className={styles.giftButton} aria-disabled={!ready || undefined}>
              {t('packet.put')}
            </Button>
          </div>
        }
      >
        <form id={form} className={styles.form} onSubmit={(event) => void submit(event)}>
          {inGroup && (
            <Segmented
              label={t('packet.kind')}
              quietLabel
              value={kind}
              onChange={setKind}
              options={[
                { value: 'lucky', label: t('packet.lucky') },
                { value: 'normal', label: t('packet.normal') },
                { value: 'exclusive', label: t('packet.exclusive') },
              ]}
            />
          )}
          {inGroup && <p className={styles.quiet}>{kind === 'lucky' ? t('packet.lucky_explained') : kind === 'normal' ? t('packet.normal_explained') : t('packet.exclusive_explained')}</p>}
          <AmountField
            label={one ? t('form.amount') : kind === 'normal' ? t('packet.each') : t('packet.all')}
            of={wallet}
            value={amount}
            onChange={setAmount}
            error={problem?.at === 'amount' ? problemText(problem, money, t) : undefined}
            hint={kind === 'lucky' && shares > 0 && amount !== '' ? t('packet.mean', { money: money(meanShare(total, shares, step)) }) : t('form.balance', { money: money(wallet.open.balance) })}
            autoFocus
          />
          {!one && (
            <Field
              label={t('packet.shares')}
              value={count}
              onChange={(event) => setCount(event.target.value.normalize('NFKC').replace(/\D/g, '').slice(0, 4))}
              inputMode="numeric"
              autoComplete="off"
              placeholder={formatNumber(Math.min(conversation.member_count, rules.maxShares))}
              error={problem?.at === 'shares' ? t('packet.shares_limit', { count: problem.limit, formatted: formatNumber(problem.limit) }) : undefined}
              hint={t('packet.members', { count: conversation.member_count, formatted: formatNumber(conversation.member_count) })}
            />
          )}
          {inGroup && kind === 'exclusive' && (
            <MemberPicker label={t('packet.for_whom')} others={others} chosen={new Set(member ? [member] : [])} onToggle={setMember} single />
          )}
          <Field
            label={t('packet.greeting')}
            value={greeting}
            onChange={(event) => setGreeting(firstOf(event.target.value))}
            placeholder={t('packet.greeting_default')}
            autoComplete="off"
            dir="auto"
          />
          <CoverChoice value={cover} onChange={setCover} />
          <p className={styles.quiet}>{t('packet.explained')}</p>
        </form>
      </Sheet>
      {element}
    </>
  )
}

type Translate = ReturnType<typeof useTranslation<'money_chat'>>['t']

function problemText(problem: Extract<PacketProblem, { at: 'amount' }>, money: (minor: string) => string, t: Translate): string {
  return problem.problem === 'too_much' ? t('packet.too_much', { money: money(problem.limit) }) : t('packet.too_little', { money: money(problem.least) })
}

/** How it looks: each cover in small, as a group of radio buttons. */
function CoverChoice({ value, onChange }: { value: Cover; onChange: (cover: Cover) => void }) {
  const { t } = useTranslation('money_chat')
  const name = useId()
  return (
    <fieldset className={styles.covers}>
      <legend className={styles.legend}>{t('packet.cover')}</legend>
      <div className={styles.coverRow}>
        {COVERS.map((cover) => (
          <label key={cover} className={cx(styles.cover, cover === value && styles.coverChosen)}>
            <input type="radio" className="visually-hidden" name={name} value={cover} checked={cover === value} onChange={() => onChange(cover)} />
            <span className={styles.coverPicture}>
              <CoverArt cover={cover} className={envelope.art} />
            </span>
            <span className={styles.coverName}>{t(`packet.covers.${cover}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
