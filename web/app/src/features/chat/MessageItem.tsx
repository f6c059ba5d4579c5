import { Check, CheckCheck, CircleAlert, Clock, Forward, Reply } from 'lucide-react'
import type { TFunction } from 'i18next'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card, Message, ReplyTo } from '@sapa/api-client'
import { formatDateTime, formatTime } from '@/i18n/format'
import { errorText } from '@/i18n/errors'
import { ApiError } from '@sapa/api-client'
import { paths } from '@/routes/paths'
import { useAccount } from '@/state/hooks'
import type { OutboxItem } from '@/state/outbox'
import { AppLink, Avatar, Button, cx, Name } from '@/ui'
import { MoneyCard } from '@/features/wallet/chat/MoneyCard'
import { isLargeEmoji } from './links'
import { MessageText } from './MessageText'
import styles from './MessageItem.module.css'
import { PhotoGrid } from './PhotoGrid'
import { cardLine } from './preview'

export interface MessageItemProps {
  id: string
  message: Message
  pending: OutboxItem | undefined
  mine: boolean
  first: boolean
  last: boolean
  inGroup: boolean
  /** Read by the other side. */
  read: boolean
  name: string
  /** Whose picture stands beside the group; nothing in direct conversations and for one's own. */
  card: Card | undefined
  replyName: string | undefined
  onPhoto: (message: Message, index: number) => void
  onJump: (no: number) => void
}

/** One message. Drawn again only when something of its own changed. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { id, message, pending, mine, first, last, inGroup, name, card } = props
  const { t } = useTranslation('chat')
  const { slot } = useAccount()
  const others = inGroup && !mine
  return (
    <article
      className={cx(styles.row, mine && styles.mine, first && styles.first, last && styles.last)}
      data-key={id}
      data-no={pending ? undefined : message.message_no}
      data-message-no={pending ? undefined : message.message_no}
      data-state={stateOf(props)}
      data-swipes={pending ? undefined : ''}
      tabIndex={-1}
      aria-label={mine ? t('log.from_you') : t('log.from', { who: name })}
    >
      <Reply className={styles.swipe} aria-hidden="true" />
      {others && (
        <span className={styles.face}>
          {last && card && (
            <AppLink to={paths.contact(slot, card.account)} aria-label={name} tabIndex={-1}>
              <Avatar face={card} size={32} />
            </AppLink>
          )}
        </span>
      )}
      <div className={styles.stack}>
        {others && first && (
          <span className={styles.name}>
            <Name>{name}</Name>
          </span>
        )}
        <Bubble {...props} />
        {pending?.state === 'failed' && <Failed item={pending} />}
      </div>
    </article>
  )
})

function stateOf({ mine, pending, read }: MessageItemProps): string | undefined {
  if (!mine) return undefined
  if (pending && pending.state !== 'sent') return pending.state === 'failed' ? 'failed' : 'sending'
  return read ? 'read' : 'sent'
}

function Bubble(props: MessageItemProps) {
  const { message, pending, last, replyName, onJump, onPhoto } = props
  const { t } = useTranslation('chat')
  const { body } = message
  const photos = body.kind === 'photos'
  const card = body.kind === 'card' ? body.card : undefined
  const text = body.kind === 'text' ? body.text : photos ? (body.caption ?? '') : ''
  const large = body.kind === 'text' && !message.reply_to && !message.forwarded && isLargeEmoji(text)
  const showMeta = last || pending !== undefined
  return (
    <div className={cx(styles.bubble, large && styles.large, photos && styles.photos, photos && !text && styles.bare, card && styles.money)}>
      {message.forwarded && (
        <span className={styles.forwarded}>
          <Forward aria-hidden="true" /> {t('forwarded')}
        </span>
      )}
      {message.reply_to && (
        <button type="button" className={styles.quote} onClick={() => onJump(message.reply_to?.message_no ?? 0)} aria-label={t('reply.jump')} tabIndex={-1}>
          <span className={styles.quoteName}>
            <bdi>{replyName ?? t('someone')}</bdi>
          </span>
          <span className={styles.quoteText}>
            <bdi>{quoteText(message.reply_to, t)}</bdi>
          </span>
        </button>
      )}
      {photos && <PhotoGrid message={message} pending={pending} onPhoto={(index) => onPhoto(message, index)} />}
      {card && <MoneyCard message={message} card={card} mine={props.mine} name={props.name} meta={<Meta {...props} />} />}
      {text && (
        <span className={styles.text} dir="auto">
          <MessageText text={text} mentions={body.kind === 'text' ? body.mentions : undefined} />
        </span>
      )}
      {showMeta && !card && <Meta {...props} />}
    </div>
  )
}

function quoteText(quote: ReplyTo, t: TFunction<'chat'>): string {
  if (quote.recalled) return t('preview.recalled')
  if (quote.card) return cardLine(quote.card, quote.excerpt, t)
  return quote.excerpt || t('preview.photos', { count: quote.photos ?? 1 })
}

/** When, and how far it got: a clock, a tick, two ticks, a red mark. */
function Meta({ message, pending, mine, read, inGroup }: MessageItemProps) {
  const { t } = useTranslation('chat')
  return (
    <span className={styles.meta}>
      <time dateTime={message.sent_at} title={formatDateTime(message.sent_at)}>{formatTime(message.sent_at)}</time>
      {mine &&
        (pending?.state === 'failed' ? (
          <CircleAlert className={styles.failedMark} aria-label={t('state.failed')} />
        ) : pending && pending.state !== 'sent' ? (
          <Clock aria-label={t('state.sending')} />
        ) : read && !inGroup ? (
          <CheckCheck className={styles.readMark} aria-label={t('state.read')} />
        ) : (
          <Check aria-label={t('state.sent')} />
        ))}
    </span>
  )
}

function Failed({ item }: { item: OutboxItem }) {
  const { t } = useTranslation(['chat', 'common'])
  const account = useAccount()
  const { code = '', message = '', details = {} } = item.error ?? {}
  return (
    <div className={styles.failure} role="alert">
      <p>{t('failed.not_sent', { why: errorText(new ApiError(code, message, 0, details)) })}</p>
      <div className={styles.failureActions}>
        <Button look="plain" onClick={() => account.outbox.retry(item.client_id)}>
          {t('common:action.retry')}
        </Button>
        <Button look="plain" onClick={() => account.outbox.cancel(item.client_id)}>
          {t('failed.discard')}
        </Button>
      </div>
    </div>
  )
}

