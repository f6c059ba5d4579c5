import type { ReactNode } from 'react'
import { Drawing, type DrawingName } from './Drawing'
import styles from './EmptyState.module.css'

export interface EmptyStateProps {
  drawing: DrawingName
  title: ReactNode
  /** 1 where nothing else names the page. */
  level?: 1 | 2
  children?: ReactNode
  /** One action; a second one only where there truly are two ways on. */
  action?: ReactNode
}

/** What stands where nothing is yet: one drawing, what would be here, and the way to it. */
export function EmptyState({ drawing, title, children, action, level = 2 }: EmptyStateProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className={styles.empty}>
      <Drawing name={drawing} />
      <Heading className={styles.title}>{title}</Heading>
      {children != null && <div className={styles.words}>{children}</div>}
      {action != null && <div className={styles.action}>{action}</div>}
    </div>
  )
}
