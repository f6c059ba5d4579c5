import { useTranslation } from 'react-i18next'
import { errorText } from '@/i18n/errors'
import { Button, EmptyState, SkeletonRows } from '@/ui'

/** While the account's own store opens: usually too short to be seen. */
export function Starting() {
  return <SkeletonRows count={8} />
}

export function StartFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation(['chat', 'common'])
  return (
    <main>
      <EmptyState
        drawing="storm"
        title={t('start.failed')}
        action={
          <Button look="primary" onClick={onRetry}>
            {t('common:action.retry')}
          </Button>
        }
      >
        <p role="alert">{errorText(error)}</p>
      </EmptyState>
    </main>
  )
}
