import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Composer.module.css'
import { EMOJI, EMOJI_GROUPS, type EmojiGroup } from './emoji'

const RECENT_KEY = 'sapa.recent-emoji'
const RECENT_MAX = 24

/** Emoji by groups, the ones used last first. */
export default function EmojiPicker({ onPick, onClose }: { onPick: (emoji: string) => void; onClose: () => void }) {
  const { t } = useTranslation('chat')
  const [recent] = useState(readRecent)
  const [group, setGroup] = useState<EmojiGroup | 'recent'>(recent.length ? 'recent' : 'smileys')
  const shown = group === 'recent' ? recent : EMOJI[group]
  const pick = (emoji: string) => {
    writeRecent(emoji)
    onPick(emoji)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }
  return (
    <div className={styles.picker} onKeyDown={onKeyDown}>
      <div className={styles.tabs} role="tablist" aria-label={t('emoji.groups')}>
        {[...(recent.length ? (['recent'] as const) : []), ...EMOJI_GROUPS].map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`emoji-tab-${name}`}
            aria-controls="emoji-panel"
            aria-selected={name === group}
            aria-label={t(`emoji.${name}`)}
            title={t(`emoji.${name}`)}
            className={styles.tab}
            onClick={() => setGroup(name)}
          >
            {name === 'recent' ? '🕘' : EMOJI[name][0]}
          </button>
        ))}
      </div>
      <div className={styles.emojis} role="tabpanel" id="emoji-panel" aria-labelledby={`emoji-tab-${group}`}>
        {shown.map((emoji) => (
          <button key={emoji} type="button" className={styles.one} onClick={() => pick(emoji)}>
            {emoji}
          </button>
        ))}
      </div>
    </div>
  )
}

function readRecent(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(RECENT_KEY) ?? '[]')
    return Array.isArray(value) ? value.filter((emoji) => typeof emoji === 'string') : []
  } catch {
    return []
  }
}

function writeRecent(emoji: string): void {
  try {
    localStorage.setItem(RECENT_KEY, JSON.stringify([emoji, ...readRecent().filter((other) => other !== emoji)].slice(0, RECENT_MAX)))
  } catch {
    // A comfort only.
  }
}
