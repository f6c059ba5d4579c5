import { useTranslation } from 'react-i18next'
import { cx } from './cx'
import styles from './Skeleton.module.css'

/** A grey shape where something will stand. Nothing shows for the first 150 ms: most answers come sooner. */
export function Skeleton({ width = '100%', height = '1em', round }: { width?: string; height?: string; round?: boolean }) {
  return <span className={cx(styles.shape, round && styles.round)} style={{ width, height }} aria-hidden="true" />
}

/** Rows of a list that is on its way, in the measures of ListRow. */
export function SkeletonRows({ count = 6, picture = true }: { count?: number; picture?: boolean }) {
  const { t } = useTranslation('common')
  return (
    <div className={styles.rows} role="status">
      <span className="visually-hidden">{t('loading')}</span>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.row} aria-hidden="true">
          {picture && <span className={cx(styles.shape, styles.face)} />}
          <span className={styles.words}>
            <Skeleton width={`${38 + ((index * 17) % 30)}%`} height="0.9rem" />
            <Skeleton width={`${56 + ((index * 23) % 34)}%`} height="0.75rem" />
          </span>
        </div>
      ))}
    </div>
  )
}
