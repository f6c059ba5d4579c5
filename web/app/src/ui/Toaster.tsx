import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from './Button'
import { dismissToast, toasts } from './toast'
import styles from './Toaster.module.css'

/** Where toasts appear; the root layout holds one. */
export function Toaster() {
  const { t } = useTranslation('common')
  const messages = useSyncExternalStore(toasts.subscribe, toasts.snapshot)
  return (
    <div className={styles.toaster} role="status" aria-live="polite">
      {messages.map((message) => (
        <div key={message.id} className={styles.toast} data-look={message.look}>
          {message.look === 'good' && <CircleCheck aria-hidden="true" />}
          {message.look === 'bad' && <CircleAlert aria-hidden="true" />}
          <span className={styles.text}>{message.text}</span>
          {message.action && (
            <Button
              look="plain"
              onClick={() => {
                dismissToast(message.id)
                message.action?.run()
              }}
            >
              {message.action.label}
            </Button>
          )}
          <IconButton label={t('action.close')} onClick={() => dismissToast(message.id)}>
            <X />
          </IconButton>
        </div>
      ))}
    </div>
  )
}
