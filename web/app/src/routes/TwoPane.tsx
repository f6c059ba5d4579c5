import { Outlet, useChildMatches } from '@tanstack/react-router'
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './TwoPane.module.css'

const WIDTH_KEY = 'sapa.list-width'
const WIDTH_MIN = 280
const WIDTH_MAX = 460
const WIDTH_DEFAULT = 348
const WIDTH_STEP = 16

/** Whether a page beside the list is open; its index route only fills the space on a desktop. */
export function useDetailOpen(): boolean {
  return useChildMatches({ select: (matches) => matches.some((match) => !match.routeId.endsWith('/')) })
}

/**
 * A list and, beside it on a desktop or over it on a phone, the page that it opened. The list stays where it was while the
 * page is open, but is out of reach on a phone.
 */
export function TwoPane({ list, label }: { list: ReactNode; label?: string }) {
  const open = useDetailOpen()
  const { width, handle } = useResizable()
  const narrow = useNarrow()
  return (
    <div className={styles.panes} data-open={open || undefined} style={{ '--list-width': `${width}px` } as React.CSSProperties}>
      <div className={styles.list} inert={narrow && open} role="region" aria-label={label}>
        {list}
      </div>
      {handle}
      <div className={styles.detail}>
        <Outlet />
      </div>
    </div>
  )
}

/** One pane at a time below this width: the same number as in the style sheets. */
const NARROW = '(max-width: 767px)'

export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => window.matchMedia(NARROW).matches)
  useEffect(() => {
    const query = window.matchMedia(NARROW)
    const changed = () => setNarrow(query.matches)
    changed()
    query.addEventListener('change', changed)
    return () => query.removeEventListener('change', changed)
  }, [])
  return narrow
}

function clamp(width: number): number {
  return Math.round(Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, width)))
}

function useResizable() {
  const { t } = useTranslation('chat')
  const [width, setWidth] = useState(() => clamp(Number(localStorage.getItem(WIDTH_KEY)) || WIDTH_DEFAULT))
  const drag = useRef<{ x: number; width: number } | undefined>(undefined)
  const settle = (next: number) => {
    setWidth(next)
    try {
      localStorage.setItem(WIDTH_KEY, String(next))
    } catch {
      // The width is a comfort; without storage it lasts as long as the page.
    }
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, width }
  }
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current) setWidth(clamp(drag.current.width + event.clientX - drag.current.x))
  }
  const onPointerUp = () => {
    if (drag.current) settle(width)
    drag.current = undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') settle(clamp(width - WIDTH_STEP))
    else if (event.key === 'ArrowRight') settle(clamp(width + WIDTH_STEP))
  }
  const handle = (
    <div
      className={styles.handle}
      role="separator"
      aria-orientation="vertical"
      aria-label={t('list.resize')}
      aria-valuenow={width}
      aria-valuemin={WIDTH_MIN}
      aria-valuemax={WIDTH_MAX}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={() => settle(WIDTH_DEFAULT)}
      onKeyDown={onKeyDown}
    />
  )
  return { width, handle }
}
