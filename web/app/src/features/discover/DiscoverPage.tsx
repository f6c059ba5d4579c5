import { QrCode, ScanLine, Send, UserSearch, UsersRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { InviteSheet } from '@/features/accounts/InviteSheet'
import { paths } from '@/routes/paths'
import { useSlot } from '@/state'
import { Drawing, ListRow, Page, RowIcon, Section } from '@/ui'
import styles from './DiscoverPage.module.css'

/** What there is to do beyond the chats, and nothing that is not there yet. */
export function DiscoverPage() {
  const { t } = useTranslation('discover')
  const slot = useSlot()
  const [inviting, setInviting] = useState(false)
  const row = (name: string, icon: ReactNode, to: string) => (
    <ListRow to={to} start={<RowIcon>{icon}</RowIcon>} title={t(`${name}.title`)} detail={t(`${name}.detail`)} opens />
  )
  return (
    <Page title={t('title')}>
      <div className={styles.head}>
        <Drawing name="horizon" />
        <p>{t('lead')}</p>
      </div>
      <Section heading={t('people')}>
        {row('scan', <ScanLine />, paths.mine(slot, 'scan'))}
        {row('find', <UserSearch />, paths.find(slot))}
        {row('code', <QrCode />, paths.mine(slot, 'qr'))}
      </Section>
      <Section heading={t('together')} note={t('more')}>
        {row('group', <UsersRound />, paths.newGroup(slot))}
        <ListRow onPress={() => setInviting(true)} start={<RowIcon><Send /></RowIcon>} title={t('invite.title')} detail={t('invite.detail')} opens />
      </Section>
      <InviteSheet open={inviting} onClose={() => setInviting(false)} />
    </Page>
  )
}
