import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './Button'
import styles from './ProgressBar.module.css'

export interface ProgressBarProps {
  label: string
  /** 0 to 1; nothing when nobody knows. */
  value?: number
  onCancel?: () => void
}

/** Long work, how far it is, and the way out of it. */
export function ProgressBar({ label, value, onCancel }: ProgressBarProps) {
  const { t } = useTranslation('common')
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div className={styles.progress}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div className={percent === undefined ? styles.unknown : styles.done} style={percent === undefined ? undefined : { scale: `${percent / 100} 1` }} />
      </div>
      {onCancel && (
        <IconButton label={t('action.cancel')} onClick={onCancel}>
          <X />
        </IconButton>
      )}
    </div>
  )
}
