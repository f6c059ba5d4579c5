import { useTranslation } from 'react-i18next'
import { TwoPane } from '@/routes/TwoPane'
import { ChatList } from './ChatList'

export function ChatsLayout() {
  const { t } = useTranslation('common')
  return <TwoPane list={<ChatList />} label={t('nav.chats')} />
}
