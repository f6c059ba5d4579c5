import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '@/i18n/money'
import { Avatar, Field, Handle, Name, type Face } from '@/ui'
import { AmountField } from '../AmountField'
import { PlayMoney } from '../Parts'
import type { Usable } from '../useWallet'
import styles from './Sheets.module.css'

/** Characters of a note or greeting; the cell counts the same. */
export const MOST_NOTE = 50

interface Props {
  wallet: Usable
  person?: Face & { handle?: string }
  lead: ReactNode
  amountLabel: string
  amount: string
  onAmount: (minor: string) => void
  note: string
  onNote: (note: string) => void
  /** Says how much can be paid with. */
  spends?: boolean
}

/** With whom, how much, and what for: what a transfer and a request have in common. */
export function MoneyForm({ wallet, person, lead, amountLabel, amount, onAmount, note, onNote, spends }: Props) {
  const { t } = useTranslation('money_chat')
  return (
    <>
      {person && (
        <div className={styles.person}>
          <Avatar face={person} size={48} />
          <span className={styles.personWords}>
            <span className={styles.quiet}>{lead}</span>
            <Name className={styles.personName}>{person.display_name}</Name>
            {person.handle && <Handle className={styles.quiet}>{person.handle}</Handle>}
          </span>
          <PlayMoney of={wallet} />
        </div>
      )}
      <AmountField
        label={amountLabel}
        of={wallet}
        value={amount}
        onChange={onAmount}
        hint={spends && t('form.balance', { money: formatMoney({ amount: wallet.open.balance, currency: wallet.currency }) })}
        autoFocus
      />
      <NoteField value={note} onChange={onNote} />
    </>
  )
}

export function NoteField({ value, onChange }: { value: string; onChange: (note: string) => void }) {
  const { t } = useTranslation('money_chat')
  return (
    <Field
      label={t('form.note')}
      value={value}
      onChange={(event) => onChange(firstOf(event.target.value))}
      placeholder={t('form.note_example')}
      autoComplete="off"
      enterKeyHint="done"
      dir="auto"
    />
  )
}

/** As many characters as the cell counts: an emoji of two UTF-16 units is one. */
export function firstOf(text: string, most: number = MOST_NOTE): string {
  const characters = [...text]
  return characters.length <= most ? text : characters.slice(0, most).join('')
}

/** A note that says something. */
export function noteOf(text: string): { note?: string } {
  const note = text.trim()
  return note === '' ? {} : { note }
}
