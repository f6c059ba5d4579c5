import { Outlet, useParams } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError, type Conversation, type Message } from '@sapa/api-client'
import { MoneySheets } from '@/features/wallet/chat/MoneySheets'
import { errorText } from '@/i18n/errors'
import { formatNumber } from '@/i18n/format'
import { paths } from '@/routes/paths'
import { useDetailOpen, useNarrow } from '@/routes/TwoPane'
import { useAccount, useConversation, useNameOf, useTyping } from '@/state/hooks'
import { useSignal } from '@/state/signal'
import { PAGE } from '@/state/timeline'
import { AppLink, Button, EmptyState, IconLink, Name, PageHeader } from '@/ui'
import { Info } from 'lucide-react'
import { ConversationAvatar } from './ChatRow'
import { Composer, type ComposerHandle } from './Composer'
import styles from './Conversation.module.css'
import { MessageList, type MessageListHandle } from './MessageList'
import { MessageSkeleton } from './MessageSkeleton'
import { titleOf } from './names'
import { Typed } from './Typed'

const PhotoViewer = lazy(() => import('./PhotoViewer'))
const ForwardDialog = lazy(() => import('./ForwardDialog'))

/** A conversation by its address: from this device, or fetched when a link led here. */
export function ConversationPage() {
  const { conversation: id = '' } = useParams({ strict: false })
  const conversation = useConversation(id)
  const panel = useDetailOpen()
  const narrow = useNarrow()
  return (
    <div className={styles.page} data-panel={panel || undefined}>
      <div className={styles.main} inert={narrow && panel}>
        {conversation ? <Open key={id} conversation={conversation} /> : <Unknown id={id} />}
      </div>
      <div className={styles.panel}>
        <Outlet />
      </div>
    </div>
  )
}

