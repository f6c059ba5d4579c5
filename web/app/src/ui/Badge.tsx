import type { ReactNode } from 'react'
import { cx } from './cx'
import styles from './Badge.module.css'

/** Above this the exact number helps nobody. */
const MOST = 99

/** A count of what is new. `label` says it in words for those who do not see where it stands. */
export function Badge({ count, label, muted }: { count: number; label: string; muted?: boolean }) {
  if (count <= 0) return null
  return (
    <span className={cx(styles.badge, muted && styles.muted)}>
      <span aria-hidden="true">{count > MOST ? `${MOST}+` : count}</span>
      <span className="visually-hidden">{label}</span>
    </span>
  )
}

/** Something is new, without a number. */
export function Dot({ label }: { label: string }) {
  return (
    <span className={styles.dot}>
      <span className="visually-hidden">{label}</span>
    </span>
  )
}

/** A word about what something is: "this device", "operator". */
export function Tag({ children, tone = 'sand' }: { children: ReactNode; tone?: 'sand' | 'sea' | 'warning' | 'danger' }) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {children}
    </span>
  )
}
