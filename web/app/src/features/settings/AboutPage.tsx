import { useTranslation } from 'react-i18next'
import { useCellInfo } from '@/features/accounts/entry'
import { paths } from '@/routes/paths'
import { useSlot } from '@/state'
import { ListRow, Logo, Page, Section } from '@/ui'
import styles from './AboutPage.module.css'

/** What this is, which version, and who can read what. */
export function AboutPage() {
  const { t } = useTranslation('settings')
  const slot = useSlot()
  const info = useCellInfo().data
  return (
    <Page title={t('about.title')} back={paths.me(slot)} backOnPhoneOnly readOnly>
      <div className={styles.mark}>
        <Logo size={64} />
        <h2>{t('common:app')}</h2>
        <p>{t('about.what')}</p>
      </div>
      <Section>
        <ListRow title={t('about.place')} end={<bdi>{info?.name ?? '–'}</bdi>} />
        <ListRow title={t('about.version')} end={<span className="figures">{info?.version ?? '–'}</span>} />
        <ListRow title={t('about.licence')} end={<bdi>{LICENCE}</bdi>} />
      </Section>
      <Section heading={t('about.reading')} note={t('about.affiliation')}>
        <div className={styles.text}>
          <p>{t('about.people_read')}</p>
          <p>{t('about.operators_read')}</p>
        </div>
      </Section>
    </Page>
  )
}

const LICENCE = 'Apache-2.0'
