import { X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountId, Contact } from '@sapa/api-client'
import { compareNames } from '@/i18n/format'
import { useContacts } from '@/state/hooks'
import { Avatar, Field, Handle, Name, SkeletonRows } from '@/ui'
import { fold } from './ChatList'
import styles from './Picker.module.css'

interface Props {
  chosen: ReadonlySet<AccountId>
  onChange: (chosen: ReadonlySet<AccountId>) => void
  /** Not offered: who is in the group already. */
  without?: ReadonlySet<AccountId>
  most: number
}

/** Chooses among one's friends: by typing, by name, with those chosen always in sight. */
export function FriendPicker({ chosen, onChange, without, most }: Props) {
  const { t } = useTranslation('chat')
  const contacts = useContacts()
  const [query, setQuery] = useState('')
  const friends = useMemo(
    () =>
      (contacts ?? [])
        .filter(({ card }) => !without?.has(card.account) && !card.deleted)
        .sort((one, other) => compareNames(nameOf(one), nameOf(other))),
    [contacts, without],
  )
  const needle = fold(query.trim())
  const found = friends.filter((friend) => [nameOf(friend), friend.card.display_name, friend.card.handle].some((word) => fold(word).includes(needle)))
  const toggle = (account: AccountId) => {
    const next = new Set(chosen)
    if (!next.delete(account) && next.size < most) next.add(account)
    onChange(next)
  }
  if (contacts === undefined) return <SkeletonRows count={5} />
  return (
    <div>
      {chosen.size > 0 && (
        <ul role="list" className={styles.chips} aria-label={t('group.chosen', { count: chosen.size })}>
          {friends
            .filter(({ card }) => chosen.has(card.account))
            .map((friend) => (
              <li key={friend.card.account}>
                <button type="button" className={styles.chip} onClick={() => toggle(friend.card.account)} aria-label={t('group.unchoose', { name: nameOf(friend) })}>
                  <Avatar face={friend.card} size={24} />
                  <Name>{nameOf(friend)}</Name>
                  <X aria-hidden="true" />
                </button>
              </li>
            ))}
        </ul>
      )}
      {friends.length > 8 && <Field label={t('group.search_friends')} quietLabel placeholder={t('group.search_friends')} type="search" value={query} onChange={(event) => setQuery(event.target.value)} />}
      <ul role="list" className={styles.list}>
        {found.map((friend) => (
          <li key={friend.card.account}>
            <label className={styles.choice}>
              <Avatar face={friend.card} size={40} />
              <span className={styles.title}>
                <Name>{nameOf(friend)}</Name>
                <Handle className={styles.handle}>{friend.card.handle}</Handle>
              </span>
              <input type="checkbox" checked={chosen.has(friend.card.account)} onChange={() => toggle(friend.card.account)} />
            </label>
          </li>
        ))}
        {found.length === 0 && <li className={styles.nothing}>{friends.length ? t('search.nothing', { query: query.trim() }) : t('group.no_friends')}</li>}
      </ul>
    </div>
  )
}

function nameOf(contact: Contact): string {
  return contact.remark || contact.card.display_name
}
