import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { Timeline } from '@/state/timeline'
import { rowByKey, rowByNo, type Anchor } from './ScrollKeeper'

/** Closer to the end than this counts as being there. */
const NEAR_END_PX = 60
/** More history is asked for when less than this many screens are left above or below. */
const AHEAD_SCREENS = 2
/** The way back to the latest message is offered beyond this. */
const FAR_PX = 320
const SEEN_EVERY_MS = 200

export interface Target {
  no: number
  /** Where in the view the message goes: the top third, or the middle with a flash that shows it. */
  at: 'third' | 'middle'
}

interface Options {
  timeline: Timeline
  scroller: RefObject<HTMLDivElement | null>
  /** The reader can see messages up to this number. */
  onSeen: (no: number) => void
}

/**
 * Keeps the reader's place among messages: at the end it follows what arrives; elsewhere nothing moves, whatever comes in
 * above, below, or grows. Asks for more before an edge is reached.
 */
export function useMessageScroll({ timeline, scroller, onSeen }: Options) {
  const stick = useRef(true)
  const target = useRef<Target | undefined>(undefined)
  const seenTimer = useRef<number | undefined>(undefined)
  const [far, setFar] = useState(false)
  const height = useRef(0)

  const tellSeen = useCallback(() => {
    seenTimer.current = undefined
    const element = scroller.current
    const no = element && lastVisible(element)
    if (no == null) return
    timeline.place = no
    if (document.visibilityState === 'visible' && document.hasFocus()) onSeen(no)
  }, [scroller, timeline, onSeen])

  const planSeen = useCallback(() => {
    seenTimer.current ??= window.setTimeout(tellSeen, SEEN_EVERY_MS)
  }, [tellSeen])

  const checkEdges = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const view = timeline.view.get()
    if (view.loading !== 'none' || view.error !== undefined) return
    const ahead = element.clientHeight * AHEAD_SCREENS
    const below = element.scrollHeight - element.scrollTop - element.clientHeight
    const before = !view.atStart && element.scrollTop < ahead
    const after = !view.atEnd && below < ahead
    // One page at a time, on the side whose end is nearer.
    if (before && (!after || element.scrollTop < below)) void timeline.loadBefore()
    else if (after) void timeline.loadAfter()
    else if (view.atEnd && stick.current) timeline.trimStart()
  }, [scroller, timeline])

  const tellFar = useCallback(() => {
    const element = scroller.current
    const view = timeline.view.get()
    if (!element || view.loading === 'first') return
    setFar(!view.atEnd || element.scrollHeight - element.scrollTop - element.clientHeight > FAR_PX)
  }, [scroller, timeline])

  /** After the rows changed, before they are painted. */
  const onCommit = useCallback(
    (before: Anchor | undefined) => {
      const element = scroller.current
      if (!element) return
      const wanted = target.current
      const row = wanted && rowByNo(element, wanted.no)
      if (wanted && row) {
        target.current = undefined
        reveal(element, row, wanted)
      } else if (stick.current && timeline.view.get().atEnd) element.scrollTop = element.scrollHeight
      else if (before) {
        const anchor = rowByKey(element, before.key)
        if (anchor) element.scrollTop += anchor.getBoundingClientRect().top - element.getBoundingClientRect().top - before.top
      }
      // Reads the layout once more, and may start loading: after the paint.
      requestAnimationFrame(() => {
        tellFar()
        checkEdges()
      })
      planSeen()
    },
    [scroller, timeline, tellFar, checkEdges, planSeen],
  )

  const onScroll = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const below = element.scrollHeight - element.scrollTop - element.clientHeight
    const { atEnd } = timeline.view.get()
    // The height changed without the reader's doing (the keyboard, the composer): that is no scrolling away.
    if (element.clientHeight === height.current) stick.current = atEnd && below < NEAR_END_PX
    tellFar()
    checkEdges()
    planSeen()
  }, [scroller, timeline, tellFar, checkEdges, planSeen])

  // When the keyboard or the composer takes room, what was at the lower edge stays at the lower edge.
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    height.current = element.clientHeight
    const observer = new ResizeObserver(() => {
      const grown = element.clientHeight - height.current
      height.current = element.clientHeight
      if (stick.current && timeline.view.get().atEnd) element.scrollTop = element.scrollHeight
      else if (grown !== 0) element.scrollTop -= grown
    })
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [scroller, timeline])

  // Coming back to the window is seeing what is in it.
  useEffect(() => {
    window.addEventListener('focus', planSeen)
    document.addEventListener('visibilitychange', planSeen)
    return () => {
      window.removeEventListener('focus', planSeen)
      document.removeEventListener('visibilitychange', planSeen)
      window.clearTimeout(seenTimer.current)
      seenTimer.current = undefined
    }
  }, [planSeen])

  const toEnd = useCallback(() => {
    stick.current = true
    target.current = undefined
    const element = scroller.current
    if (timeline.view.get().atEnd) {
      if (element) element.scrollTop = element.scrollHeight
    } else void timeline.openEnd()
  }, [scroller, timeline])

  const to = useCallback(
    (wanted: Target) => {
      const element = scroller.current
      const row = element && rowByNo(element, wanted.no)
      stick.current = false
      if (element && row) return reveal(element, row, wanted)
      target.current = wanted
      void timeline.openAround(wanted.no)
    },
    [scroller, timeline],
  )

  /** For the first commit: where to begin. */
  const begin = useCallback((wanted: Target | undefined) => {
    target.current = wanted
    stick.current = wanted === undefined
  }, [])

  return { onCommit, onScroll, toEnd, to, begin, far, isAtEnd: () => stick.current }
}

function reveal(scroller: HTMLElement, row: HTMLElement, { at }: Target): void {
  const offset = row.getBoundingClientRect().top - scroller.getBoundingClientRect().top
  const room = scroller.clientHeight - row.offsetHeight
  scroller.scrollTop += offset - (at === 'third' ? scroller.clientHeight / 4 : Math.max(0, room / 2))
  if (at !== 'middle') return
  row.focus({ preventScroll: true })
  row.dataset['flash'] = ''
  row.addEventListener('animationend', () => delete row.dataset['flash'], { once: true })
}

/** The number of the last message whose beginning is visible. */
function lastVisible(scroller: HTMLElement): number | undefined {
  const rows = scroller.querySelectorAll<HTMLElement>('[data-no]')
  const edge = scroller.getBoundingClientRect().bottom
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index] as HTMLElement
    if (row.getBoundingClientRect().top < edge - 12) return Number(row.dataset['no'])
  }
  return undefined
}
