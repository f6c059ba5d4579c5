import type { ReactNode } from 'react'
import { AppLink } from './AppLink'
import { Badge, Dot } from './Badge'
import styles from './Nav.module.css'

export interface NavItem {
  to: string
  label: string
  icon: ReactNode
  current: boolean
  /** How much is new, and how that is said. */
  count?: number
  countLabel?: string
  /** Something is new, without a number. */
  dot?: string
}

export interface NavProps {
  label: string
  items: readonly NavItem[]
  /** The rail's head: whose account this is. */
  start?: ReactNode
  end?: ReactNode
}

/** The four places: tabs below on phones, a rail at the side on desktops. One element, placed by CSS, so nothing jumps. */
export function Nav({ label, items, start, end }: NavProps) {
  return (
    <nav className={styles.nav} aria-label={label}>
      <div className={styles.start}>{start}</div>
      <ul className={styles.items} role="list">
        {items.map((item) => (
          <li key={item.to} className={styles.place}>
            <AppLink to={item.to} className={styles.item} aria-current={item.current ? 'page' : undefined}>
              <span className={styles.icon} aria-hidden="true">
                {item.icon}
              </span>
              <span className={styles.label}>{item.label}</span>
              <span className={styles.badge}>
                {item.count ? <Badge count={item.count} label={item.countLabel ?? ''} /> : item.dot ? <Dot label={item.dot} /> : null}
              </span>
            </AppLink>
          </li>
        ))}
      </ul>
      {end != null && <div className={styles.end}>{end}</div>}
    </nav>
  )
}
