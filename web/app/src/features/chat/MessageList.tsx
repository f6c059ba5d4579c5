import { ChevronDown } from 'lucide-react'
import { useCallback, useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Message } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatDay, formatNumber } from '@/i18n/format'
import { useAccount, useNameOf, useOutbox } from '@/state/hooks'
import { useSignal } from '@/state/signal'
import type { Timeline, View } from '@/state/timeline'
import { Banner, Button, Spinner } from '@/ui'
import { MessageItem } from './MessageItem'
import { MessageMenu, type MenuTarget } from './MessageMenu'
import styles from './MessageList.module.css'
import { titleOf } from './names'
import { layoutRows, type Day, type MessageRow, type Row } from './rows'
import { ScrollKeeper } from './ScrollKeeper'
import { MessageSkeleton } from './MessageSkeleton'
import { SystemItem } from './SystemItem'
import { useListGestures } from './useListGestures'
import { useMessageScroll, type Target } from './useMessageScroll'

export interface MessageListHandle {
  toEnd: () => void
  to: (target: Target) => void
  focusLast: () => void
}

interface Props {
  conversation: Conversation
  timeline: Timeline
  /** The first message that was unread on opening. */
  unreadFrom: number | undefined
  onReply: (message: Message) => void
  onForward: (message: Message) => void
  onPhoto: (message: Message, index: number) => void
  onWrite: () => void
  handle: Ref<MessageListHandle>
}

/** The messages of a conversation: a log that is read from its end. Only a window of it is in the page. */
export function MessageList({ conversation, timeline, unreadFrom, onReply, onForward, onPhoto, onWrite, handle }: Props) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const view = useSignal(timeline.view)
  const outbox = useOutbox(conversation.conversation)
  const scroller = useRef<HTMLDivElement>(null)
  const [menu, setMenu] = useState<MenuTarget | undefined>()
  const id = conversation.conversation
  const onSeen = useCallback((no: number) => account.markRead(id, no), [account, id])
  const scroll = useMessageScroll({ timeline, scroller, onSeen })
  const { begin, onCommit } = scroll

  const begun = useRef(false)
  if (!begun.current) {
    begun.current = true
    begin(unreadFrom === undefined ? undefined : { no: unreadFrom, at: 'third' })
  }

  // What is on its way stands at the end, so it shows only where the end is.
  const days = useMemo(
    () => layoutRows({ messages: view.messages, pending: view.atEnd ? outbox : [], self: account.self, unreadFrom }),
    [view.messages, view.atEnd, outbox, account.self, unreadFrom],
  )
  const onJump = (no: number) => scroll.to({ no, at: 'middle' })
  const rowOf = (key: string): MessageRow | undefined => findRow(days, key)
  const openMenu = (key: string, x: number, y: number) => {
    const row = rowOf(key)
    if (row) setMenu({ row, anchor: { x, y } })
  }
  useListGestures(scroller, {
    onMenu: openMenu,
    onReply: (key) => {
      const row = rowOf(key)
      if (row && !row.pending && conversation.can_send) onReply(row.message)
    },
  })
  useImperativeHandle(handle, () => ({
    toEnd: scroll.toEnd,
    to: scroll.to,
    focusLast: () => focusRow(scroller.current, 'last'),
  }))

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Tab leads to the log as a whole, an arrow from there to its messages.
    if ((event.target as HTMLElement).role === 'log' && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      focusRow(scroller.current, 'last')
      return
    }
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-key]')
    if (!row || event.target !== row) return
    const key = row.dataset['key'] ?? ''
    const box = row.getBoundingClientRect()
    if (event.key === 'ArrowUp') focusRow(scroller.current, 'previous')
    else if (event.key === 'ArrowDown') {
      if (!focusRow(scroller.current, 'next')) onWrite()
    } else if (event.key === 'End') scroll.toEnd()
    else if (event.key === 'Escape') onWrite()
    else if (event.key === 'Enter' || event.key === 'ContextMenu') openMenu(key, box.left + 40, box.top + 24)
    else if (event.key.toLowerCase() === 'r' && !event.ctrlKey && !event.metaKey) {
      const found = rowOf(key)
      if (found && !found.pending) onReply(found.message)
    } else return
    event.preventDefault()
  }

  const first = view.loading === 'first' && view.messages.length === 0
  return (
    <div className={styles.frame}>
      <div ref={scroller} className={styles.scroller} onScroll={scroll.onScroll} onKeyDown={onKeyDown} onContextMenu={(event) => openFromEvent(event, openMenu)}>
        <ScrollKeeper scroller={scroller} onCommit={onCommit}>
          <div className={styles.log} role="log" aria-label={t('log.label')} aria-busy={view.loading !== 'none'} tabIndex={0}>
            {first ? <MessageSkeleton /> : <Edge view={view} side="before" onRetry={() => void timeline.retry()} />}
            {days.map((day) => (
              <DaySection key={day.day} day={day} conversation={conversation} onPhoto={onPhoto} onJump={onJump} />
            ))}
            {view.loading === 'after' && <Waiting />}
          </div>
        </ScrollKeeper>
      </div>
      {scroll.far && !first && (
        <button type="button" className={styles.latest} onClick={scroll.toEnd} aria-label={conversation.unread > 0 ? t('log.latest', { count: conversation.unread }) : t('log.latest_none')}>
          {conversation.unread > 0 && <span className={styles.count}>{conversation.unread > 99 ? '99+' : formatNumber(conversation.unread)}</span>}
          <ChevronDown aria-hidden="true" />
        </button>
      )}
      <MessageMenu conversation={conversation} target={menu} onClose={() => setMenu(undefined)} onReply={onReply} onForward={onForward} onPhoto={onPhoto} onJump={onJump} />
    </div>
  )
}

