import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '@/i18n/errors'
import { formatMoney } from '@/i18n/money'
import { SAYS_OFFLINE, useAccount, walletKey } from '@/state'
import { Banner, Button, SkeletonRows, Spinner, useAction } from '@/ui'
import { isMore, minus } from './amount'
import { AmountField } from './AmountField'
import { Fact } from './Parts'
import type { Usable } from './useWallet'
import styles from './Parts.module.css'

export interface TopUpStepsProps {
  wallet: Usable
  /** Minor units that are needed; stand in the field to begin with. */
  want?: string
  /** The money is there. */
  onArrived?: (amount: string) => void
}

/** How money gets into the wallet: by a bank transfer with the personal reference, and in a demo by making it up. */
export function TopUpSteps({ wallet, want, onArrived }: TopUpStepsProps) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const { currency, open } = wallet
  const details = useQuery({ queryKey: walletKey(account.self, 'top_up'), queryFn: () => account.call('wallet.top_up_details', {}), staleTime: 60_000, ...SAYS_OFFLINE })
  const [amount, setAmount] = useState(want ?? '')
  const [waiting, setWaiting] = useState<{ amount: string; before: string }>()
  const [arrived, setArrived] = useState<string>()
  const pay = useAction(async () => {
    setArrived(undefined)
    await account.call('wallet.pay_in_at_demo_bank', { money: { amount, currency } })
    setWaiting({ amount, before: open.balance })
  })
  useEffect(() => {
    if (!waiting || !isMore(open.balance, waiting.before)) return
    const came = minus(open.balance, waiting.before)
    setWaiting(undefined)
    setArrived(came)
    setAmount('')
    onArrived?.(came)
  }, [waiting, open.balance, onArrived])

  if (details.isPending) return <SkeletonRows count={3} picture={false} />
  if (details.isError) {
    return (
      <Banner tone="danger" alert action={<Button look="plain" onClick={() => void details.refetch()}>{t('common:action.retry')}</Button>}>
        {errorText(details.error)}
      </Banner>
    )
  }
  const { bank, demo_bank, reference } = details.data
  return (
    <div className={styles.steps}>
      {arrived !== undefined && (
        <Banner tone="good" title={t('top_up.arrived', { money: formatMoney({ amount: arrived, currency }) })}>
          {t('top_up.balance_now', { money: formatMoney({ amount: open.balance, currency }) })}
        </Banner>
      )}
      {demo_bank && (
        <form
          className={styles.steps}
          onSubmit={(event) => {
            event.preventDefault()
            if (amount !== '') void pay.run()
          }}
        >
          <p>{t('top_up.demo_lead')}</p>
          <AmountField label={t('top_up.amount')} value={amount} onChange={setAmount} of={wallet} error={pay.error} />
          {waiting ? (
            <div className={styles.waiting} role="status">
              <Spinner />
              <span>{t('top_up.waiting', { money: formatMoney({ amount: waiting.amount, currency }) })}</span>
            </div>
          ) : (
            <Button type="submit" look="primary" wide busy={pay.busy} disabled={amount === ''}>
              {t('top_up.demo_pay')}
            </Button>
          )}
        </form>
      )}
      {bank && !demo_bank && <BankTransfer bank={bank} reference={reference} />}
      {bank && demo_bank && (
        <details className={styles.more}>
          <summary>{t('top_up.by_bank')}</summary>
          <div className={styles.steps}>
            <BankTransfer bank={bank} reference={reference} />
          </div>
        </details>
      )}
      {!bank && !demo_bank && <Banner title={t('top_up.no_bank_title')}>{t('top_up.no_bank')}</Banner>}
    </div>
  )
}

function BankTransfer({ bank, reference }: { bank: { bank: string; holder: string; account: string; bank_code?: string | undefined }; reference: string }) {
  const { t } = useTranslation('money')
  return (
    <>
      <p>{t('top_up.lead')}</p>
      <dl className={styles.facts}>
        <Fact name={t('top_up.reference')} value={reference} copy={t('top_up.copy_reference')} strong />
        <Fact name={t('top_up.account')} value={bank.account} copy={t('top_up.copy_account')} />
        <Fact name={t('top_up.holder')} value={bank.holder} copy={t('top_up.copy_holder')} />
        <Fact name={t('top_up.bank')} value={bank.bank_code === undefined ? bank.bank : `${bank.bank} (${bank.bank_code})`} />
      </dl>
      <p className={styles.quiet}>{t('top_up.note')}</p>
    </>
  )
}
