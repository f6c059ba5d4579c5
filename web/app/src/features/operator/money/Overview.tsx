import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Fact } from '@/features/wallet/Parts'
import parts from '@/features/wallet/Parts.module.css'
import { formatNumber } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { useAccount, walletKey } from '@/state'
import { Button, EmptyState } from '@/ui'
import { AuditBooks } from './AuditBooks'
import { Loaded } from './Loaded'
import { Unclaimed } from './Unclaimed'

/** All wallets together. Nobody's own balance is in it. */
export function Overview({ onSettings }: { onSettings: () => void }) {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const query = useQuery({ queryKey: walletKey(account.self, 'overview'), queryFn: () => account.call('wallet.overview', {}) })
  return (
    <Loaded query={query}>
      {({ currency, wallets, at_bank, owed, suspense, unclaimed }) => {
        if (currency === undefined) {
          return (
            <EmptyState drawing="shield" title={t('overview.none_title')} action={<Button look="primary" onClick={onSettings}>{t('overview.set_up')}</Button>}>
              {t('overview.none')}
            </EmptyState>
          )
        }
        const money = (amount: string) => formatMoney({ amount, currency })
        return (
          <>
            <dl className={parts.facts}>
              <Fact name={t('overview.wallets')} value={formatNumber(wallets)} />
              <Fact name={t('overview.at_bank')} value={money(at_bank)} strong />
              <Fact name={t('overview.owed')} value={money(owed)} />
              <Fact name={t('overview.suspense')} value={money(suspense)} />
              <Fact name={t('overview.unclaimed')} value={money(unclaimed)} />
            </dl>
            <p className={parts.quiet}>{t('overview.note')}</p>
            <Unclaimed />
            <AuditBooks />
          </>
        )
      }}
    </Loaded>
  )
}
