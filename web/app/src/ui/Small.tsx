import { useId, type ReactNode } from 'react'
import styles from './Small.module.css'

/** A key to press, as it is written on keyboards. */
export function Kbd({ children }: { children: string }) {
  return <kbd className={styles.kbd}>{children}</kbd>
}

/**
 * Words beside something on hover and focus. `children` must be able to take the focus and have a name of its own: what
 * stands here only adds to it, since fingers do not hover.
 */
export function Tooltip({ text, children }: { text: ReactNode; children: (describedBy: string) => ReactNode }) {
  const id = useId()
  return (
    <span className={styles.tipped}>
      {children(id)}
      <span role="tooltip" id={id} className={styles.tip}>
        {text}
      </span>
    </span>
  )
}

/** Where one stands in a few steps. */
export function Stepper({ label, step, of }: { label: string; step: number; of: number }) {
  return (
    <div className={styles.steps} role="img" aria-label={label}>
      {Array.from({ length: of }, (_, index) => (
        <span key={index} className={styles.step} data-state={index < step - 1 ? 'done' : index === step - 1 ? 'now' : 'later'} />
      ))}
    </div>
  )
}
