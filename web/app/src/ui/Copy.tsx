import { Check, Copy as CopyIcon, Share2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, type ButtonProps } from './Button'
import { copyText } from './copyText'
import styles from './Copy.module.css'
import { toast } from './toast'

/** How long the tick stands. */
const TICK_MS = 2_000

/** Copies, and says so on itself. */
export function CopyButton({ text, children, ...rest }: { text: string } & Omit<ButtonProps, 'onClick'>) {
  const { t } = useTranslation('common')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = window.setTimeout(() => setCopied(false), TICK_MS)
    return () => window.clearTimeout(timer)
  }, [copied])
  const copy = () => {
    void copyText(text).then((done) => {
      setCopied(done)
      if (!done) toast(t('copy.failed'), { look: 'bad' })
    })
  }
  return (
    <Button icon={copied ? <Check /> : <CopyIcon />} onClick={copy} {...rest}>
      <span aria-live="polite">{copied ? t('copy.done') : (children ?? t('action.copy'))}</span>
    </Button>
  )
}

/** A link to hand on: shown whole, copied or shared. Pressing the text selects it, for where neither works. */
export function ShareLink({ url, label, title }: { url: string; label: string; title?: string }) {
  const { t } = useTranslation('common')
  const canShare = typeof navigator !== 'undefined' && typeof navigator.share === 'function'
  return (
    <div className={styles.share}>
      <input className={styles.link} readOnly value={url} aria-label={label} dir="ltr" onFocus={(event) => event.target.select()} />
      <div className={styles.actions}>
        <CopyButton text={url} look="primary">
          {t('action.copy_link')}
        </CopyButton>
        {canShare && (
          <Button
            icon={<Share2 />}
            onClick={() => {
              // A person who closes the share sheet changed their mind; there is nothing to say about it.
              navigator.share({ url, title }).catch(() => undefined)
            }}
          >
            {t('action.share')}
          </Button>
        )}
      </div>
    </div>
  )
}
