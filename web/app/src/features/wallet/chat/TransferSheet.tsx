import { useId, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '@sapa/api-client'
import { useAccount, useNameOf } from '@/state'
import { Button, Sheet, useAction } from '@/ui'
import { useClientId } from '../useClientId'
import { usePayment } from '../usePayment'
import type { Usable } from '../useWallet'
import { MoneyForm, noteOf } from './MoneyForm'
import { Refusal } from './Refusal'
import styles from './Sheets.module.css'

export interface ComposeProps {
  conversation: Conversation
  wallet: Usable
  /** The card is in the conversation. */
  onSent: () => void
  onClose: () => void
}

/** Money for the friend whose conversation this is. */
export function TransferSheet({ conversation, wallet, onSent, onClose }: ComposeProps) {
  const { t } = useTranslation('money_chat')
  const account = useAccount()
  const person = usePeer(conversation)
  const { idFor } = useClientId()
  const { pay, element } = usePayment()
  const [amount, setAmount] = useState('')
  const [note, setNote] = useState('')
  const form = useId()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (amount === '') return
    const content = { conversation: conversation.conversation, money: { amount, currency: wallet.currency }, ...noteOf(note) }
    const client_id = idFor(content)
    const sent = await pay({
      title: t('transfer.title'),
      payee: person,
      money: content.money,
      note: content.note,
      perform: (pin) => account.call('wallet.transfer', { ...content, client_id, pin }),
    })
    if (sent) onSent()
  }
  return (
    <>
      <Sheet
        open
        onClose={onClose}
        title={t('transfer.title')}
        actions={
          <Button type="submit" form={form} look="primary" wide disabled={amount === ''}>
            {t('form.next')}
          </Button>
        }
      >
        <form id={form} className={styles.form} onSubmit={(event) => void submit(event)}>
          <MoneyForm
            wallet={wallet}
            person={person}
            lead={t('transfer.to')}
            amountLabel={t('form.amount')}
            amount={amount}
            onAmount={setAmount}
            note={note}
            onNote={setNote}
            spends
          />
          <p className={styles.quiet}>{t('transfer.explained')}</p>
        </form>
      </Sheet>
      {element}
    </>
  )
}

/** Asks the friend whose conversation this is for money. */
export function AskSheet({ conversation, wallet, onSent, onClose }: ComposeProps) {
  const { t } = useTranslation('money_chat')
  const account = useAccount()
  const person = usePeer(conversation)
  const { idFor } = useClientId()
  const [amount, setAmount] = useState('')
  const [note, setNote] = useState('')
  const form = useId()
  const ask = useAction(async () => {
    const content = { conversation: conversation.conversation, money: { amount, currency: wallet.currency }, ...noteOf(note) }
    await account.call('wallet.request', { ...content, client_id: idFor(content) })
    onSent()
  })
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('ask.title')}
      actions={
        <Button type="submit" form={form} look="primary" wide disabled={amount === ''} busy={ask.busy}>
          {t('ask.send')}
        </Button>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (amount !== '') void ask.run()
        }}
      >
        <MoneyForm wallet={wallet} person={person} lead={t('ask.from')} amountLabel={t('form.amount')} amount={amount} onAmount={setAmount} note={note} onNote={setNote} />
        <Refusal of={ask} />
      </form>
    </Sheet>
  )
}

/** The other one, by the name that they have here. */
function usePeer(conversation: Conversation) {
  const nameOf = useNameOf()
  const { peer } = conversation
  return peer && { ...peer, display_name: nameOf(peer.account) ?? peer.display_name }
}
