import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card, Paid } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatDateTime } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { paths } from '@/routes/paths'
import { SAYS_OFFLINE, useAccount } from '@/state'
import { Avatar, Banner, Button, EmptyState, Field, Handle, LinkButton, Name, SkeletonRows } from '@/ui'
import { AmountField } from './AmountField'
import { BigSum, Fact } from './Parts'
import { useClientId } from './useClientId'
import { usePayment } from './usePayment'
import type { Usable } from './useWallet'
import { WalletFrame } from './WalletFrame'
import parts from './Parts.module.css'
import styles from './PayPage.module.css'

export const NOTE_MAX = 50

/** Paying the person whose code was scanned. */
export function PayPage() {
  const { t } = useTranslation('money')
  const { code = '' } = useParams({ strict: false }) as { code?: string }
  return <WalletFrame title={t('pay_code.title')}>{(wallet) => <PayPerson key={code} code={code} wallet={wallet} />}</WalletFrame>
}

function PayPerson({ code, wallet }: { code: string; wallet: Usable }) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const person = useQuery({ queryKey: ['pay_person', account.self, code], queryFn: () => account.call('wallet.resolve_pay_code', { code }), ...SAYS_OFFLINE })
  const [paid, setPaid] = useState<Paid>()
  const { data: card } = person
  useEffect(() => {
    // Lines of the statement name them by their id.
    if (card) account.directory.learn([card])
  }, [account, card])
  if (person.isPending) return <SkeletonRows count={2} />
  if (!card) {
    return (
      <EmptyState drawing="code" title={t('pay_code.cannot_title')} action={<LinkButton to={paths.mine(account.slot, 'scan')}>{t('home.scan')}</LinkButton>}>
        {errorText(person.error)}
      </EmptyState>
    )
  }
  if (card.account === account.self) {
    return (
      <EmptyState drawing="code" title={t('pay_code.own_title')} action={<LinkButton to={paths.wallet(account.slot, 'code')}>{t('code.title')}</LinkButton>}>
        {t('pay_code.own')}
      </EmptyState>
    )
  }
  return paid ? <Receipt paid={paid} card={card} onAgain={() => setPaid(undefined)} /> : <PayForm card={card} code={code} wallet={wallet} onPaid={setPaid} />
}

function Person({ card }: { card: Card }) {
  return (
    <div className={styles.person}>
      <Avatar face={card} size={96} />
      <h2 className={styles.name}>
        <Name wraps>{card.display_name}</Name>
      </h2>
      <Handle>{card.handle}</Handle>
    </div>
  )
}

function PayForm({ card, code, wallet, onPaid }: { card: Card; code: string; wallet: Usable; onPaid: (paid: Paid) => void }) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const { pay, element } = usePayment()
  const ids = useClientId()
  const [amount, setAmount] = useState('')
  const [note, setNote] = useState('')
  const { currency } = wallet
  const submit = async () => {
    if (amount === '') return
    const content = { code, money: { amount, currency }, ...(note.trim() ? { note: note.trim() } : {}) }
    const done = await pay({
      title: t('pay_code.title'),
      payee: card,
      money: content.money,
      note: content.note,
      perform: (pin) => account.call('wallet.pay', { ...content, client_id: ids.idFor(content), pin }),
    })
    if (!done) return
    ids.paid()
    onPaid(done)
  }
  return (
    <form
      className={parts.steps}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Person card={card} />
      <AmountField label={t('pay_code.amount')} value={amount} onChange={setAmount} of={wallet} hint={t('withdraw.have', { money: formatMoney({ amount: wallet.open.balance, currency }) })} />
      <Field label={t('pay_code.note')} value={note} onChange={(event) => setNote(event.target.value)} maxLength={NOTE_MAX} dir="auto" autoComplete="off" />
      <Button type="submit" look="primary" wide disabled={amount === ''}>
        {amount === '' ? t('pay_code.submit') : t('pay_code.submit_money', { money: formatMoney({ amount, currency }) })}
      </Button>
      <p className={parts.quiet}>{t('pay_code.at_once')}</p>
      {element}
    </form>
  )
}

function Receipt({ paid, card, onAgain }: { paid: Paid; card: Card; onAgain: () => void }) {
  const { t } = useTranslation('money')
  const { slot } = useAccount()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className={parts.steps}>
      <div className={styles.done} role="status">
        <CircleCheck aria-hidden="true" />
        <h2 ref={heading} tabIndex={-1} className={styles.name}>
          {t('pay_code.done')}
        </h2>
        <BigSum money={paid.money} className={parts.amount} />
      </div>
      <dl className={parts.facts}>
        <Fact name={t('pay_code.to')} value={card.display_name} />
        <Fact name={t('line.when')} value={formatDateTime(paid.paid_at)} />
        {paid.note && <Fact name={t('pay_code.note_given')} value={paid.note} />}
        <Fact name={t('line.number')} value={paid.payment} copy={t('line.copy_number')} />
      </dl>
      <Banner>{t('pay_code.receipt_note')}</Banner>
      <div className={parts.actions}>
        <Button onClick={onAgain}>{t('pay_code.again')}</Button>
        <LinkButton look="primary" to={paths.wallet(slot)}>
          {t('to_wallet')}
        </LinkButton>
      </div>
    </div>
  )
}
