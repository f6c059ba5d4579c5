import { useImperativeHandle, useMemo, useState, type KeyboardEvent, type Ref } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AccountId, Card, Conversation } from '@sapa/api-client'
import { useAccount, useNameOf } from '@/state/hooks'
import { Avatar, cx } from '@/ui'
import styles from './Composer.module.css'
import { fold } from './ChatList'

const MOST = 6

/** Someone who can be called; without an account: everyone. */
export interface Callable {
  account?: AccountId
  name: string
  card?: Card
}

/** The part of a name that is being written after an @, right before the caret. */
export function mentionQuery(text: string, caret: number): { at: number; text: string } | undefined {
  const before = text.slice(0, caret)
  const at = before.lastIndexOf('@')
  if (at === -1 || (at > 0 && /[\p{L}\p{N}]/u.test(before[at - 1] ?? ''))) return undefined
  const query = before.slice(at + 1)
  return query.length > 32 || query.includes('\n') ? undefined : { at, text: query }
}

/** Members by the names that are shown here; only the owner calls everyone. */
export function useCallable(conversation: Conversation): { names: Callable[]; canCallAll: boolean } {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const nameOf = useNameOf()
  const inGroup = conversation.type === 'group'
  const { data: members } = useQuery({
    queryKey: ['members', account.self, conversation.conversation, conversation.member_count],
    queryFn: () => account.directory.members(conversation.conversation),
    enabled: inGroup && conversation.can_send,
  })
  const canCallAll = inGroup && conversation.owner === account.self
  const names = useMemo(() => {
    const list: Callable[] = (members ?? conversation.members_preview)
      .filter((card) => card.account !== account.self)
      .map((card) => ({ account: card.account, name: nameOf(card.account) ?? card.display_name, card }))
    return canCallAll ? [{ name: t('mention.everyone') }, ...list] : list
  }, [members, conversation.members_preview, account.self, nameOf, canCallAll, t])
  return { names, canCallAll }
}

interface Props {
  names: readonly Callable[]
  canCallAll: boolean
  query: string
  onPick: (name: string) => void
  handle: Ref<{ onKey: (event: KeyboardEvent) => boolean }>
}

/** Who could be meant. The field keeps the focus; arrows choose, Enter or Tab takes. */
export function MentionPicker({ names, query, onPick, handle }: Props) {
  const { t } = useTranslation('chat')
  const [chosen, setChosen] = useState(0)
  const [closed, setClosed] = useState<string>()
  const found = useMemo(() => {
    const needle = fold(query)
    return names.filter(({ name, card }) => fold(name).includes(needle) || card?.handle.includes(needle)).slice(0, MOST)
  }, [names, query])
  const at = Math.min(chosen, found.length - 1)
  const shown = found.length > 0 && closed !== query
  useImperativeHandle(handle, () => ({
    onKey: (event) => {
      if (!shown) return false
      if (event.key === 'ArrowDown') setChosen((at + 1) % found.length)
      else if (event.key === 'ArrowUp') setChosen((at - 1 + found.length) % found.length)
      else if (event.key === 'Enter' || event.key === 'Tab') onPick(found[at]?.name ?? '')
      else if (event.key === 'Escape') setClosed(query)
      else return false
      event.preventDefault()
      return true
    },
  }))
  if (!shown) return null
  return (
    <ul className={styles.mentions} role="listbox" aria-label={t('mention.label')}>
      {found.map(({ account, name, card }, index) => (
        <li
          key={account ?? 'everyone'}
          role="option"
          aria-selected={index === at}
          className={cx(styles.mention, index === at && styles.chosen)}
          // Not click: the field must not lose the focus in between.
          onPointerDown={(event) => {
            event.preventDefault()
            onPick(name)
          }}
        >
          {card ? <Avatar face={card} size={32} /> : <span className={styles.everyone}>@</span>}
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  )
}
