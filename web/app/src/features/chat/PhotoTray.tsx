import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '@/ui'
import type { ChosenPhoto } from './attach'
import styles from './Composer.module.css'

/** Pictures that wait to be sent with the next message. */
export function PhotoTray({ photos, onRemove }: { photos: readonly ChosenPhoto[]; onRemove: (photo: ChosenPhoto) => void }) {
  const { t } = useTranslation('chat')
  return (
    <ul className={styles.tray} role="list" aria-label={t('attach.chosen')}>
      {photos.map((photo, index) => (
        <li key={photo.url} className={styles.thumb}>
          <img src={photo.url} alt={t('attach.nth', { index: index + 1 })} />
          <IconButton
            label={t('attach.remove', { index: index + 1 })}
            className={styles.remove}
            onClick={() => {
              URL.revokeObjectURL(photo.url)
              onRemove(photo)
            }}
          >
            <X />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}
