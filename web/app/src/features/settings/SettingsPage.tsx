import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES } from '@/i18n/languages'
import { changeLanguage, currentLanguage } from '@/i18n/setup'
import { paths } from '@/routes/paths'
import { useSlot } from '@/state'
import { Banner, Page, Segmented } from '@/ui'
import { currentLook, storeLook, TEXT_SIZES, type Look, type TextSize } from './apply'
import styles from './SettingsPage.module.css'

/** How Sapa looks and reads on this device. */
export function SettingsPage() {
  const { t } = useTranslation('settings')
  const slot = useSlot()
  const [look, setLook] = useState<Look>(currentLook)
  const change = (part: Partial<Look>) => {
    const next = { ...look, ...part }
    setLook(next)
    storeLook(next)
  }
  return (
    <Page title={t('title')} back={paths.me(slot)} backOnPhoneOnly>
      <p className={styles.lead}>{t('lead')}</p>
      <Segmented
        label={t('language')}
        stacks
        value={currentLanguage()}
        onChange={(language) => void changeLanguage(language)}
        options={LANGUAGES.map(({ code, tag, name }) => ({ value: code, label: name, lang: tag }))}
      />
      <Segmented
        label={t('theme.label')}
        value={look.theme}
        onChange={(theme) => change({ theme })}
        options={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
      />
      <TextSizeChoice size={look.textSize} onChange={(textSize) => change({ textSize })} />
      <section className={styles.section}>
        <h2 className={styles.heading}>{t('notifications.title')}</h2>
        <Banner>{t('notifications.none')}</Banner>
      </section>
    </Page>
  )
}

function TextSizeChoice({ size, onChange }: { size: TextSize; onChange: (size: TextSize) => void }) {
  const { t } = useTranslation('settings')
  const at = TEXT_SIZES.indexOf(size)
  return (
    <div className={styles.section}>
      <label className={styles.size}>
        <span className={styles.heading}>{t('text_size.label')}</span>
        <span className={styles.slider}>
          <span className={styles.small} aria-hidden="true">
            {t('text_size.sample')}
          </span>
          <input
            type="range"
            min={0}
            max={TEXT_SIZES.length - 1}
            step={1}
            value={at}
            aria-valuetext={t('text_size.percent', { percent: Math.round(size * 100) })}
            onChange={(event) => onChange(TEXT_SIZES[Number(event.target.value)] ?? 1)}
          />
          <span className={styles.large} aria-hidden="true">
            {t('text_size.sample')}
          </span>
        </span>
      </label>
      <p className={styles.preview}>{t('text_size.preview')}</p>
    </div>
  )
}
