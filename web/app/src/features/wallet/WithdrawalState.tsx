import { useQuery } from '@tanstack/react-query'
import { Check, Clock, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isApiError, type PaymentId, type Withdrawal } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatDateTime } from '@/i18n/format'
import { SAYS_OFFLINE, useAccount, walletKey } from '@/state'
import { Banner, Button, SkeletonRows } from '@/ui'
import { accountText } from './bankAccount'
import { BigSum, Fact } from './Parts'
import parts from './Parts.module.css'
import styles from './WithdrawalState.module.css'

/** Codes of ISO 20022 for which there are words of their own; of the others only the bank can say more. */
const KNOWN_REASONS = ['AC01', 'AC04', 'AC06', 'AM09', 'BE01', 'RC01']

/** What has become of a withdrawal. The cell says when it changes, and then it is read again. */
export function WithdrawalState({ payment, whole }: { payment: PaymentId; whole?: boolean }) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const query = useQuery({ queryKey: walletKey(account.self, 'withdrawal', payment), queryFn: () => account.call('wallet.withdrawal', { payment }), ...SAYS_OFFLINE })
  if (query.isPending) return <SkeletonRows count={2} picture={false} />
  // What the bank sent back has a number of its own: its line says already that it came back.
  if (!whole && isApiError(query.error, 'wallet.not_found')) return null
  if (query.isError) {
    return (
      <Banner tone="danger" action={<Button look="plain" onClick={() => void query.refetch()}>{t('common:action.retry')}</Button>}>
        {errorText(query.error)}
      </Banner>
    )
  }
  const { state, money, holder, to, reason } = query.data
  return (
    <>
      {whole && (
        <div className={parts.payment}>
          <BigSum money={money} className={parts.amount} />
          <bdi>{holder}</bdi>
          <bdi className={parts.quiet}>{accountText(to)}</bdi>
        </div>
      )}
      <Steps withdrawal={query.data} />
      {state === 'returned' && (
        <Banner tone="warning" title={t('withdrawal.returned_title')}>
          {reason !== undefined && KNOWN_REASONS.includes(reason) ? t(`withdrawal.reason.${reason}`) : t('withdrawal.reason.other')}
        </Banner>
      )}
      {state === 'withdrawn' && (
        <Banner tone="warning" title={t('withdrawal.returned_title')}>
          <bdi>{reason}</bdi>
        </Banner>
      )}
      {state === 'returned' && reason !== undefined && (
        <dl className={parts.facts}>
          <Fact name={t('withdrawal.code')} value={reason} />
        </dl>
      )}
    </>
  )
}

/** Asked for, told to the bank, paid out; or back. */
function Steps({ withdrawal: { state, asked_at, settled_at } }: { withdrawal: Withdrawal }) {
  const { t } = useTranslation('money')
  const reached = { waiting: 0, sent: 1, done: 2, returned: 2, withdrawn: 2 }[state]
  const names = ['asked', 'sent', state === 'returned' || state === 'withdrawn' ? 'returned' : 'done'] as const
  return (
    <ol role="list" className={styles.list} aria-label={t('withdrawal.progress')}>
      {names.map((name, index) => {
        const here = index <= reached ? (name === 'returned' ? 'bad' : 'done') : index === reached + 1 ? 'now' : 'later'
        const when = index === 0 ? asked_at : index === 2 ? settled_at : undefined
        return (
          <li key={name} className={styles.step} data-state={here}>
            <span className={styles.mark} aria-hidden="true">
              {here === 'bad' ? <Undo2 /> : here === 'done' ? <Check /> : <Clock />}
            </span>
            <span>
              <span className={styles.title}>{t(`withdrawal.${name}`)}</span>
              <br />
              {when !== undefined ? <time dateTime={when}>{formatDateTime(when)}</time> : here === 'done' ? t('withdrawal.there') : t('withdrawal.waits')}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
