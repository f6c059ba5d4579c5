import { useEffect, useRef, useState, type ReactNode } from 'react'
import parts from './Parts.module.css'

/** How far beyond what is seen a part of a long list is drawn. */
const MARGIN = '1600px 0px'

/** The element that scrolls around another; nothing: the window does. */
export function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let at = element.parentElement; at; at = at.parentElement) if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  return null
}

/** A part of a long list that is drawn while it is near; far away it keeps its height and nothing else. What has the focus stays. */
export function Chunk({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState<number>()
  useEffect(() => {
    const here = place.current
    if (!here || typeof IntersectionObserver === 'undefined') return
    const watch = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1)
        if (!entry) return
        if (entry.isIntersecting) setHeight(undefined)
        else if (!here.contains(document.activeElement)) setHeight((known) => known ?? entry.boundingClientRect.height)
      },
      { root: scrollerOf(here), rootMargin: MARGIN },
    )
    watch.observe(here)
    return () => watch.disconnect()
  }, [])
  return (
    <div ref={place} className={parts.steps} style={height === undefined ? undefined : { height }}>
      {height === undefined && children}
    </div>
  )
}
