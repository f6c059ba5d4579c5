import { useParams } from '@tanstack/react-router'
import { MessageSquarePlus, QrCode, ScanLine, Search, Send, UserPlus, UsersRound, X } from 'lucide-react'
import { lazy, Suspense, useDeferredValue, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '@sapa/api-client'
import { paths } from '@/routes/paths'
import { useAccount, useConversations, useMe, useNameOf } from '@/state/hooks'
import { isDemo } from '@/state/cell'
import { useSelect, useSignal } from '@/state/signal'
import { Banner, Button, EmptyState, IconButton, LinkButton, Menu, PageHeader, SkeletonRows, useMenu } from '@/ui'
import { useNavigate } from '@tanstack/react-router'
import { ChatRow } from './ChatRow'
import styles from './ChatList.module.css'
import { titleOf, type NameOf } from './names'
import { SearchResults } from './SearchResults'
import { useRowWindow } from './useRowWindow'

const InviteSheet = lazy(() => import('@/features/accounts/InviteSheet').then((module) => ({ default: module.InviteSheet })))

/** All conversations, pinned ones first, found by typing. Only the rows in view are drawn. */
export function ChatList() {
  const { t } = useTranslation(['chat', 'common'])
  const conversations = useConversations()
  const [query, setQuery] = useState('')
  const wanted = useDeferredValue(query.trim())
  return (
    <>
      <PageHeader title={t('common:nav.chats')} actions={<NewMenu />} />
      {conversations && conversations.length > 0 && <SearchField value={query} onChange={setQuery} />}
      <DeviceNotices />
      {conversations === undefined ? (
        <SkeletonRows count={9} />
      ) : conversations.length === 0 ? (
        <NoChats />
      ) : wanted ? (
        <SearchResults query={wanted} conversations={conversations} onDone={() => setQuery('')} />
      ) : (
        <Rows conversations={conversations} />
      )}
    </>
  )
}

function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation(['chat', 'common'])
  const input = useRef<HTMLInputElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && value) {
      event.preventDefault()
      onChange('')
    }
  }
  return (
    <div className={styles.search} role="search">
      <Search aria-hidden="true" />
      <input
        ref={input}
        type="search"
        enterKeyHint="search"
        value={value}
        placeholder={t('list.search')}
        aria-label={t('list.search')}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value && (
        <IconButton
          label={t('list.clear')}
          onClick={() => {
            onChange('')
            input.current?.focus()
          }}
        >
          <X />
        </IconButton>
      )}
    </div>
  )
}

function Rows({ conversations }: { conversations: readonly Conversation[] }) {
  const { conversation: open } = useParams({ strict: false })
  const { t } = useTranslation('chat')
  const nameOf = useNameOf()
  const scroller = useRef<HTMLDivElement>(null)
  const { from, to, rowHeight, onScroll } = useRowWindow(scroller, conversations.length)
  return (
    <div ref={scroller} className={styles.scroll} onScroll={onScroll}>
      <ul role="list" className={styles.rows} style={{ height: conversations.length * rowHeight }} aria-label={t('list.label')}>
        {conversations.slice(from, to).map((conversation, index) => (
          <li
            key={conversation.conversation}
            className={styles.row}
            style={{ transform: `translateY(${(from + index) * rowHeight}px)` }}
            aria-setsize={conversations.length}
            aria-posinset={from + index + 1}
          >
            <ChatRow conversation={conversation} title={titleOf(conversation, nameOf, t)} current={conversation.conversation === open} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function NewMenu() {
  const { t } = useTranslation('chat')
  const { slot } = useAccount()
  const navigate = useNavigate()
  const menu = useMenu()
  const go = (to: string) => () => void navigate({ to })
  return (
    <>
      <IconButton label={t('new.label')} aria-haspopup="menu" aria-expanded={menu.isOpen} onClick={(event) => menu.openFrom(event.currentTarget)}>
        <MessageSquarePlus />
      </IconButton>
      <Menu
        anchor={menu.anchor}
        label={t('new.label')}
        onClose={menu.close}
        items={[
          { id: 'chat', label: t('new.chat'), icon: <MessageSquarePlus />, onSelect: go(paths.contacts(slot)) },
          { id: 'group', label: t('new.group'), icon: <UsersRound />, onSelect: go(paths.newGroup(slot)) },
          { id: 'friend', label: t('new.friend'), icon: <UserPlus />, onSelect: go(paths.find(slot)) },
          { id: 'scan', label: t('new.scan'), icon: <ScanLine />, onSelect: go(paths.mine(slot, 'scan')) },
          { id: 'code', label: t('new.code'), icon: <QrCode />, onSelect: go(paths.mine(slot, 'qr')) },
        ]}
      />
    </>
  )
}

function NoChats() {
  const { t } = useTranslation('chat')
  const { slot } = useAccount()
  const operator = useMe()?.operator
  const demo = useSignal(isDemo)
  const [inviting, setInviting] = useState(false)
  return (
    <div className={styles.scroll}>
      <EmptyState
        drawing="chats"
        title={t('empty.title')}
        action={
          <>
            <Button look="primary" icon={<Send />} onClick={() => setInviting(true)}>
              {t('empty.invite')}
            </Button>
            <LinkButton icon={<ScanLine />} to={paths.mine(slot, 'scan')}>
              {t('new.scan')}
            </LinkButton>
            <LinkButton icon={<UserPlus />} to={paths.find(slot)}>
              {t('empty.find')}
            </LinkButton>
            {demo && <LinkButton to={paths.welcome}>{t('empty.demo')}</LinkButton>}
          </>
        }
      >
        <p>{t('empty.text')}</p>
        {operator && !demo && <p>{t('empty.demo_elsewhere')}</p>}
      </EmptyState>
      <Suspense fallback={null}>{inviting && <InviteSheet open onClose={() => setInviting(false)} />}</Suspense>
    </div>
  )
}

/** What this device cannot do, said once where it matters instead of failing silently. */
function DeviceNotices() {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const storageFailed = useSelect(account.storageFailed, (failed) => failed)
  const [dismissed, setDismissed] = useState(() => sessionStorage.getItem('sapa.insecure-seen') !== null)
  if (storageFailed) return <Banner tone="warning">{t('device.no_storage')}</Banner>
  if (window.isSecureContext || dismissed) return null
  const dismiss = () => {
    sessionStorage.setItem('sapa.insecure-seen', '1')
    setDismissed(true)
  }
  return (
    <Banner tone="warning" onDismiss={dismiss}>
      {t('device.insecure')}
    </Banner>
  )
}

/** Finds rows by any part of a title, as people type it. */
export function useFiltered(conversations: readonly Conversation[], query: string, nameOf: NameOf): Conversation[] {
  const { t } = useTranslation('chat')
  return useMemo(() => {
    const needle = fold(query)
    return conversations.filter((conversation) => {
      const words = [titleOf(conversation, nameOf, t), conversation.peer?.handle, conversation.peer?.display_name]
      return words.some((word) => word !== undefined && fold(word).includes(needle))
    })
  }, [conversations, query, nameOf, t])
}

/** Case and marks do not matter when searching. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}
