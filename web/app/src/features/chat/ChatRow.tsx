import { AtSign, BellOff, Check, CheckCheck, CircleAlert, Clock, EyeOff, MailOpen, MailPlus, Pin, PinOff, Bell, Wallet } from 'lucide-react'
import { memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Message } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatShort } from '@/i18n/format'
import { paths } from '@/routes/paths'
import { useAccount, useNameOf, useOutbox, useTyping } from '@/state/hooks'
import { AppLink, Avatar, Badge, cx, GroupAvatar, Menu, Name, toast, useMenu } from '@/ui'
import { Typed } from './Typed'
import styles from './ChatRow.module.css'
import { excerptOf, previewOf } from './preview'
import { useLongPress } from './useLongPress'

export interface ChatRowProps {
  conversation: Conversation
  title: string
  current: boolean
}

/** One conversation in the list: who, what was said last, what is new. */
export const ChatRow = memo(function ChatRow({ conversation, title, current }: ChatRowProps) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const menu = useMenu()
  const link = useRef<HTMLAnchorElement>(null)
  const press = useLongPress((x, y) => menu.openAt(x, y))
  const at = conversation.active_at
  return (
    <>
      <AppLink
        ref={link}
        to={paths.conversation(account.slot, conversation.conversation)}
        className={cx(styles.row, current && styles.current, conversation.pinned_at && styles.pinned)}
        aria-current={current ? 'page' : undefined}
        aria-haspopup="menu"
        onContextMenu={(event) => {
          event.preventDefault()
          menu.openAt(event.clientX, event.clientY)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ContextMenu' && !(event.shiftKey && event.key === 'F10')) return
          event.preventDefault()
          menu.openFrom(event.currentTarget)
        }}
        {...press}
      >
        <ConversationAvatar conversation={conversation} size={48} />
        <span className={styles.words}>
          <span className={styles.line}>
            <Name className={styles.title}>{title}</Name>
            {conversation.muted && <BellOff className={styles.mark} aria-label={t('row.muted')} />}
            {at && (
              <time className={styles.time} dateTime={at}>
                {formatShort(at)}
              </time>
            )}
          </span>
          <span className={styles.line}>
            <Preview conversation={conversation} />
            <Marks conversation={conversation} />
          </span>
        </span>
      </AppLink>
      <Menu anchor={menu.anchor} label={title} onClose={menu.close} items={useRowActions(conversation)} />
    </>
  )
})

export function ConversationAvatar({ conversation, size }: { conversation: Conversation; size: 24 | 32 | 40 | 48 | 64 | 96 | 128 }) {
  if (conversation.type === 'service') {
    return (
      <span className={styles.service} style={{ '--size': `min(${size / 16}rem, ${size * 1.35}px)` } as React.CSSProperties} aria-hidden="true">
        <Wallet />
      </span>
    )
  }
  if (conversation.type === 'direct' && conversation.peer) return <Avatar face={conversation.peer} size={size} />
  return <GroupAvatar members={conversation.members_preview} size={size} />
}

function Preview({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('chat')
  const { self } = useAccount()
  const nameOf = useNameOf()
  const outbox = useOutbox(conversation.conversation)
  const typing = useTyping(conversation.conversation)
  const inGroup = conversation.type === 'group'
  if (typing.length) return <Typed className={styles.typing} accounts={typing} inGroup={inGroup} />
  if (conversation.draft) {
    return (
      <span className={styles.preview}>
        <span className={styles.draft}>{t('row.draft')}</span> <bdi>{conversation.draft.text}</bdi>
      </span>
    )
  }
  const waiting = outbox.at(-1)
  if (waiting) {
    const failed = waiting.state === 'failed'
    return (
      <span className={styles.preview}>
        {failed ? <CircleAlert className={styles.failed} aria-label={t('state.failed')} /> : <Clock aria-label={t('state.sending')} />}{' '}
        <bdi>{excerptOf(waiting.body, t)}</bdi>
      </span>
    )
  }
  const message = conversation.last_message
  if (!message) return <span className={styles.preview}>{inGroup ? '' : t('row.no_messages')}</span>
  return (
    <span className={styles.preview}>
      <SentMark conversation={conversation} message={message} /> <bdi>{previewOf(message, inGroup, self, nameOf, t)}</bdi>
    </span>
  )
}

function SentMark({ conversation, message }: { conversation: Conversation; message: Message }) {
  const { t } = useTranslation('chat')
  const { self } = useAccount()
  if (message.sender !== self || message.body.kind === 'system' || conversation.type !== 'direct') return null
  const read = message.message_no <= (conversation.peer_read_no ?? 0)
  return read ? <CheckCheck className={styles.read} aria-label={t('state.read')} /> : <Check aria-label={t('state.sent')} />
}

function Marks({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('chat')
  const { unread, marked_unread: marked, muted, mentioned_no: mentioned = 0, read_no: read } = conversation
  return (
    <>
      {mentioned > read && <AtSign className={styles.mention} aria-label={t('row.mentioned')} />}
      {unread > 0 ? (
        <Badge count={unread} muted={muted} label={t('list.unread', { count: unread })} />
      ) : marked ? (
        <span className={styles.dot} role="img" aria-label={t('row.marked_unread')} />
      ) : (
        conversation.pinned_at && <Pin className={styles.mark} aria-label={t('row.pinned')} />
      )}
    </>
  )
}

/** What can be done with a conversation without opening it. Each shows at once and is taken back if the cell refuses. */
function useRowActions(conversation: Conversation) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const id = conversation.conversation
  const change = (apply: (conversation: Conversation) => Conversation, ask: () => Promise<unknown>) => {
    account.change(id, apply, ask).catch((error: unknown) => toast(errorText(error), { look: 'bad' }))
  }
  const unread = conversation.unread > 0 || conversation.marked_unread
  const pinned = conversation.pinned_at !== undefined
  return [
    {
      id: 'unread',
      label: unread ? t('row.mark_read') : t('row.mark_unread'),
      icon: unread ? <MailOpen /> : <MailPlus />,
      onSelect: () => {
        if (unread) account.markRead(id, conversation.head_no)
        else change((row) => ({ ...row, marked_unread: true }), () => account.call('chat.mark_unread', { conversation: id, unread: true }))
      },
    },
    {
      id: 'pin',
      label: pinned ? t('row.unpin') : t('row.pin'),
      icon: pinned ? <PinOff /> : <Pin />,
      onSelect: () =>
        change(
          (row) => ({ ...row, pinned_at: pinned ? undefined : new Date().toISOString() }),
          () => account.call('chat.set_pinned', { conversation: id, pinned: !pinned }),
        ),
    },
    {
      id: 'mute',
      label: conversation.muted ? t('row.unmute') : t('row.mute'),
      icon: conversation.muted ? <Bell /> : <BellOff />,
      onSelect: () =>
        change(
          (row) => ({ ...row, muted: !conversation.muted }),
          () => account.call('chat.set_muted', { conversation: id, muted: !conversation.muted }),
        ),
    },
    {
      id: 'hide',
      label: t('row.hide'),
      icon: <EyeOff />,
      onSelect: () => change((row) => ({ ...row, hidden: true }), () => account.call('chat.set_hidden', { conversation: id, hidden: true })),
    },
  ]
}
