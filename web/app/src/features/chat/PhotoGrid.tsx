import { ImageOff, X } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, Photo } from '@sapa/api-client'
import { formatNumber } from '@/i18n/format'
import { useAccount } from '@/state/hooks'
import type { OutboxItem } from '@/state/outbox'
import { useSelect } from '@/state/signal'
import { photoUrl } from '@/state/urls'
import { cx, IconButton } from '@/ui'
import styles from './PhotoGrid.module.css'

/** The sides of a single picture stay within these, so that neither a panorama nor a receipt takes the whole screen. */
const NARROWEST = 0.5
const WIDEST = 2
/** On denser screens a single picture is drawn with more pixels than its thumbnail has. */
const SHARP_ENOUGH = 1.4

interface Props {
  message: Message
  pending: OutboxItem | undefined
  onPhoto: (index: number) => void
}

/** One to nine pictures. Their places are known before their bytes, so nothing moves when they load. */
export function PhotoGrid({ message, pending, onPhoto }: Props) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const photos = message.body.kind === 'photos' ? message.body.photos : []
  const local = useLocalUrls(pending)
  const single = photos.length === 1 ? photos[0] : undefined
  const progress = useSelect(account.outbox.progress, (all) => (pending ? all.get(pending.client_id) : undefined))
  return (
    <div
      className={cx(styles.grid, single && styles.single)}
      data-count={photos.length}
      style={single ? ({ '--ratio': ratioOf(single) } as React.CSSProperties) : undefined}
    >
      {photos.map((photo, index) => (
        <Tile
          key={index}
          photo={photo}
          source={
            local?.[index] ??
            account.sentPhoto(message.conversation, message.message_no, index) ??
            photoUrl(message.conversation, message.message_no, index, single && window.devicePixelRatio > SHARP_ENOUGH ? 'full' : 'thumb', account.slot)
          }
          label={t('photo.open', { index: index + 1, count: photos.length })}
          onOpen={pending ? undefined : () => onPhoto(index)}
        />
      ))}
      {pending && pending.state !== 'failed' && pending.state !== 'sent' && (
        <div className={styles.progress}>
          <IconButton label={t('photo.cancel')} className={styles.cancel} onClick={() => account.outbox.cancel(pending.client_id)}>
            <Ring fraction={progress ?? 0} />
            <X aria-hidden="true" />
          </IconButton>
          <span className="visually-hidden" role="progressbar" aria-valuenow={Math.round((progress ?? 0) * 100)} aria-valuemin={0} aria-valuemax={100} aria-label={t('photo.sending')}>
            {formatNumber(Math.round((progress ?? 0) * 100))} %
          </span>
        </div>
      )}
    </div>
  )
}

function Tile({ photo, source, label, onOpen }: { photo: Photo; source: string; label: string; onOpen?: () => void }) {
  const { t } = useTranslation('chat')
  const [state, setState] = useState<'loading' | 'there' | 'failed'>('loading')
  const [tries, setTries] = useState(0)
  const picture = (
    <img
      key={tries}
      className={styles.picture}
      src={tries ? `${source}&try=${tries}` : source}
      alt=""
      width={photo.width || undefined}
      height={photo.height || undefined}
      decoding="async"
      draggable={false}
      data-state={state}
      onLoad={() => setState('there')}
      onError={() => setState('failed')}
    />
  )
  const blur = photo.placeholder && state !== 'there' ? { backgroundImage: `url("${photo.placeholder}")` } : undefined
  if (state === 'failed') {
    const retry = () => {
      setState('loading')
      setTries(tries + 1)
    }
    return (
      <button type="button" className={styles.tile} style={blur} onClick={retry} aria-label={t('photo.failed')} title={t('photo.failed')}>
        <ImageOff aria-hidden="true" />
      </button>
    )
  }
  if (!onOpen) {
    return (
      <span className={styles.tile} style={blur}>
        {picture}
      </span>
    )
  }
  return (
    <button type="button" className={styles.tile} style={blur} onClick={onOpen} aria-label={label} tabIndex={-1}>
      {picture}
    </button>
  )
}

const RING = 2 * Math.PI * 20

function Ring({ fraction }: { fraction: number }) {
  return (
    <svg viewBox="0 0 48 48" className={styles.ring} aria-hidden="true">
      <circle cx="24" cy="24" r="20" strokeDasharray={RING} strokeDashoffset={RING * (1 - Math.max(0.04, fraction))} />
    </svg>
  )
}

function ratioOf(photo: Photo): number {
  if (!photo.width || !photo.height) return 4 / 3
  return Math.min(WIDEST, Math.max(NARROWEST, photo.width / photo.height))
}

/** Addresses of the files on their way; given back when they are not shown any more. */
function useLocalUrls(pending: OutboxItem | undefined): string[] | undefined {
  const photos = pending?.body.kind === 'photos' ? pending.body.photos : undefined
  const key = photos ? pending?.client_id : undefined
  // The list is new with every state of the item; its files are not.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const urls = useMemo(() => photos?.map((photo) => URL.createObjectURL(photo.file)), [key])
  useEffect(() => {
    // A moment later: the message that takes the item's place may still be drawing from the same bytes.
    return () => {
      if (urls) window.setTimeout(() => urls.forEach((url) => URL.revokeObjectURL(url)), 2000)
    }
  }, [urls])
  return urls
}
