import { ImagePlus, SendHorizontal, Smile, X } from 'lucide-react'
import {
  lazy,
  Suspense,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Message, ReplyTo } from '@sapa/api-client'
import { PlusMenu } from '@/features/wallet/chat/PlusMenu'
import { hasFinePointer } from '@/routes/keys'
import { useAccount, useNameOf } from '@/state/hooks'
import { IconButton, toast } from '@/ui'
import { MAX_PHOTOS, onlyImages, readPhotos, type ChosenPhoto } from './attach'
import styles from './Composer.module.css'
import { findMentions } from './links'
import { MentionPicker, mentionQuery, useCallable } from './MentionPicker'
import { PhotoTray } from './PhotoTray'
import { excerptOf } from './preview'
import { useDraft } from './useDraft'

const EmojiPicker = lazy(() => import('./EmojiPicker'))

/** The cell's own limit, in bytes of UTF-8. */
const MAX_TEXT_BYTES = 16 * 1024
const TYPING_EVERY_MS = 4_000
const EXCERPT_MAX = 120

export interface ComposerHandle {
  focus: () => void
  reply: (message: Message) => void
  addFiles: (files: readonly File[]) => void
}

interface Props {
  conversation: Conversation
  /** Messages in view, for the quote of what is answered. */
  findMessage: (no: number) => Message | undefined
  onSent: () => void
  /** Arrow up in an empty field goes to the messages. */
  onLeaveUp: () => void
  handle: Ref<ComposerHandle>
}

