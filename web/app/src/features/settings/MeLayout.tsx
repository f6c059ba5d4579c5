import { useLocation } from '@tanstack/react-router'
import { BadgeInfo, ChevronRight, KeyRound, LifeBuoy, MonitorSmartphone, QrCode, ScanLine, Settings, Store, Trash2, UsersRound, Wallet } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Notices } from '@/features/accounts/Notices'
import { useWallet } from '@/features/wallet/useWallet'
import { paths, type MyPage } from '@/routes/paths'
import { TwoPane } from '@/routes/TwoPane'
import { useMe, useSlot } from '@/state'
import { AppLink, Avatar, Drawing, Handle, IconLink, ListRow, Name, PageHeader, RowIcon, Section, SkeletonRows, Tag } from '@/ui'
import styles from './MeLayout.module.css'

/** Below this many recovery codes the row says so. */
const FEW_CODES = 3

export function MeLayout() {
  const { t } = useTranslation('settings')
  return <TwoPane list={<MyList />} label={t('me.title')} />
}

/** Fills the space beside the list on a desktop. */
export function NoSetting() {
  const { t } = useTranslation('settings')
  return (
    <div className={styles.nothing}>
      <Drawing name="horizon" />
      <p>{t('me.choose')}</p>
    </div>
  )
}

function MyList() {
  const { t } = useTranslation('settings')
  const slot = useSlot()
  const me = useMe()
  const { wallet } = useWallet()
  const { pathname } = useLocation()
  // Residents of the demo town have no password, and nobody may take them out of it.
  const madeUp = me?.fictional === true
  const row = (page: MyPage, icon: ReactNode, end?: ReactNode) => (
    <ListRow to={paths.mine(slot, page)} current={pathname === paths.mine(slot, page)} start={<RowIcon>{icon}</RowIcon>} title={t(`me.${page}`)} end={end} opens />
  )
  return (
    <div className={styles.pane}>
      <PageHeader
        title={t('me.title')}
        actions={
          <IconLink to={paths.mine(slot, 'scan')} label={t('me.scan')}>
            <ScanLine />
          </IconLink>
        }
      />
      <div className={styles.scroll}>
        {me ? (
          <>
            <AppLink to={paths.mine(slot, 'profile')} className={styles.card} aria-current={pathname === paths.mine(slot, 'profile') ? 'page' : undefined}>
              <Avatar face={me} size={64} />
              <span className={styles.names}>
                <Name className={styles.name}>{me.display_name}</Name>
                <Handle>{me.handle}</Handle>
              </span>
              <ChevronRight className={styles.arrow} aria-hidden="true" />
            </AppLink>
            <Notices me={me} slot={slot} />
          </>
        ) : (
          <SkeletonRows count={1} />
        )}
        {wallet && wallet.state !== 'not_offered' && (
          <Section>
            <ListRow
              to={paths.wallet(slot)}
              current={pathname.startsWith(paths.wallet(slot))}
              start={
                <RowIcon>
                  <Wallet />
                </RowIcon>
              }
              title={t('me.wallet')}
              end={wallet.play_money ? <Tag tone="warning">{t('me.play_money')}</Tag> : undefined}
              opens
            />
          </Section>
        )}
        <Section>
          {row('qr', <QrCode />)}
          {row('accounts', <UsersRound />)}
        </Section>
        {me?.operator && (
          <Section>
            <ListRow
              to={paths.operator(slot)}
              start={
                <RowIcon>
                  <Store />
                </RowIcon>
              }
              title={t('me.operator')}
              opens
            />
          </Section>
        )}
        <Section>
          {row('devices', <MonitorSmartphone />)}
          {!madeUp && row('password', <KeyRound />)}
          {!madeUp &&
            row('recovery', <LifeBuoy />, me && me.recovery_codes_left < FEW_CODES ? <Tag tone="warning">{t('me.codes_left', { count: me.recovery_codes_left })}</Tag> : undefined)}
        </Section>
        <Section>
          {row('settings', <Settings />)}
          {row('about', <BadgeInfo />)}
          {!madeUp && row('delete', <Trash2 />)}
        </Section>
      </div>
    </div>
  )
}
