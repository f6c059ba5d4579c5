import { useTranslation } from 'react-i18next'
import type { Card } from '@sapa/api-client'
import { compareNames } from '@/i18n/format'
import { paths } from '@/routes/paths'
import { useAccount, useBlocked } from '@/state'
import { Avatar, Button, EmptyState, Handle, ListRow, Name, Page, Section, SkeletonRows, toast, useAction } from '@/ui'

export function BlockedPage() {
  const { t } = useTranslation('contacts')
  const { slot } = useAccount()
  const blocked = useBlocked()?.toSorted((one, other) => compareNames(one.display_name, other.display_name))
  return (
    <Page title={t('blocked.title')} back={paths.contacts(slot)} backOnPhoneOnly>
      {blocked === undefined && <SkeletonRows count={3} />}
      {blocked?.length === 0 && (
        <EmptyState drawing="shield" title={t('blocked.empty_title')}>
          {t('blocked.empty')}
        </EmptyState>
      )}
      {blocked !== undefined && blocked.length > 0 && (
        <Section note={t('blocked.note')}>
          {blocked.map((card) => (
            <Blocked key={card.account} card={card} />
          ))}
        </Section>
      )}
    </Page>
  )
}

function Blocked({ card }: { card: Card }) {
  const { t } = useTranslation('contacts')
  const account = useAccount()
  const unblock = useAction(async () => {
    await account.call('contacts.unblock', { account: card.account })
    toast(t('blocked.done', { name: card.display_name }))
  })
  return (
    <ListRow
      start={<Avatar face={card} size={48} />}
      title={<Name>{card.display_name}</Name>}
      detail={unblock.error ?? <Handle>{card.handle}</Handle>}
      actions={
        <Button look="plain" busy={unblock.busy} aria-label={t('blocked.unblock_named', { name: card.display_name })} onClick={() => void unblock.run()}>
          {t('blocked.unblock')}
        </Button>
      }
    />
  )
}
