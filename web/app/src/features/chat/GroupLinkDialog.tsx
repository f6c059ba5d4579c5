import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatDate } from '@/i18n/format'
import { useAccount } from '@/state/hooks'
import { Banner, Button, Dialog, QrView, ShareLink, Skeleton, useAction } from '@/ui'
import styles from './Info.module.css'

/** The link and code by which friends of friends come in; it ends after a week. */
export function GroupLinkDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const queries = useQueryClient()
  const id = conversation.conversation
  const queryKey = ['group_link', account.self, id]
  const { data, error } = useQuery({ queryKey, queryFn: () => account.call('chat.group_link', { conversation: id }), staleTime: 0 })
  const revoke = useAction(async () => {
    await account.call('chat.revoke_group_link', { conversation: id })
    queries.removeQueries({ queryKey })
    onClose()
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('link.title')}
      actions={
        conversation.owner === account.self && (
          <Button look="danger" busy={revoke.busy} onClick={() => void revoke.run()}>
            {t('link.revoke')}
          </Button>
        )
      }
    >
      <div className={styles.link}>
        {(error ?? revoke.cause) != null && (
          <Banner tone="danger" alert>
            {errorText(error ?? revoke.cause)}
          </Banner>
        )}
        {data ? (
          <>
            <QrView text={data.url} label={t('link.code')} />
            <ShareLink url={data.url} label={t('link.label')} title={conversation.name ?? t('link.title')} />
            <p className={styles.sub}>{t('link.until', { date: formatDate(data.expires_at) })}</p>
          </>
        ) : (
          !error && <Skeleton width="220px" height="220px" />
        )}
      </div>
    </Dialog>
  )
}
