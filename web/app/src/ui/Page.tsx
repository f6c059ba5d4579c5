import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconLink } from './Button'
import { cx } from './cx'
import styles from './Page.module.css'

export interface PageHeaderProps {
  title: ReactNode
  /** A second line, small. */
  detail?: ReactNode
  /** Where "back" leads; a page that is the first of its tab has none. */
  back?: string
  /** The way back is only needed while the list does not stand beside the page. */
  backOnPhoneOnly?: boolean
  actions?: ReactNode
  start?: ReactNode
  level?: 1 | 2
}

/** The bar on top of a page. It stays while the page scrolls. */
export function PageHeader({ title, detail, back, backOnPhoneOnly, actions, start, level = 1 }: PageHeaderProps) {
  const { t } = useTranslation('common')
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <header className={styles.header}>
      {back !== undefined && (
        <IconLink to={back} label={t('action.back')} className={cx(styles.back, backOnPhoneOnly && styles.onPhone)}>
          <ArrowLeft />
        </IconLink>
      )}
      {start}
      <div className={styles.titles}>
        <Heading className={styles.title}>{title}</Heading>
        {detail != null && <p className={styles.detail}>{detail}</p>}
      </div>
      {actions != null && <div className={styles.actions}>{actions}</div>}
    </header>
  )
}

export interface PageProps extends Omit<PageHeaderProps, 'title'> {
  title: ReactNode
  /** For the window's title, when `title` is more than text. */
  name?: string
  children: ReactNode
  /** Full width, for lists that stand at the edge; the default is a column to read and fill in. */
  flush?: boolean
  /** Stays below, such as the one action of a form. */
  footer?: ReactNode
  /** Nothing in it can take the focus, so the page itself must, or keys could not scroll it. */
  readOnly?: boolean
}

/** A page of its own: bar, what scrolls, and on opening the focus at its heading for those who hear it. */
export function Page({ title, name, children, flush, footer, readOnly, ...header }: PageProps) {
  const place = useRef<HTMLDivElement>(null)
  const text = name ?? (typeof title === 'string' ? title : undefined)
  useEffect(() => {
    // Whoever moved here by keyboard or screen reader starts at the top of the new page, not at the link that is gone.
    if (document.activeElement === document.body || document.activeElement === null) place.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div ref={place} className={styles.page} tabIndex={-1} aria-label={text}>
      <PageHeader title={title} {...header} />
      <div className={styles.scroll} tabIndex={readOnly ? 0 : undefined} role={readOnly ? 'group' : undefined} aria-label={readOnly ? text : undefined}>
        <div className={flush ? styles.flush : styles.column}>{children}</div>
      </div>
      {footer != null && <footer className={styles.footer}>{footer}</footer>}
    </div>
  )
}
