import type { ReactNode } from 'react'
import { Drawing, type DrawingName } from './Drawing'
import styles from './EmptyState.module.css'

export interface EmptyStateProps {
  drawing: DrawingName
  title: ReactNode
  children?: ReactNode
  /** One action; a second one only where there truly are two ways on. */
  action?: ReactNode
}

/** What stands where nothing is yet: one drawing, what would be here, and the way to it. */
export function EmptyState({ drawing, title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <Drawing name={drawing} />
      <h2 className={styles.title}>{title}</h2>
      {children != null && <div className={styles.words}>{children}</div>}
      {action != null && <div className={styles.action}>{action}</div>}
    </div>
  )
}
