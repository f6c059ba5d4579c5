import { useTranslation } from 'react-i18next'
import { EmptyState, LinkButton } from '@/ui'
import { paths } from './paths'

export function NotFound() {
  const { t } = useTranslation('chat')
  return (
    <main>
      <EmptyState
        drawing="search"
        level={1}
        title={t('not_found.title')}
        action={
          <LinkButton look="primary" to={paths.home}>
            {t('not_found.home')}
          </LinkButton>
        }
      >
        <p>{t('not_found.text')}</p>
      </EmptyState>
    </main>
  )
}
