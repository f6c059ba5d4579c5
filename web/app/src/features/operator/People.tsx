import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Ban, CircleCheck, EllipsisVertical, LifeBuoy, Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Page as ListPage, Person } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatDateTime, formatRelative } from '@/i18n/format'
import { useAccount } from '@/state'
import { Avatar, Button, ConfirmDialog, EmptyState, Field, Handle, IconButton, ListRow, Menu, Name, Section, ShareLink, Sheet, SkeletonRows, Tag, toast, useAction, useMenu } from '@/ui'

const PAGE = 50

/** Everyone who has an account here. Making a recovery link is told to the person it is for. */
export function People() {
  const { t } = useTranslation('operator')
  const account = useAccount()
  const queries = useQueryClient()
  const [words, setWords] = useState('')
  const query = useDeferredValue(words.trim())
  const list = useInfiniteQuery({
    queryKey: ['accounts.people', account.self, query],
    queryFn: ({ pageParam }): Promise<ListPage<Person>> => account.call('accounts.people', { query: query || undefined, cursor: pageParam, limit: PAGE }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
  })
  const again = () => queries.invalidateQueries({ queryKey: ['accounts.people', account.self] })
  const all = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Field type="search" label={t('people.search')} quietLabel before={<Search width={18} />} placeholder={t('people.search')} value={words} onChange={(event) => setWords(event.target.value)} />
      {list.isPending && <SkeletonRows count={6} />}
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
            <Row key={person.account} person={person} self={person.account === account.self} onChange={again} />
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

function Row({ person, self, onChange }: { person: Person; self: boolean; onChange: () => Promise<unknown> }) {
  const { t } = useTranslation('operator')
  const account = useAccount()
  const menu = useMenu()
  const [asking, setAsking] = useState<'recovery' | 'suspend'>()
  const [link, setLink] = useState<{ url: string; expires_at: string }>()
  const name = person.display_name
  const recover = useAction(async () => {
    setLink(await account.call('accounts.make_recovery_link', { account: person.account }))
    setAsking(undefined)
  })
  const suspend = useAction(async () => {
    await account.call('accounts.suspend', { account: person.account })
    setAsking(undefined)
    await onChange()
  })
  const unsuspend = useAction(async () => {
    await account.call('accounts.unsuspend', { account: person.account })
    await onChange()
    toast(t('people.unsuspended', { name }), { look: 'good' })
  })
  return (
    <>
      <ListRow
        start={<Avatar face={person} size={48} />}
        title={
          <>
            <Name>{name}</Name> <State person={person} />
          </>
        }
        detail={
          unsuspend.error ?? (
            <>
              <Handle>{person.handle}</Handle>
              <br />
              {person.last_used_at ? t('people.last_used', { when: formatRelative(person.last_used_at) }) : t('people.never')}
            </>
          )
        }
        actions={
          !self && (
            <IconButton label={t('people.more', { name })} aria-haspopup="menu" aria-expanded={menu.isOpen} onClick={(event) => menu.openFrom(event.currentTarget)}>
              <EllipsisVertical />
            </IconButton>
          )
        }
      />
      <Menu
        anchor={menu.anchor}
        label={t('people.more', { name })}
        onClose={menu.close}
        items={[
          { id: 'recovery', label: t('people.recovery'), icon: <LifeBuoy />, onSelect: () => setAsking('recovery') },
          person.suspended
            ? { id: 'unsuspend', label: t('people.unsuspend'), icon: <CircleCheck />, onSelect: () => void unsuspend.run() }
            : { id: 'suspend', label: t('people.suspend'), icon: <Ban />, onSelect: () => setAsking('suspend'), danger: true },
        ]}
      />
      <ConfirmDialog
        open={asking === 'recovery'}
        title={t('people.recovery_title', { name })}
        confirm={t('people.recovery_make')}
        busy={recover.busy}
        error={recover.error}
        onConfirm={() => void recover.run()}
        onClose={() => setAsking(undefined)}
      >
        <p>{t('people.recovery_note')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'suspend'}
        title={t('people.suspend_title', { name })}
        confirm={t('people.suspend')}
        danger
        busy={suspend.busy}
        error={suspend.error}
        onConfirm={() => void suspend.run()}
        onClose={() => setAsking(undefined)}
      >
        <p>{t('people.suspend_note')}</p>
      </ConfirmDialog>
      <Sheet open={link !== undefined} onClose={() => setLink(undefined)} title={t('people.link_title', { name })}>
        {link && (
          <>
            <p>{t('people.link_note', { when: formatDateTime(link.expires_at) })}</p>
            <ShareLink url={link.url} label={t('people.link')} />
          </>
        )}
      </Sheet>
    </>
  )
}

function State({ person }: { person: Person }) {
  const { t } = useTranslation('operator')
  if (person.suspended) return <Tag tone="danger">{t('people.suspended')}</Tag>
  if (person.deletion_at !== undefined) return <Tag tone="warning">{t('people.leaving')}</Tag>
  return person.operator ? <Tag tone="sea">{t('people.operator')}</Tag> : null
}
