import { memo } from 'react'
import type { Mention } from '@sapa/api-client'
import { useAccount } from '@/state/hooks'
import { AppLink } from '@/ui'
import { tokenize } from './links'
import styles from './MessageItem.module.css'

/** A message's words; what looks like a link can be pressed, and names that are called stand out. */
export const MessageText = memo(function MessageText({ text, mentions }: { text: string; mentions: readonly Mention[] | undefined }) {
  const { self } = useAccount()
  return tokenize(text, mentions).map((token, index) => {
    if (token.kind === 'text') return token.text
    if (token.kind === 'mention') {
      const me = token.account === undefined || token.account === self
      return (
        <bdi key={index} className={me ? styles.mentionMe : styles.mention}>
          {token.text}
        </bdi>
      )
    }
    if (token.local) {
      return (
        <AppLink key={index} to={token.href} className={styles.link}>
          {token.text}
        </AppLink>
      )
    }
    return (
      <a key={index} className={styles.link} href={token.href} target="_blank" rel="noopener noreferrer nofollow">
        {token.text}
      </a>
    )
  })
})
