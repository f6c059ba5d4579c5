import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './Button'
import styles from './Banner.module.css'

type Tone = 'info' | 'good' | 'warning' | 'danger'
const ICONS = { info: Info, good: CircleCheck, warning: TriangleAlert, danger: CircleAlert } as const

export interface BannerProps {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  onDismiss?: () => void
  /** Announced at once: something the person did went wrong. */
  alert?: boolean
}

/** Something to know on this page. Shape and word tell its kind, colour only helps. */
export function Banner({ tone = 'info', title, children, action, onDismiss, alert }: BannerProps) {
  const { t } = useTranslation('common')
  const Icon = ICONS[tone]
  return (
    <div className={styles.banner} data-tone={tone} role={alert ? 'alert' : undefined}>
      <Icon className={styles.icon} aria-hidden="true" />
      <div className={styles.words}>
        {title != null && <p className={styles.title}>{title}</p>}
        {children != null && <div>{children}</div>}
        {action != null && <div className={styles.action}>{action}</div>}
      </div>
      {onDismiss && (
        <IconButton label={t('action.dismiss')} onClick={onDismiss} className={styles.close}>
          <X />
        </IconButton>
      )}
    </div>
  )
}
