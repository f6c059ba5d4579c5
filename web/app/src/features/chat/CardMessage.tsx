import { useTranslation } from 'react-i18next'
import type { MessageCard } from '@sapa/api-client'
import { formatMoney } from '@/i18n/money'
import styles from './CardMessage.module.css'
import { cardLabel } from './preview'

/** What another part of Sapa put into the conversation: what it is, how much, what was said with it, and how it stands. */
export function CardMessage({ card }: { card: MessageCard }) {
  const { t } = useTranslation('chat')
  return (
    <div className={styles.card} data-card={card.kind} data-card-state={card.state}>
      <span className={styles.kind}>{cardLabel(card.kind, t)}</span>
      {card.money && <strong className={styles.money}>{formatMoney(card.money)}</strong>}
      {card.note && (
        <span className={styles.note} dir="auto">
          {card.note}
        </span>
      )}
      <span className={styles.state}>{t(`card.state.${card.state}`, { defaultValue: '' })}</span>
    </div>
  )
}