function Open({ conversation }: { conversation: Conversation }) {
  const account = useAccount()
  const id = conversation.conversation
  const list = useRef<MessageListHandle>(null)
  const composer = useRef<ComposerHandle>(null)
  const [photo, setPhoto] = useState<{ message: Message; index: number }>()
  const [forward, setForward] = useState<Message>()
  // Stays as it was on opening, until the conversation is left.
  const [unreadFrom] = useState(() => (conversation.unread > 0 ? conversation.read_no + 1 : undefined))
  const timeline = useMemo(() => account.timeline(id), [account, id])

  useEffect(() => {
    const far = unreadFrom !== undefined && conversation.head_no - unreadFrom >= PAGE
    void (far ? timeline.openAround(unreadFrom) : timeline.openEnd())
    return () => account.closeTimeline(timeline)
    // The timeline opens once; what arrives later it follows by itself.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [account, timeline])

  // Senders of a group are known by id only until its members were fetched.
  useEffect(() => {
    if (conversation.type === 'group') account.directory.members(id).catch(() => undefined)
  }, [account, id, conversation.type, conversation.member_count])

  const findMessage = useCallback((no: number) => timeline.view.get().messages.find((message) => message.message_no === no), [timeline])
  const drop = useDrop((files) => composer.current?.addFiles(files))
  const onReply = useCallback((message: Message) => composer.current?.reply(message), [])
  const onPhoto = useCallback((message: Message, index: number) => setPhoto({ message, index }), [])
  const toEnd = useCallback(() => list.current?.toEnd(), [])
  return (
    <MoneySheets conversation={conversation} onSent={toEnd}>
      <div className={styles.open} {...drop.handlers}>
        <Header conversation={conversation} />
        <MessageList
          handle={list}
          conversation={conversation}
          timeline={timeline}
          unreadFrom={unreadFrom}
          onReply={onReply}
          onForward={setForward}
          onPhoto={onPhoto}
          onWrite={() => composer.current?.focus()}
        />
        {conversation.can_send ? (
          <Composer
            handle={composer}
            conversation={conversation}
            findMessage={findMessage}
            onSent={toEnd}
            onLeaveUp={() => list.current?.focusLast()}
          />
        ) : (
          <CannotSend conversation={conversation} />
        )}
        {drop.over && <DropHint />}
        <Suspense fallback={null}>
          {photo && <PhotoViewer timeline={timeline} start={photo} onClose={() => setPhoto(undefined)} />}
          {forward && <ForwardDialog message={forward} onClose={() => setForward(undefined)} />}
        </Suspense>
      </div>
    </MoneySheets>
  )
}

function Header({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('chat')
  const { slot } = useAccount()
  const nameOf = useNameOf()
  const typing = useTyping(conversation.conversation)
  const inGroup = conversation.type === 'group'
  const info = paths.conversationInfo(slot, conversation.conversation)
  const title = titleOf(conversation, nameOf, t)
  return (
    <PageHeader
      level={2}
      back={paths.chats(slot)}
      backOnPhoneOnly
      start={
        <AppLink to={info} className={styles.face} tabIndex={-1} aria-hidden="true">
          <ConversationAvatar conversation={conversation} size={40} />
        </AppLink>
      }
      title={<Name>{title}</Name>}
      detail={
        <span aria-live="polite">
          {typing.length ? (
            <Typed className={styles.typing} accounts={typing} inGroup={inGroup} />
          ) : inGroup ? (
            t('group.count', { count: conversation.member_count, formatted: formatNumber(conversation.member_count) })
          ) : (
            conversation.peer && <bdi dir="ltr">@{conversation.peer.handle}</bdi>
          )}
        </span>
      }
      actions={
        <IconLink to={info} label={t('info.open')}>
          <Info />
        </IconLink>
      }
    />
  )
}

function CannotSend({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('chat')
  const { slot } = useAccount()
  const reason = conversation.cannot_send_reason ?? 'left'
  return (
    <div className={styles.cannot} role="note">
      <p>{t(`cannot_send.${reason}`)}</p>
      {reason === 'not_friends' && conversation.peer && (
        <AppLink to={paths.contact(slot, conversation.peer.account)}>{t('cannot_send.befriend')}</AppLink>
      )}
    </div>
  )
}

/** A conversation that is not on this device: opened by a link, or just created. */
function Unknown({ id }: { id: string }) {
  const { t } = useTranslation(['chat', 'common'])
  const account = useAccount()
  const connection = useSignal(account.connection)
  const { error, refetch } = useQuery({
    queryKey: ['conversation', account.self, id],
    queryFn: async () => {
      await account.refetchConversation(id)
      return true
    },
    staleTime: 0,
    enabled: connection !== 'offline',
  })
  if (!error && connection !== 'offline') return <MessageSkeleton />
  const notMine = isApiError(error, 'chat.not_a_member') || isApiError(error, 'request.invalid_id')
  return (
    <EmptyState
      drawing={notMine ? 'search' : 'storm'}
      title={notMine ? t('unknown.title') : t('unknown.not_here')}
      action={!notMine && <Button onClick={() => void refetch()}>{t('common:action.retry')}</Button>}
    >
      <p>{notMine ? t('unknown.text') : error ? errorText(error) : t('common:offline')}</p>
    </EmptyState>
  )
}

/** Pictures can be dropped anywhere on the conversation. */
function useDrop(onFiles: (files: File[]) => void) {
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return {
    over,
    handlers: {
      onDragEnter: (event: DragEvent) => {
        if (!holdsFiles(event)) return
        depth.current += 1
        setOver(true)
      },
      onDragLeave: (event: DragEvent) => {
        if (!holdsFiles(event)) return
        depth.current -= 1
        if (depth.current <= 0) setOver(false)
      },
      onDragOver: (event: DragEvent) => {
        if (holdsFiles(event)) event.preventDefault()
      },
      onDrop: (event: DragEvent) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        depth.current = 0
        setOver(false)
        onFiles([...event.dataTransfer.files])
      },
    },
  }
}

function DropHint() {
  const { t } = useTranslation('chat')
  return (
    <div className={styles.drop} aria-hidden="true">
      <span>{t('attach.drop')}</span>
    </div>
  )
}
