import { useId, useMemo, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountId } from '@sapa/api-client'
import { formatMoney } from '@/i18n/money'
import { useAccount, useMe } from '@/state'
import { Avatar, Button, Name, Segmented, Sheet, useAction } from '@/ui'
import { AmountField } from '../AmountField'
import { BigSum, PlayMoney } from '../Parts'
import { useClientId } from '../useClientId'
import { MemberPicker, useOthers } from './MemberPicker'
import { NoteField, noteOf } from './MoneyForm'
import { Refusal } from './Refusal'
import { equalSplit, ownPart } from './shares'
import styles from './Sheets.module.css'
import type { ComposeProps } from './TransferSheet'

/** People who are asked to pay a part of one bill; the cell takes no more. */
const MOST_PEOPLE = 100

/** Splits a bill that one has paid among members of the group: in equal parts, or in parts of one's own. */
export function SplitSheet({ conversation, wallet, onSent, onClose }: ComposeProps) {
  const { t } = useTranslation('money_chat')
  const { t: chat } = useTranslation('chat')
  const account = useAccount()
  const me = useMe()
  const { idFor } = useClientId()
  const others = useOthers(conversation)
  const [total, setTotal] = useState('')
  const [note, setNote] = useState('')
  const [way, setWay] = useState<'equal' | 'own'>('equal')
  const [withMe, setWithMe] = useState(true)
  /** Those who are left out; nothing until somebody was: a bill is split among all, unless one says otherwise. */
  const [chosen, setChosen] = useState<ReadonlySet<AccountId>>()
  const [own, setOwn] = useState<ReadonlyMap<AccountId, string>>(new Map())
  const form = useId()
  const everybody = useMemo(() => new Set(others.others && others.others.length <= MOST_PEOPLE ? others.others.map((other) => other.account) : []), [others.others])
  const payers = chosen ?? everybody
  const { currency, step } = wallet
  const money = (minor: string) => formatMoney({ amount: minor, currency })
  const { each } = equalSplit(total, payers.size + (withMe ? 1 : 0), step)
  const partOf = (payer: AccountId) => (way === 'equal' ? each : (own.get(payer) ?? ''))
  const parts = [...payers].map((payer) => ({ account: payer, amount: partOf(payer) }))
  const asked = parts.filter(({ amount }) => amount !== '' && amount !== '0')
  const { asked: sum, own: mine } = ownPart(total, asked.map(({ amount }) => amount))
  const tooMany = payers.size > MOST_PEOPLE
  const ready = total !== '' && mine !== undefined && asked.length > 0 && !tooMany && (way === 'own' || each !== '0')

  const toggle = (payer: AccountId) => {
    const next = new Set(payers)
    if (!next.delete(payer)) next.add(payer)
    setChosen(next)
  }
  const ask = useAction(async () => {
    const content = { conversation: conversation.conversation, money: { amount: total, currency }, shares: asked, ...noteOf(note) }
    await account.call('wallet.split', { ...content, client_id: idFor(content) })
    onSent()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) void ask.run()
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={
        <>
          {t('split.title')} <PlayMoney of={wallet} />
        </>
      }
      actions={
        <div className={styles.total}>
          <span className={styles.totalWords} aria-live="polite">
            <span className={styles.quiet}>{mine === undefined ? t('split.over', { money: money(sum) }) : t('split.asked')}</span>
            {mine !== undefined && <BigSum money={{ amount: sum, currency }} className={styles.totalSum} />}
          </span>
          <Button type="submit" form={form} look="primary" busy={ask.busy} disabled={!ready}>
            {t('split.send')}
          </Button>
        </div>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit}>
        <AmountField label={t('split.total')} of={wallet} value={total} onChange={setTotal} autoFocus />
        <NoteField value={note} onChange={setNote} />
        <Segmented
          label={t('split.way')}
          quietLabel
          value={way}
          onChange={setWay}
          options={[
            { value: 'equal', label: t('split.equal') },
            { value: 'own', label: t('split.own') },
          ]}
        />
        <MemberPicker
          label={t('split.who')}
          others={others}
          chosen={payers}
          onToggle={toggle}
          first={
            <div className={styles.member}>
              <label className={styles.choice}>
                {way === 'equal' ? <input type="checkbox" checked={withMe} onChange={() => setWithMe(!withMe)} /> : <input type="checkbox" checked disabled />}
                {me && <Avatar face={me} size={32} />}
                <Name className={styles.memberName}>{chat('you')}</Name>
              </label>
              <span className={styles.part}>{total !== '' && mine !== undefined && money(mine)}</span>
            </div>
          }
          end={(member) =>
            payers.has(member.account) &&
            (way === 'equal' ? (
              <span className={styles.part}>{total !== '' && money(each)}</span>
            ) : (
              <span className={styles.ownPart}>
                <AmountField
                  label={<span className="visually-hidden">{t('split.part_of', { who: `\u2068${member.display_name}\u2069` })}</span>}
                  of={wallet}
                  value={own.get(member.account) ?? ''}
                  onChange={(minor) => setOwn((before) => new Map(before).set(member.account, minor))}
                />
              </span>
            ))
          }
        />
        {tooMany && <p className={styles.quiet}>{t('split.most', { count: MOST_PEOPLE })}</p>}
        <p className={styles.quiet}>{way === 'equal' ? t('split.equal_explained') : t('split.own_explained')}</p>
        <Refusal of={ask} />
      </form>
    </Sheet>
  )
}
