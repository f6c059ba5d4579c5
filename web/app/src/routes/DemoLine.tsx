import { useTranslation } from 'react-i18next'
import { isDemo } from '@/state/cell'
import { useSignal } from '@/state/signal'
import styles from './DemoLine.module.css'

/** On every page of a demo town: that its people are made up and its money is play money. */
export function DemoLine() {
  const { t } = useTranslation('chat')
  if (!useSignal(isDemo)) return null
  return (
    <aside className={styles.line}>{t('demo.line')}</aside>
  )
}
