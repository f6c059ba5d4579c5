import styles from './Name.module.css'
import { cx } from './cx'

/** A name as a person wrote it, held apart from the words around it, on one line unless `wraps`. */
export function Name({ children, wraps, className }: { children: string; wraps?: boolean; className?: string }) {
  return (
    <bdi className={cx(wraps ? styles.wraps : styles.line, className)} title={wraps ? undefined : children}>
      {children}
    </bdi>
  )
}

/** A handle with its @; always left to right. */
export function Handle({ children, className }: { children: string; className?: string }) {
  return (
    <bdi dir="ltr" className={cx(styles.line, styles.handle, className)}>
      @{children}
    </bdi>
  )
}
