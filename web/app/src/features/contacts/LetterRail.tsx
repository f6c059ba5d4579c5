import { useRef, useState, type PointerEvent } from 'react'
import styles from './LetterRail.module.css'

/**
 * The letters at the edge: a finger glides along them. Only a shortcut for fingers and mice, so it is hidden from screen readers and
 * keyboards, which have the search and the list itself.
 */
export function LetterRail({ letters, onChoose }: { letters: readonly string[]; onChoose: (index: number) => void }) {
  const rail = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<number>()
  const glide = (event: PointerEvent) => {
    const box = rail.current?.getBoundingClientRect()
    if (!box || (event.type === 'pointermove' && at === undefined)) return
    const index = Math.min(letters.length - 1, Math.max(0, Math.floor(((event.clientY - box.top) / box.height) * letters.length)))
    if (index === at) return
    setAt(index)
    onChoose(index)
  }
  const leave = () => setAt(undefined)
  return (
    <div
      ref={rail}
      className={styles.rail}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        glide(event)
      }}
      onPointerMove={glide}
      onPointerUp={leave}
      onPointerCancel={leave}
    >
      {letters.map((letter, index) => (
        <span key={letter} className={styles.letter} data-here={index === at || undefined}>
          {letter}
        </span>
      ))}
      {at !== undefined && (
        <span className={styles.bubble} style={{ top: `${((at + 0.5) / letters.length) * 100}%` }}>
          {letters[at]}
        </span>
      )}
    </div>
  )
}
