import { useQuery } from '@tanstack/react-query'
import { ArrowDownToLine, ArrowUpFromLine, ChevronDown, Clock, Eye, EyeOff, QrCode, ReceiptText, ScanLine, Settings2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '@/i18n/errors'
import { formatMoney } from '@/i18n/money'
import { paths } from '@/routes/paths'
import { SAYS_OFFLINE, useAccount, useSlot, walletKey } from '@/state'
import { AppLink, Banner, Button, EmptyState, LinkButton, ListRow, RowIcon, Section, SkeletonRows } from '@/ui'
import { Lines } from './Lines'
import { WalletNotices } from './Notices'
import { BigSum } from './Parts'
import { WalletFrame } from './WalletFrame'
import { readLines } from './readLines'
import type { Usable } from './useWallet'
import parts from './Parts.module.css'
import styles from './WalletPage.module.css'

/** Lines that stand on the first page: enough to see that what one just did is there. */
const LATEST = 5

/** The wallet: what is in it, what can be done with it, what happened last. */
export function WalletPage() {
  const { t } = useTranslation('money')
  const slot = useSlot()
  const way = (title: string, icon: ReactNode, to: string) => (
    <AppLink to={to} className={styles.way}>
      <span aria-hidden="true">{icon}</span>
      {title}
    </AppLink>
  )
  return (
    <WalletFrame title={t('home.title')} back={paths.me(slot)} backOnPhoneOnly>
      {(wallet) => (
        <>
          <WalletNotices wallet={wallet} />
          <Balance wallet={wallet} />
          <nav className={styles.ways} aria-label={t('home.ways')}>
            {way(t('top_up.title'), <ArrowDownToLine />, paths.wallet(slot, 'top-up'))}
            {way(t('withdraw.title'), <ArrowUpFromLine />, paths.wallet(slot, 'withdraw'))}
            {way(t('code.title'), <QrCode />, paths.wallet(slot, 'code'))}
            {way(t('home.scan'), <ScanLine />, paths.mine(slot, 'scan'))}
          </nav>
          <Latest wallet={wallet} />
          <Section>
            <ListRow to={paths.wallet(slot, 'statement')} start={<RowIcon><ReceiptText /></RowIcon>} title={t('statement.title')} detail={t('home.statement_detail')} opens />
            <ListRow to={paths.wallet(slot, 'settings')} start={<RowIcon><Settings2 /></RowIcon>} title={t('settings.title')} detail={t('home.settings_detail')} opens />
          </Section>
        </>
      )}
    </WalletFrame>
  )
}

const HIDDEN_KEY = 'sapa.wallet-hidden'

/** Whether amounts of the first page are covered, for glances over the shoulder; the device remembers. */
function useHidden(): [boolean, () => void] {
  const [hidden, setHidden] = useState(() => localStorage.getItem(HIDDEN_KEY) === 'yes')
  const toggle = () => {
    setHidden(!hidden)
    try {
      localStorage.setItem(HIDDEN_KEY, hidden ? 'no' : 'yes')
    } catch {
      // Then it lasts as long as the page.
    }
  }
  return [hidden, toggle]
}

function Balance({ wallet: { open, currency } }: { wallet: Usable }) {
  const { t } = useTranslation('money')
  const [hidden, toggle] = useHidden()
  const shown = (amount: string) => (hidden ? '••••••' : formatMoney({ amount, currency }))
  return (
    <section className={styles.balance} aria-label={t('home.balance')}>
      <button type="button" className={styles.press} onClick={toggle} aria-pressed={hidden} aria-label={hidden ? t('home.show') : t('home.hide', { money: shown(open.balance) })}>
        <span className={styles.label}>
          {t('home.balance')} {hidden ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        </span>
        <bdi className={styles.sum} data-testid="balance">
          {hidden ? shown(open.balance) : <BigSum money={{ amount: open.balance, currency }} />}
        </bdi>
      </button>
      {open.held !== '0' && (
        <details className={styles.held}>
          <summary>
            <Clock aria-hidden="true" />
            {t('home.held', { money: shown(open.held) })}
            <ChevronDown className={styles.arrow} aria-hidden="true" />
          </summary>
          {t('home.held_note')}
        </details>
      )}
    </section>
  )
}

function Latest({ wallet }: { wallet: Usable }) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: walletKey(account.self, 'latest'),
    queryFn: () => readLines(account, { kinds: [], limit: LATEST }),
    ...SAYS_OFFLINE,
  })
  if (isPending) return <SkeletonRows count={3} />
  if (isError && !data) {
    return (
      <Banner tone="danger" action={<Button look="plain" onClick={() => void refetch()}>{t('common:action.retry')}</Button>}>
        {errorText(error)}
      </Banner>
    )
  }
  if (!data) return null
  if (data.items.length === 0) {
    return (
      <EmptyState drawing="horizon" title={t('home.nothing_title')} action={<LinkButton to={paths.wallet(account.slot, 'top-up')}>{t('top_up.title')}</LinkButton>}>
        {t('home.nothing')}
      </EmptyState>
    )
  }
  return (
    <div className={parts.steps}>
      <Lines lines={data.items} currency={wallet.currency} />
    </div>
  )
}
