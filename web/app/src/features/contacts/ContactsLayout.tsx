import { useTranslation } from 'react-i18next'
import { TwoPane } from '@/routes/TwoPane'
import { EmptyState } from '@/ui'
import { ContactList } from './ContactList'

export function ContactsLayout() {
  const { t } = useTranslation('contacts')
  return <TwoPane list={<ContactList />} label={t('title')} />
}

/** Fills the space beside the list on a desktop. */
export function NoContact() {
  const { t } = useTranslation('contacts')
  return (
    <EmptyState drawing="people" title={t('choose_title')}>
      {t('choose')}
    </EmptyState>
  )
}
