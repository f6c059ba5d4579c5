import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Languages } from 'lucide-react'
import { LANGUAGES } from '@/i18n/languages'
import { changeLanguage, currentLanguage } from '@/i18n/setup'
import { AppLink, Logo } from '@/ui'
import { paths } from '@/routes/paths'
import styles from './Outside.module.css'

export interface OutsideProps {
  title: ReactNode
  /** What this page is about, in a sentence or two. */
  lead?: ReactNode
  children: ReactNode
  /** Other ways on, below the form. */
  elsewhere?: ReactNode
}

/** The frame of all pages before signing in: the mark, the language, and one thing to do. */
export function Outside({ title, lead, children, elsewhere }: OutsideProps) {
  const { t } = useTranslation('accounts')
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <AppLink to={paths.welcome} className={styles.home} aria-label={t('outside.home')}>
          <Logo size={36} />
        </AppLink>
        <LanguagePicker />
      </header>
      <main className={styles.main}>
        <div className={styles.head}>
          <h1 className={styles.title}>{title}</h1>
          {lead != null && <p className={styles.lead}>{lead}</p>}
        </div>
        {children}
        {elsewhere != null && <div className={styles.elsewhere}>{elsewhere}</div>}
      </main>
    </div>
  )
}

export function LanguagePicker() {
  const { t } = useTranslation('accounts')
  return (
    <label className={styles.language}>
      <Languages aria-hidden="true" />
      <span className="visually-hidden">{t('outside.language')}</span>
      <select
        value={currentLanguage()}
        onChange={(event) => {
          const chosen = LANGUAGES.find(({ code }) => code === event.target.value)
          if (chosen) void changeLanguage(chosen.code)
        }}
      >
        {LANGUAGES.map(({ code, tag, name }) => (
          <option key={code} value={code} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
