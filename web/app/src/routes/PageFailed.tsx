import { useTranslation } from 'react-i18next'
import { Button, EmptyState } from '@/ui'

/** A page that broke, or whose code could not be fetched. What was written is kept by the drafts; a reload mends most of it. */
export function PageFailed() {
  const { t } = useTranslation('common')
  return (
    <EmptyState
      drawing="storm"
      title={t('page_failed.title')}
      action={
        <Button look="primary" onClick={() => window.location.reload()}>
          {t('page_failed.reload')}
        </Button>
      }
    >
      <p role="alert">{t('page_failed.text')}</p>
    </EmptyState>
  )
}
