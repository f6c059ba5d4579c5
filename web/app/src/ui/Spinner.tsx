import styles from './Spinner.module.css'
import { cx } from './cx'

/** A turning ring beside words that say what is under way; alone it would say nothing, so it is decoration. */
export function Spinner({ large }: { large?: boolean }) {
  return <span className={cx(styles.spinner, large && styles.large)} aria-hidden="true" />
}
