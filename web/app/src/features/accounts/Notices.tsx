import { useTranslation } from 'react-i18next'
import type { Me } from '@sapa/api-client'
import { formatDateTime } from '@/i18n/format'
import { useCall } from '@/state'
import { AppLink, Banner, useAction } from '@/ui'
import { paths } from '@/routes/paths'

/** What happened to the account that its owner should know: who reset it, who looked. Stays until it is dismissed. */
export function Notices({ me, slot }: { me: Me; slot: number }) {
  const { t } = useTranslation('accounts')
  const call = useCall()
  const dismiss = useAction((id: string) => call('accounts.dismiss_notice', { id }))
  return (
    <>
      {me.deletion_at !== undefined && (
        <Banner tone="danger" title={t('delete.waiting_title')} action={<AppLink to={paths.mine(slot, 'delete')}>{t('delete.look')}</AppLink>}>
          {t('delete.waiting', { when: formatDateTime(me.deletion_at) })}
        </Banner>
      )}
      {me.notices.map((notice) => (
        <Banner key={notice.id} tone="warning" title={t(`notice.${notice.kind}_title`)} onDismiss={() => void dismiss.run(notice.id)}>
          {t(`notice.${notice.kind}`, { ...notice.text_params, when: formatDateTime(notice.at) })}
        </Banner>
      ))}
    </>
  )
}
