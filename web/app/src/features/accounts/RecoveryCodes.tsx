import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate } from '@/i18n/format'
import { Banner, Button, CopyButton } from '@/ui'
import styles from './Form.module.css'

export interface RecoveryCodesProps {
  codes: readonly string[]
  handle: string
  onKept: () => void
}

/** The codes, for the only time. The way on opens when the person says that they are kept. */
export function RecoveryCodes({ codes, handle, onKept }: RecoveryCodesProps) {
  const { t } = useTranslation('accounts')
  const [kept, setKept] = useState(false)
  const text = `${t('codes.file_title', { handle, date: formatDate(Date.now()) })}\n\n${codes.join('\n')}\n\n${t('codes.file_note')}\n`
  return (
    <div className={styles.form}>
      <Banner tone="warning" title={t('codes.once_title')}>
        {t('codes.once')}
      </Banner>
      <ol className={styles.codes} aria-label={t('codes.list')}>
        {codes.map((code, index) => (
          <li key={code} className={styles.code}>
            <span className={styles.number} aria-hidden="true">
              {index + 1}
            </span>
            <span>{code}</span>
          </li>
        ))}
      </ol>
      <div className={styles.pair}>
        <CopyButton text={text}>{t('codes.copy')}</CopyButton>
        <Button icon={<Download />} onClick={() => download(text, `sapa-${handle}.txt`)}>
          {t('codes.download')}
        </Button>
      </div>
      <label className={styles.check}>
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} />
        <span>{t('codes.kept')}</span>
      </label>
      <Button look="primary" wide disabled={!kept} onClick={onKept}>
        {t('codes.go_on')}
      </Button>
    </div>
  )
}

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the bytes when the click returns; the address only has to live that long.
  window.setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
