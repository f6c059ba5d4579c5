import styles from './MessageList.module.css'

const WIDTHS = [46, 62, 38, 0, 54, 30, 0, 66, 44]

/** The true layout of a conversation that is on its way: nothing at all for the first 150 ms. */
export function MessageSkeleton() {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      {WIDTHS.map((width, index) => (
        <span key={index} style={{ width: `${width || 50}%` }} data-mine={width === 0 || undefined} />
      ))}
    </div>
  )
}