function DaySection({ day, conversation, onPhoto, onJump }: { day: Day; conversation: Conversation; onPhoto: Props['onPhoto']; onJump: (no: number) => void }) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const nameOf = useNameOf()
  const cards = useSignal(account.directory.cards)
  const peerRead = conversation.type === 'direct' ? (conversation.peer_read_no ?? 0) : 0
  return (
    <section className={styles.day} aria-label={formatDay(day.at)}>
      <h3 className={styles.pill}>
        <time dateTime={day.day}>{formatDay(day.at)}</time>
      </h3>
      {day.rows.map((row: Row) => {
        if (row.kind === 'unread') {
          return (
            <div key={row.key} className={styles.unread} role="separator">
              <span>{t('log.unread')}</span>
            </div>
          )
        }
        if (row.kind === 'system') return <SystemItem key={row.key} id={row.key} message={row.message} />
        const sender = row.message.sender ?? ''
        const inGroup = conversation.type === 'group'
        return (
          <MessageItem
            key={row.key}
            id={row.key}
            message={row.message}
            pending={row.pending}
            mine={row.mine}
            first={row.first}
            last={row.last}
            inGroup={inGroup}
            read={row.mine && row.message.message_no <= peerRead}
            name={conversation.type === 'service' ? titleOf(conversation, nameOf, t) : (nameOf(sender) ?? t('someone'))}
            card={inGroup && !row.mine ? cards.get(sender) : undefined}
            replyName={row.message.reply_to?.sender ? (row.message.reply_to.sender === account.self ? t('you') : nameOf(row.message.reply_to.sender)) : undefined}
            onPhoto={onPhoto}
            onJump={onJump}
          />
        )
      })}
    </section>
  )
}

function Edge({ view, onRetry }: { view: View; side: 'before'; onRetry: () => void }) {
  const { t } = useTranslation(['chat', 'common'])
  if (view.error !== undefined) {
    return (
      <Banner tone="warning" action={<Button onClick={onRetry}>{t('common:action.retry')}</Button>}>
        {view.messages.length ? t('log.older_failed') : errorText(view.error)}
      </Banner>
    )
  }
  // The place of the spinner is kept, so that its coming and going moves nothing.
  return <div className={styles.edge}>{view.loading === 'before' && <Spinner />}</div>
}

function Waiting() {
  return (
    <div className={styles.edge}>
      <Spinner />
    </div>
  )
}

function findRow(days: readonly Day[], key: string): MessageRow | undefined {
  for (const day of days) for (const row of day.rows) if (row.key === key && row.kind === 'message') return row
  return undefined
}

function openFromEvent(event: React.MouseEvent, open: (key: string, x: number, y: number) => void): void {
  const target = event.target as HTMLElement
  const row = target.closest<HTMLElement>('[data-key]')
  // Links keep the browser's own menu, and so does a selection that someone wants to copy.
  if (!row || target.closest('a') || String(window.getSelection()).length > 0) return
  event.preventDefault()
  open(row.dataset['key'] ?? '', event.clientX, event.clientY)
}

function focusRow(scroller: HTMLElement | null, which: 'last' | 'previous' | 'next'): boolean {
  if (!scroller) return false
  const rows = [...scroller.querySelectorAll<HTMLElement>('[data-key]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = which === 'last' ? rows.at(-1) : rows[which === 'previous' ? at - 1 : at + 1]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  return next !== undefined
}
