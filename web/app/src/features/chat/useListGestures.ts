import { useEffect, useRef, type RefObject } from 'react'

const LONG_PRESS_MS = 450
const MOVED_PX = 8
/** A message drawn this far to the side is answered. */
const REPLY_PX = 56
const MOST_PX = 84

interface Handlers {
  onMenu: (key: string, x: number, y: number) => void
  onReply: (key: string) => void
}

/** Long press and swipe on messages, listened to once for the whole list. Scrolling always wins over swiping. */
export function useListGestures(scroller: RefObject<HTMLElement | null>, handlers: Handlers): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let row: HTMLElement | undefined
    let start = { x: 0, y: 0 }
    let swiping = false
    let fired = false
    let timer = 0

    const end = () => {
      window.clearTimeout(timer)
      if (row) {
        row.style.transform = ''
        row.removeAttribute('data-swipe')
      }
      row = undefined
      swiping = false
    }
    const down = (event: PointerEvent) => {
      if (event.pointerType === 'mouse' || !event.isPrimary) return
      end()
      fired = false
      row = (event.target as HTMLElement).closest<HTMLElement>('[data-key]') ?? undefined
      if (!row) return
      start = { x: event.clientX, y: event.clientY }
      const key = row.dataset['key'] ?? ''
      timer = window.setTimeout(() => {
        fired = true
        navigator.vibrate?.(10)
        latest.current.onMenu(key, start.x, start.y)
        end()
      }, LONG_PRESS_MS)
    }
    const move = (event: PointerEvent) => {
      if (!row) return
      const x = event.clientX - start.x
      const y = event.clientY - start.y
      if (!swiping) {
        if (Math.hypot(x, y) < MOVED_PX) return
        window.clearTimeout(timer)
        if (Math.abs(y) > Math.abs(x) || x < 0 || !row.hasAttribute('data-swipes')) return end()
        swiping = true
        row.setPointerCapture(event.pointerId)
      }
      const way = Math.max(0, Math.min(MOST_PX, x))
      row.style.transform = `translateX(${way}px)`
      row.toggleAttribute('data-swipe', way >= REPLY_PX)
    }
    const up = () => {
      const answered = swiping && row?.hasAttribute('data-swipe') ? row.dataset['key'] : undefined
      end()
      if (answered !== undefined) {
        navigator.vibrate?.(10)
        latest.current.onReply(answered)
      }
    }
    // The click after a long press would open what lies under the finger.
    const click = (event: MouseEvent) => {
      if (!fired) return
      fired = false
      event.preventDefault()
      event.stopPropagation()
    }
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', end)
    element.addEventListener('click', click, true)
    return () => {
      end()
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', end)
      element.removeEventListener('click', click, true)
    }
  }, [scroller])
}
