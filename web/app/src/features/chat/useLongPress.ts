import { useRef, type MouseEvent, type PointerEvent } from 'react'

/** As long as phones take for their own menus. */
const LONG_PRESS_MS = 450
const MOVED_PX = 8

/** Long press by touch; the click that follows it is swallowed. Mice have their right button. */
export function useLongPress(onPress: (x: number, y: number) => void) {
  const state = useRef<{ timer: number; x: number; y: number; fired: boolean } | undefined>(undefined)
  const cancel = () => {
    if (state.current) window.clearTimeout(state.current.timer)
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType === 'mouse') return
      cancel()
      const { clientX: x, clientY: y } = event
      const timer = window.setTimeout(() => {
        if (state.current) state.current.fired = true
        navigator.vibrate?.(10)
        onPress(x, y)
      }, LONG_PRESS_MS)
      state.current = { timer, x, y, fired: false }
    },
    onPointerMove: (event: PointerEvent) => {
      const down = state.current
      if (down && Math.hypot(event.clientX - down.x, event.clientY - down.y) > MOVED_PX) cancel()
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    onClickCapture: (event: MouseEvent) => {
      if (!state.current?.fired) return
      state.current = undefined
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
