import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '@/i18n/money'
import { paths } from '@/routes/paths'
import { useAccount, useMe } from '@/state'
import { Banner, Button, Field, LinkButton, Segmented } from '@/ui'
import { isMore, tooSmall } from './amount'
import { AmountField } from './AmountField'
import { accountInput, accountText, isAccountNumber, isBic, isIban, type AccountForm } from './bankAccount'
import { useClientId } from './useClientId'
import { usePayment } from './usePayment'
import type { Usable } from './useWallet'
import { WalletFrame } from './WalletFrame'
import { WithdrawalState } from './WithdrawalState'
import parts from './Parts.module.css'

const HOLDER_MAX = 70

/** Taking money out to an account at a bank, and following it until it is there. */
export function WithdrawPage() {
  const { t } = useTranslation('money')
  const account = useAccount()
  const { payment } = useSearch({ strict: false }) as { payment?: string }
  return (
    <WalletFrame title={t('withdraw.title')}>
      {(wallet) =>
        payment === undefined ? (
          <WithdrawForm wallet={wallet} />
        ) : (
          <>
            <WithdrawalState payment={payment} whole />
            <Banner>{t('withdraw.waits')}</Banner>
            <div className={parts.actions}>
              <LinkButton to={paths.wallet(account.slot, 'withdraw')}>{t('withdraw.another')}</LinkButton>
              <LinkButton look="primary" to={paths.wallet(account.slot)}>
                {t('to_wallet')}
              </LinkButton>
            </div>
          </>
        )
      }
    </WalletFrame>
  )
}

/** Where an account at a bank usually is an IBAN. */
const WITH_IBAN = ['EUR', 'GBP', 'CHF']

function WithdrawForm({ wallet }: { wallet: Usable }) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const me = useMe()
  const navigate = useNavigate()
  const { pay, element } = usePayment()
  const { idFor, paid } = useClientId()
  const [amount, setAmount] = useState('')
  const [given, setHolder] = useState<string>()
  const holder = given ?? me?.display_name ?? ''
  const [form, setForm] = useState<AccountForm>(WITH_IBAN.includes(wallet.currency) ? 'iban' : 'number')
  const [number, setNumber] = useState('')
  const [bic, setBic] = useState('')
  const [tried, setTried] = useState(false)
  const { currency, open } = wallet
  const problems = {
    amount: amountProblem(),
    holder: holder.trim() === '' ? t('withdraw.holder_missing') : undefined,
    number: form === 'iban' ? (isIban(number) ? undefined : t('withdraw.iban_wrong')) : isAccountNumber(number) ? undefined : t('withdraw.number_wrong'),
    bic: form === 'iban' || isBic(bic) ? undefined : t('withdraw.bic_wrong'),
  }
  function amountProblem(): string | undefined {
    if (amount === '') return t('withdraw.amount_missing')
    if (isMore(amount, open.balance)) return t('withdraw.too_much', { money: formatMoney({ amount: open.balance, currency }) })
    const min = tooSmall(amount, wallet)
    return min === undefined ? undefined : t('withdraw.too_small', { min: formatMoney({ amount: min, currency }) })
  }
  const wrong = Object.values(problems).some((problem) => problem !== undefined)
  const submit = async () => {
    setTried(true)
    if (wrong) return
    const content = { money: { amount, currency }, holder: holder.trim(), to: accountInput(form, number, bic) }
    const done = await pay({
      title: t('withdraw.title'),
      payee: { display_name: content.holder },
      money: content.money,
      note: accountText({ iban: content.to.iban ?? undefined, number: content.to.number ?? undefined, bic: content.to.bic ?? undefined }),
      perform: (pin) => account.call('wallet.withdraw', { ...content, client_id: idFor(content), pin }),
    })
    if (!done) return
    paid()
    await navigate({ to: paths.wallet(account.slot, 'withdraw') as '/', search: { payment: done.payment } as object, replace: true })
  }
  return (
    <form
      className={parts.steps}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <AmountField
        label={t('withdraw.amount')}
        value={amount}
        onChange={setAmount}
        of={wallet}
        error={(tried || isMore(amount, open.balance)) && problems.amount !== undefined ? problems.amount : undefined}
        hint={t('withdraw.have', { money: formatMoney({ amount: open.balance, currency }) })}
      />
      <Button look="plain" onClick={() => setAmount(open.balance)} disabled={open.balance === '0'}>
        {t('withdraw.all')}
      </Button>
      <Field label={t('withdraw.holder')} hint={t('withdraw.holder_hint')} error={tried ? problems.holder : undefined} value={holder} onChange={(event) => setHolder(event.target.value)} maxLength={HOLDER_MAX} autoComplete="name" />
      <Segmented label={t('withdraw.form')} value={form} onChange={setForm} options={(['number', 'iban'] as const).map((value) => ({ value, label: t(`withdraw.by_${value}`) }))} />
      <Field
        label={form === 'iban' ? t('withdraw.iban') : t('withdraw.number')}
        error={tried ? problems.number : undefined}
        value={number}
        onChange={(event) => setNumber(event.target.value)}
        inputMode={form === 'number' ? 'numeric' : 'text'}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
      />
      {form === 'number' && (
        <Field label={t('withdraw.bic')} hint={t('withdraw.bic_hint')} error={tried ? problems.bic : undefined} value={bic} onChange={(event) => setBic(event.target.value)} autoCapitalize="characters" autoComplete="off" spellCheck={false} dir="ltr" />
      )}
      <p className={parts.quiet}>{t('withdraw.note')}</p>
      <Button type="submit" look="primary" wide>
        {t('withdraw.submit')}
      </Button>
      <LinkButton look="plain" to={`${paths.wallet(account.slot, 'statement')}?kinds=withdrawal`}>
        {t('withdraw.earlier')}
      </LinkButton>
      {element}
    </form>
  )
}