/** Where one writes: grows with the words, keeps them, and takes pictures by choosing, pasting and dropping. */
export function Composer({ conversation, findMessage, onSent, onLeaveUp, handle }: Props) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const { text, replyTo, change } = useDraft(conversation)
  const [photos, setPhotos] = useState<readonly ChosenPhoto[]>([])
  const [emoji, setEmoji] = useState(false)
  const [caret, setCaret] = useState(text.length)
  const field = useRef<HTMLTextAreaElement>(null)
  const files = useRef<HTMLInputElement>(null)
  const { names, canCallAll } = useCallable(conversation)
  const reply = useReply(conversation, replyTo, findMessage)
  const tellTyping = useTypingTeller(conversation)
  useGrowing(field, text)

  const focus = () => field.current?.focus()
  useImperativeHandle(handle, () => ({
    focus,
    reply: (message) => {
      change({ replyTo: message.message_no })
      focus()
    },
    addFiles: (chosen) => void add(chosen),
  }))
  // On a desktop one writes at once; on a phone the keyboard would jump up unasked.
  useEffect(() => {
    if (hasFinePointer()) field.current?.focus({ preventScroll: true })
  }, [])

  const add = async (chosen: readonly File[]) => {
    const images = onlyImages(chosen)
    if (images.length < chosen.length) toast(t('attach.only_images'), { look: 'bad' })
    const { photos: read, tooLarge } = await readPhotos(images.slice(0, MAX_PHOTOS - photos.length))
    if (tooLarge) toast(t('attach.too_large', { count: tooLarge }), { look: 'bad' })
    if (images.length > MAX_PHOTOS - photos.length) toast(t('attach.too_many', { count: MAX_PHOTOS }))
    setPhotos((current) => [...current, ...read].slice(0, MAX_PHOTOS))
    focus()
  }

  const send = () => {
    const words = text.trim()
    if (!words && photos.length === 0) return
    if (new TextEncoder().encode(words).length > MAX_TEXT_BYTES) return toast(t('composer.too_long'), { look: 'bad' })
    if (photos.length) {
      const outgoing = photos.map(({ file, width, height }) => ({ file, width, height }))
      account.outbox.add(conversation.conversation, { kind: 'photos', photos: outgoing, ...(words ? { caption: words } : {}) }, reply)
    } else {
      const mentions = conversation.type === 'group' ? findMentions(words, names) : []
      account.outbox.add(conversation.conversation, { kind: 'text', text: words, ...(mentions.length ? { mentions } : {}) }, reply)
    }
    setPhotos([])
    setEmoji(false)
    change({ text: '', replyTo: undefined })
    account.drafts.flush(conversation.conversation)
    onSent()
    focus()
  }

  const insert = (piece: string, from?: number) => {
    const element = field.current
    const start = from ?? element?.selectionStart ?? text.length
    const end = element?.selectionEnd ?? text.length
    change({ text: text.slice(0, start) + piece + text.slice(end) })
    requestAnimationFrame(() => {
      if (hasFinePointer()) element?.focus()
      element?.setSelectionRange(start + piece.length, start + piece.length)
      setCaret(start + piece.length)
    })
  }

  const toggleEmoji = () => {
    // On a phone the emoji take the keyboard's place.
    if (!emoji && !hasFinePointer()) field.current?.blur()
    setEmoji(!emoji)
  }
  const query = conversation.type === 'group' ? mentionQuery(text, caret) : undefined
  const picker = useRef<{ onKey: (event: KeyboardEvent) => boolean }>(null)
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While a Chinese or Japanese word is being composed, Enter chooses it.
    if (event.nativeEvent.isComposing) return
    if (query && picker.current?.onKey(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey && (hasFinePointer() || event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && replyTo !== undefined) change({ replyTo: undefined })
    else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault()
      onLeaveUp()
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files]
    if (pasted.length === 0) return
    event.preventDefault()
    void add(pasted)
  }

  return (
    <div className={styles.composer}>
      {query && (
        <MentionPicker
          handle={picker}
          names={names}
          canCallAll={canCallAll}
          query={query.text}
          onPick={(name) => insert(`@${name} `, query.at)}
        />
      )}
      {reply && <ReplyBar reply={reply} onCancel={() => change({ replyTo: undefined })} />}
      {photos.length > 0 && <PhotoTray photos={photos} onRemove={(photo) => setPhotos(photos.filter((other) => other !== photo))} />}
      <div className={styles.line}>
        <PlusMenu conversation={conversation} />
        <IconButton label={t('composer.photos')} onClick={() => files.current?.click()}>
          <ImagePlus />
        </IconButton>
        <input
          ref={files}
          type="file"
          accept="image/*"
          multiple
          hidden
          onChange={(event) => {
            void add([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        <div className={styles.field}>
          <textarea
            ref={field}
            rows={1}
            value={text}
            dir="auto"
            placeholder={photos.length ? t('composer.caption') : t('composer.placeholder')}
            aria-label={t('composer.placeholder')}
            enterKeyHint={hasFinePointer() ? 'send' : 'enter'}
            onChange={(event) => {
              change({ text: event.target.value })
              setCaret(event.target.selectionStart)
              if (event.target.value) tellTyping()
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
          />
          <IconButton label={t('composer.emoji')} aria-expanded={emoji} className={styles.emoji} onClick={toggleEmoji}>
            <Smile />
          </IconButton>
        </div>
        <IconButton label={t('composer.send')} className={styles.send} disabled={!text.trim() && photos.length === 0} onClick={send}>
          <SendHorizontal />
        </IconButton>
      </div>
      {emoji && (
        <Suspense fallback={null}>
          <EmojiPicker
            onPick={insert}
            onClose={() => {
              setEmoji(false)
              focus()
            }}
          />
        </Suspense>
      )}
    </div>
  )
}

function ReplyBar({ reply, onCancel }: { reply: ReplyTo; onCancel: () => void }) {
  const { t } = useTranslation('chat')
  const { self } = useAccount()
  const nameOf = useNameOf()
  const who = reply.sender === self ? t('you') : ((reply.sender && nameOf(reply.sender)) ?? t('someone'))
  return (
    <div className={styles.reply}>
      <div className={styles.replyWords}>
        <span className={styles.replyName}>{t('reply.to', { who: `\u2068${who}\u2069` })}</span>
        <span className={styles.replyText}>
          <bdi>{reply.excerpt || t('reply.older')}</bdi>
        </span>
      </div>
      <IconButton label={t('reply.cancel')} onClick={onCancel}>
        <X />
      </IconButton>
    </div>
  )
}

/** What is answered, as the others will see it quoted. */
function useReply(conversation: Conversation, no: number | undefined, findMessage: Props['findMessage']): ReplyTo | undefined {
  const { t } = useTranslation('chat')
  return useMemo(() => {
    if (no === undefined) return undefined
    const message = findMessage(no)
    return { message_no: no, sender: message?.sender, excerpt: message ? excerptOf(message.body, t).slice(0, EXCERPT_MAX) : '' }
    // The quote is taken when the answer begins; later changes of the window do not matter.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [no, conversation.conversation, t])
}

/** One line to six, as much as the words need. */
function useGrowing(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current
    if (!element || CSS.supports('field-sizing', 'content')) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [field, text])
}

function useTypingTeller(conversation: Conversation): () => void {
  const account = useAccount()
  const last = useRef(0)
  return () => {
    const now = Date.now()
    if (now - last.current < TYPING_EVERY_MS || account.connection.get() !== 'online') return
    last.current = now
    void account.call('chat.typing', { conversation: conversation.conversation }).catch(() => undefined)
  }
}
