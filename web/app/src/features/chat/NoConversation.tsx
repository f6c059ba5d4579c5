import { useTranslation } from 'react-i18next'
import { modifier } from '@/routes/keys'
import { useConversations } from '@/state/hooks'
import { EmptyState } from '@/ui'

/** Beside the list, before a conversation is opened. Phones show only the list. */
export function NoConversation() {
  const { t } = useTranslation('chat')
  // An empty list has its own words and ways on; here they would be said twice.
  if (useConversations()?.length === 0) return null
  return (
    <EmptyState drawing="chats" title={t('none_open.title')}>
      <p>{t('none_open.text', { keys: `${modifier()}+K` })}</p>
    </EmptyState>
  )
}
