import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner, Button, Dialog } from '@/ui'
import { centred, cut, inside, sideOf, ZOOM_MAX, type Crop, type Size } from './crop'
import styles from './AvatarCrop.module.css'

export interface AvatarCropProps {
  file: File
  onCut: (picture: Blob) => void
  onClose: () => void
}

/** One press of an arrow moves by this part of the square. */
const STEP = 0.04

/** Chooses the square of a picture: drag, pinch, wheel, slider or keys. */
export function AvatarCrop({ file, onCut, onClose }: AvatarCropProps) {
  const { t } = useTranslation('accounts')
  const image = useRef<HTMLImageElement>(null)
  const [source, setSource] = useState<string>()
  const [size, setSize] = useState<Size>()
  const [crop, setCrop] = useState<Crop>({ x: 0, y: 0, zoom: 1 })
  const [failed, setFailed] = useState(false)
  const change = (next: (crop: Crop) => Crop) => size && setCrop((current) => inside(next(current), size))
  const gestures = useGestures(size, change)

  useEffect(() => {
    const url = URL.createObjectURL(file)
    setSource(url)
    return () => URL.revokeObjectURL(url)
  }, [file])

  const use = () => {
    if (image.current && size) cut(image.current, crop).then(onCut, () => setFailed(true))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('avatar.crop_title')}
      look="sheet"
      actions={
        <>
          <Button look="plain" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button look="primary" disabled={!size || failed} onClick={use}>
            {t('avatar.use')}
          </Button>
        </>
      }
    >
      {failed ? (
        <Banner tone="danger" alert>
          {t('avatar.unreadable')}
        </Banner>
      ) : (
        <>
          <div className={styles.stage} role="group" aria-label={t('avatar.move')} tabIndex={0} onKeyDown={(event) => moveByKey(event, size, change)} {...gestures}>
            {source !== undefined && (
              <img
                ref={image}
                src={source}
                alt=""
                draggable={false}
                className={styles.picture}
                style={size && placed(crop, size)}
                onError={() => setFailed(true)}
                onLoad={(event) => {
                  const loaded = { width: event.currentTarget.naturalWidth, height: event.currentTarget.naturalHeight }
                  setSize(loaded)
                  setCrop(centred(loaded))
                }}
              />
            )}
            <span className={styles.mask} aria-hidden="true" />
          </div>
          <label className={styles.zoom}>
            <span>{t('avatar.zoom')}</span>
            <input
              type="range"
              min={1}
              max={ZOOM_MAX}
              step={0.01}
              value={crop.zoom}
              onChange={(event) => change((current) => ({ ...current, zoom: Number(event.target.value) }))}
            />
          </label>
        </>
      )}
    </Dialog>
  )
}

/** In per cent of the square, so that no measuring is needed. */
function placed(crop: Crop, size: Size): React.CSSProperties {
  const side = sideOf(crop, size)
  return {
    width: `${(size.width / side) * 100}%`,
    height: `${(size.height / side) * 100}%`,
    left: `${-((crop.x - side / 2) / side) * 100}%`,
    top: `${-((crop.y - side / 2) / side) * 100}%`,
  }
}

type Change = (next: (crop: Crop) => Crop) => void

/** Pointers by id: one drags, two pinch. */
function useGestures(size: Size | undefined, change: Change) {
  const pointers = useRef(new Map<number, { x: number; y: number }>())
  const leave = (event: PointerEvent) => pointers.current.delete(event.pointerId)
  return {
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
    },
    onPointerMove: (event: PointerEvent) => {
      const before = pointers.current.get(event.pointerId)
      if (!before || !size) return
      const now = { x: event.clientX, y: event.clientY }
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1]
      pointers.current.set(event.pointerId, now)
      const edge = event.currentTarget.getBoundingClientRect().width
      change((crop) => {
        const perPixel = sideOf(crop, size) / edge
        const share = other ? 0.5 : 1
        const zoom = other ? (crop.zoom * distance(now, other)) / Math.max(1, distance(before, other)) : crop.zoom
        return { zoom, x: crop.x - (now.x - before.x) * perPixel * share, y: crop.y - (now.y - before.y) * perPixel * share }
      })
    },
    onPointerUp: leave,
    onPointerCancel: leave,
    onWheel: (event: React.WheelEvent) => change((crop) => ({ ...crop, zoom: crop.zoom * Math.exp(-event.deltaY / 500) })),
  }
}

function distance(one: { x: number; y: number }, other: { x: number; y: number }): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

function moveByKey(event: KeyboardEvent, size: Size | undefined, change: Change): void {
  if (!size) return
  const by = (x: number, y: number) => change((crop) => ({ ...crop, x: crop.x + x * sideOf(crop, size) * STEP, y: crop.y + y * sideOf(crop, size) * STEP }))
  const moves: Record<string, () => void> = {
    ArrowLeft: () => by(-1, 0),
    ArrowRight: () => by(1, 0),
    ArrowUp: () => by(0, -1),
    ArrowDown: () => by(0, 1),
    '+': () => change((crop) => ({ ...crop, zoom: crop.zoom * 1.1 })),
    '-': () => change((crop) => ({ ...crop, zoom: crop.zoom / 1.1 })),
  }
  const move = moves[event.key]
  if (!move) return
  event.preventDefault()
  move()
}
