import { useLayoutEffect, useState, type RefObject } from 'react'

/** As in ChatRow.module.css. All rows are equally high, so where they stand is arithmetic and needs no measuring. */
const ROW_REM = 4.5
/** Rows drawn beyond what is visible, so that a quick scroll meets no empty space. */
const BEYOND = 10

/** Which rows of a long list to draw: those in view and a few more. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, count: number) {
  const [{ first, visible, rowHeight }, setPlace] = useState({ first: 0, visible: 24, rowHeight: ROW_REM * 16 })
  const measure = () => {
    const element = scroller.current
    if (!element) return
    // Rows follow the reader's text size.
    const height = ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize)
    const next = { first: Math.floor(element.scrollTop / height), visible: Math.ceil(element.clientHeight / height) + 1, rowHeight: height }
    setPlace((now) => (now.first === next.first && now.visible === next.visible && now.rowHeight === next.rowHeight ? now : next))
  }
  useLayoutEffect(() => {
    measure()
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
    // `measure` reads what is current each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [scroller])
  return {
    from: Math.max(0, Math.min(first - BEYOND, count)),
    to: Math.min(count, first + visible + BEYOND),
    rowHeight,
    onScroll: measure,
  }
}
