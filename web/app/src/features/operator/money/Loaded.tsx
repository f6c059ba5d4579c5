import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '@/i18n/errors'
import { Button, EmptyState, SkeletonRows } from '@/ui'

/** What a question to the cell answers, once it does; until then its outline, or why not and another try. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const { t } = useTranslation('operator')
  if (query.data !== undefined) return children(query.data)
  if (query.isPending) return <SkeletonRows count={4} picture={false} />
  return (
    <EmptyState drawing="storm" title={t('cannot_read')} action={<Button onClick={() => void query.refetch()}>{t('common:action.retry')}</Button>}>
      {errorText(query.error)}
    </EmptyState>
  )
}
