import { useInfiniteQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Page as ListPage, Person } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { useAccount } from '@/state'
import { Avatar, Button, EmptyState, Field, Handle, ListRow, Name, Section, SkeletonRows } from '@/ui'

const PAGE = 50

/** Everyone who has an account, to choose one. */
export function PersonSearch({ onChoose }: { onChoose: (person: Person) => void }) {
  const { t } = useTranslation('operator')
  const account = useAccount()
  const [words, setWords] = useState('')
  const query = useDeferredValue(words.trim())
  const list = useInfiniteQuery({
    queryKey: ['accounts.people', account.self, query],
    queryFn: ({ pageParam }): Promise<ListPage<Person>> => account.call('accounts.people', { query: query || undefined, cursor: pageParam, limit: PAGE }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
  })
  const all = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Field type="search" label={t('people.search')} quietLabel before={<Search width={18} />} placeholder={t('people.search')} value={words} onChange={(event) => setWords(event.target.value)} />
      {list.isPending && <SkeletonRows count={5} />}
      {list.isError && (
        <EmptyState drawing="storm" title={t('cannot_read')} action={<Button onClick={() => void list.refetch()}>{t('common:action.retry')}</Button>}>
          {errorText(list.error)}
        </EmptyState>
      )}
      {list.isSuccess && all.length === 0 && (
        <EmptyState drawing="search" title={t('people.nobody_title')}>
          {t('people.nobody')}
        </EmptyState>
      )}
      {all.length > 0 && (
        <Section>
          {all.map((person) => (
            <ListRow key={person.account} onPress={() => onChoose(person)} start={<Avatar face={person} size={40} />} title={<Name>{person.display_name}</Name>} detail={<Handle>{person.handle}</Handle>} opens />
          ))}
        </Section>
      )}
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
