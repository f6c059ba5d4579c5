import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, Photo } from '@sapa/api-client'
import { formatDateTime } from '@/i18n/format'
import { useAccount, useNameOf } from '@/state/hooks'
import { useSignal } from '@/state/signal'
import type { Timeline } from '@/state/timeline'
import { photoUrl } from '@/state/urls'
import { IconButton } from '@/ui'
import styles from './PhotoViewer.module.css'
import { useZoom } from './useZoom'

interface Shown {
  message: Message
  index: number
  photo: Photo
}

/** Pictures on the whole screen: zoom by wheel, pinch and double tap, the next by swipe and arrows, away by Escape or a pull down. */
export default function PhotoViewer({ timeline, start, onClose }: { timeline: Timeline; start: { message: Message; index: number }; onClose: () => void }) {
  const { t } = useTranslation(['chat', 'common'])
  const dialog = useRef<HTMLDialogElement>(null)
  const view = useSignal(timeline.view)
  const photos = useMemo(() => photosOf(view.messages), [view.messages])
  const [at, setAt] = useState({ no: start.message.message_no, index: start.index })
  const found = photos.findIndex((shown) => shown.message.message_no === at.no && shown.index === at.index)
  const position = Math.max(0, found)
  const shown = photos[position]
  const go = (by: number) => {
    const next = photos[position + by]
    if (next) setAt({ no: next.message.message_no, index: next.index })
  }

  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  // It was recalled or deleted while it was shown.
  useEffect(() => {
    if (found === -1) onClose()
  }, [found, onClose])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') go(-1)
    else if (event.key === 'ArrowRight') go(1)
    else return
    event.preventDefault()
  }
  return (
    <dialog
      ref={dialog}
      className={styles.viewer}
      aria-label={t('photo.viewer')}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      {shown && (
        <>
          <Bar shown={shown} count={photos.length} position={position} onClose={onClose} />
          <Stage key={`${at.no}/${at.index}`} shown={shown} onStep={go} onClose={onClose} />
          {position > 0 && (
            <IconButton label={t('photo.previous')} className={styles.previous} onClick={() => go(-1)}>
              <ChevronLeft />
            </IconButton>
          )}
          {position < photos.length - 1 && (
            <IconButton label={t('photo.next')} className={styles.next} onClick={() => go(1)}>
              <ChevronRight />
            </IconButton>
          )}
        </>
      )}
    </dialog>
  )
}

function Bar({ shown, count, position, onClose }: { shown: Shown; count: number; position: number; onClose: () => void }) {
  const { t } = useTranslation(['chat', 'common'])
  const account = useAccount()
  const nameOf = useNameOf()
  const { message, index } = shown
  const who = message.sender === account.self ? t('you') : ((message.sender && nameOf(message.sender)) ?? t('someone'))
  return (
    <header className={styles.bar}>
      <div className={styles.words}>
        <strong>
          <bdi>{who}</bdi>
        </strong>
        <span>
          {formatDateTime(message.sent_at)} · {t('photo.nth', { index: position + 1, count })}
        </span>
      </div>
      <a
        className={styles.button}
        href={photoUrl(message.conversation, message.message_no, index, 'full', account.slot)}
        download={`sapa-${message.message_no}-${index + 1}`}
        aria-label={t('photo.save')}
        title={t('photo.save')}
      >
        <Download />
      </a>
      <IconButton label={t('common:action.close')} className={styles.button} onClick={onClose}>
        <X />
      </IconButton>
    </header>
  )
}

function Stage({ shown, onStep, onClose }: { shown: Shown; onStep: (by: number) => void; onClose: () => void }) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const stage = useRef<HTMLDivElement>(null)
  const image = useRef<HTMLImageElement>(null)
  useZoom(stage, image, { onStep, onClose })
  const { message, index, photo } = shown
  const caption = message.body.kind === 'photos' ? message.body.caption : undefined
  const source =
    account.sentPhoto(message.conversation, message.message_no, index) ?? photoUrl(message.conversation, message.message_no, index, 'full', account.slot)
  return (
    <div ref={stage} className={styles.stage}>
      <img
        ref={image}
        src={source}
        alt={caption || t('photo.alt')}
        width={photo.width || undefined}
        height={photo.height || undefined}
        style={photo.placeholder ? { backgroundImage: `url("${photo.placeholder}")` } : undefined}
        draggable={false}
      />
      {caption && <p className={styles.caption}>{caption}</p>}
    </div>
  )
}

function photosOf(messages: readonly Message[]): Shown[] {
  return messages.flatMap((message) => (message.body.kind === 'photos' ? message.body.photos.map((photo, index) => ({ message, index, photo })) : []))
}
