import { useEffect, useRef, type RefObject } from 'react'

const MOST = 6
const DOUBLE_TAP = 2.5
const DOUBLE_TAP_MS = 280
const STEP_PX = 60
const CLOSE_PX = 110

interface Handlers {
  onStep: (by: number) => void
  onClose: () => void
}

interface Point {
  x: number
  y: number
}

/**
 * Zooming and moving a picture with whatever there is: wheel, two fingers, double tap. Not zoomed, a swipe aside goes to the
 * next picture and a pull down closes. Works on the element itself: React need not hear of every finger's move.
 */
export function useZoom(stage: RefObject<HTMLElement | null>, image: RefObject<HTMLElement | null>, handlers: Handlers): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    const area = stage.current
    const picture = image.current
    if (!area || !picture) return
    let scale = 1
    let offset: Point = { x: 0, y: 0 }
    const fingers = new Map<number, Point>()
    let start: Point = { x: 0, y: 0 }
    let moved = false
    let lastTap = 0

    const draw = (smooth = false) => {
      picture.style.transition = smooth ? 'transform 200ms ease-out, opacity 200ms ease-out' : 'none'
      picture.style.transform = `translate(${offset.x}px, ${offset.y}px) scale(${scale})`
      area.toggleAttribute('data-zoomed', scale > 1)
    }
    const zoomTo = (wanted: number, at: Point, smooth = false) => {
      const next = Math.min(MOST, Math.max(1, wanted))
      const box = area.getBoundingClientRect()
      // The point under the finger stays under it.
      const from = { x: at.x - box.left - box.width / 2 - offset.x, y: at.y - box.top - box.height / 2 - offset.y }
      offset = next === 1 ? { x: 0, y: 0 } : { x: offset.x - from.x * (next / scale - 1), y: offset.y - from.y * (next / scale - 1) }
      scale = next
      keepInside()
      draw(smooth)
    }
    const keepInside = () => {
      const roomX = Math.max(0, (picture.offsetWidth * scale - area.clientWidth) / 2)
      const roomY = Math.max(0, (picture.offsetHeight * scale - area.clientHeight) / 2)
      offset = { x: clamp(offset.x, roomX), y: clamp(offset.y, roomY) }
    }

    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      zoomTo(scale * Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY })
    }
    const down = (event: PointerEvent) => {
      if ((event.target as HTMLElement).closest('a, button')) return
      area.setPointerCapture(event.pointerId)
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
      if (fingers.size === 1) {
        start = { x: event.clientX, y: event.clientY }
        moved = false
      }
    }
    const move = (event: PointerEvent) => {
      const before = fingers.get(event.pointerId)
      if (!before) return
      const now = { x: event.clientX, y: event.clientY }
      const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, point]) => point)
      fingers.set(event.pointerId, now)
      if (other) {
        moved = true
        zoomTo((scale * distance(now, other)) / Math.max(1, distance(before, other)), middle(now, other))
        return
      }
      if (distance(now, start) > 6) moved = true
      offset = { x: offset.x + now.x - before.x, y: offset.y + now.y - before.y }
      if (scale > 1) keepInside()
      else picture.style.opacity = String(1 - Math.min(0.6, Math.max(0, offset.y) / 400))
      draw()
    }
    const up = (event: PointerEvent) => {
      if (!fingers.delete(event.pointerId) || fingers.size > 0) return
      picture.style.opacity = ''
      if (!moved) return tap(event)
      if (scale > 1) return
      const way = { ...offset }
      offset = { x: 0, y: 0 }
      draw(true)
      if (way.y > CLOSE_PX && way.y > Math.abs(way.x)) latest.current.onClose()
      else if (Math.abs(way.x) > STEP_PX && Math.abs(way.x) > Math.abs(way.y)) latest.current.onStep(way.x < 0 ? 1 : -1)
    }
    const tap = (event: PointerEvent) => {
      const now = performance.now()
      const twice = now - lastTap < DOUBLE_TAP_MS
      lastTap = twice ? 0 : now
      if (twice) zoomTo(scale > 1 ? 1 : DOUBLE_TAP, { x: event.clientX, y: event.clientY }, true)
      else if (event.target === area && event.pointerType === 'mouse') latest.current.onClose()
    }
    area.addEventListener('wheel', wheel, { passive: false })
    area.addEventListener('pointerdown', down)
    area.addEventListener('pointermove', move)
    area.addEventListener('pointerup', up)
    area.addEventListener('pointercancel', up)
    return () => {
      area.removeEventListener('wheel', wheel)
      area.removeEventListener('pointerdown', down)
      area.removeEventListener('pointermove', move)
      area.removeEventListener('pointerup', up)
      area.removeEventListener('pointercancel', up)
    }
  }, [stage, image])
}

function clamp(value: number, room: number): number {
  return Math.min(room, Math.max(-room, value))
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

function middle(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 }
}
