import { ChevronRight } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { AppLink } from './AppLink'
import { cx } from './cx'
import styles from './ListRow.module.css'

interface RowParts {
  /** An avatar or an icon. */
  start?: ReactNode
  title: ReactNode
  /** A second line. */
  detail?: ReactNode
  /** Beside the title: a time, a badge, a switch. */
  end?: ReactNode
  /** An arrow that says: this opens a page. */
  opens?: boolean
  /** The page that this row opened stands beside the list. */
  current?: boolean
  danger?: boolean
  className?: string
}

export interface ListRowProps extends RowParts {
  /** Opens a page. */
  to?: string
  /** Or does something. Neither: the row only shows. */
  onPress?: () => void
  /** Buttons of their own at the end, outside of what the row itself does. */
  actions?: ReactNode
  ref?: Ref<HTMLElement>
}

/** One line of a list: picture, name, what there is to say. The same measures everywhere. */
export function ListRow({ start, title, detail, end, opens, current, danger, className, to, onPress, actions, ref }: ListRowProps) {
  const inside = (
    <>
      {start != null && <span className={styles.start}>{start}</span>}
      <span className={styles.words}>
        <span className={styles.title}>{title}</span>
        {detail != null && <span className={styles.detail}>{detail}</span>}
      </span>
      {end != null && <span className={styles.end}>{end}</span>}
      {opens && <ChevronRight className={styles.arrow} aria-hidden="true" />}
    </>
  )
  const look = cx(styles.row, current && styles.current, danger && styles.danger, actions != null && styles.shared, className)
  let row: ReactNode
  if (to !== undefined) {
    row = (
      <AppLink to={to} className={cx(look, styles.active)} aria-current={current ? 'page' : undefined} ref={ref as Ref<HTMLAnchorElement>}>
        {inside}
      </AppLink>
    )
  } else if (onPress) {
    row = (
      <button type="button" className={cx(look, styles.active)} onClick={onPress} ref={ref as Ref<HTMLButtonElement>}>
        {inside}
      </button>
    )
  } else {
    row = (
      <div className={look} ref={ref as Ref<HTMLDivElement>}>
        {inside}
      </div>
    )
  }
  if (actions == null) return row
  return (
    <div className={styles.pair}>
      {row}
      <span className={styles.actions}>{actions}</span>
    </div>
  )
}

/** An icon at the start of a row, on its own quiet ground. */
export function RowIcon({ children, tone = 'sea' }: { children: ReactNode; tone?: 'sea' | 'sand' | 'danger' }) {
  return (
    <span className={styles.icon} data-tone={tone} aria-hidden="true">
      {children}
    </span>
  )
}

/** Rows that belong together, on one card, under an optional heading. */
export function Section({ heading, note, children, level = 2, className }: { heading?: ReactNode; note?: ReactNode; children: ReactNode; level?: 2 | 3; className?: string }) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={cx(styles.section, className)}>
      {heading != null && <Heading className={styles.heading}>{heading}</Heading>}
      <div className={styles.card}>{children}</div>
      {note != null && <p className={styles.note}>{note}</p>}
    </section>
  )
}
