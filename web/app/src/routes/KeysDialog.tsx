import { useTranslation } from 'react-i18next'
import { Dialog, Kbd } from '@/ui'
import { modifier } from './keys'
import styles from './KeysDialog.module.css'

export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('chat')
  const command = modifier()
  const keys: [string, string[]][] = [
    [t('keys.find'), [command, 'K']],
    [t('keys.places'), ['Alt', '1–4']],
    [t('keys.send'), ['Enter']],
    [t('keys.newline'), ['Shift', 'Enter']],
    [t('keys.messages'), ['↑', '↓']],
    [t('keys.menu'), ['Enter']],
    [t('keys.reply'), ['R']],
    [t('keys.write'), ['Esc']],
    [t('keys.latest'), ['End']],
    [t('keys.help'), ['?']],
  ]
  return (
    <Dialog open onClose={onClose} title={t('keys.title')}>
      <dl className={styles.keys}>
        {keys.map(([what, combination]) => (
          <div key={what} className={styles.line}>
            <dt>{what}</dt>
            <dd>
              {combination.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
