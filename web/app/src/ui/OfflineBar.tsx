import type { ConnectionState } from '@sapa/api-client'
import { useTranslation } from 'react-i18next'
import styles from './OfflineBar.module.css'

/**
 * A thin line at the top while the cell cannot be reached. It lies over the page instead of pushing it, so nothing jumps, and
 * waits a moment: a connection that comes back at once is not worth a word.
 */
export function OfflineBar({ state }: { state: ConnectionState }) {
  const { t } = useTranslation('common')
  const quiet = state === 'online' || state === 'stopped'
  return (
    <div className={styles.bar} data-state={quiet ? 'online' : state} role="status">
      {!quiet && <span className={styles.words}>{state === 'offline' ? t('offline') : t('connecting')}</span>}
    </div>
  )
}
