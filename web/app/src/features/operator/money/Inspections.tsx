import { useInfiniteQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { errorText } from '@/i18n/errors'
import { formatDateTime } from '@/i18n/format'
import { useAccount, walletKey } from '@/state'
import { Button, EmptyState, ListRow, RowIcon, Section, SkeletonRows } from '@/ui'
import { usePeopleNames } from './names'

/** Who of those who run the place looked at, or changed, whose wallet, and why. Everybody who runs it sees this. */
export function Inspections() {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const nameOf = usePeopleNames()
  const list = useInfiniteQuery({
    queryKey: walletKey(account.self, 'inspections'),
    queryFn: ({ pageParam }) => account.call('wallet.inspections', { cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  })
  const all = list.data?.pages.flatMap((page) => page.items) ?? []
  if (list.isPending) return <SkeletonRows count={5} />
  if (list.isError) {
    return (
      <EmptyState drawing="storm" title={t('operator:cannot_read')} action={<Button onClick={() => void list.refetch()}>{t('common:action.retry')}</Button>}>
        {errorText(list.error)}
      </EmptyState>
    )
  }
  if (all.length === 0) {
    return (
      <EmptyState drawing="shield" title={t('looks.none_title')}>
        {t('looks.none')}
      </EmptyState>
    )
  }
  return (
    <>
      <Section>
        {all.map((look, index) => (
          <ListRow
            key={`${look.at} ${index}`}
            start={<RowIcon tone="sand"><Eye /></RowIcon>}
            title={look.account === undefined ? t('looks.nobody') : <bdi>{nameOf(look.account)}</bdi>}
            detail={
              <>
                <bdi>{look.reason}</bdi>
                <br />
                {t('looks.by', { name: look.operator === undefined ? t('looks.key') : nameOf(look.operator), when: formatDateTime(look.at) })}
              </>
            }
          />
        ))}
      </Section>
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('operator:more')}
        </Button>
      )}
    </>
  )
}
