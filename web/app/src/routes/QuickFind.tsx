import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ConversationAvatar } from '@/features/chat/ChatRow'
import { useFiltered } from '@/features/chat/ChatList'
import { titleOf } from '@/features/chat/names'
import { useFriends, useOpenDirect } from '@/features/chat/SearchResults'
import { useAccount, useConversations, useNameOf } from '@/state/hooks'
import { Avatar, Dialog, Handle, Name } from '@/ui'
import { paths, type MyPage } from './paths'
import styles from './QuickFind.module.css'

const MOST = 12

interface Result {
  id: string
  picture?: React.ReactNode
  title: string
  detail?: React.ReactNode
  go: () => void
}

/** Finds chats, people and places from anywhere, by keyboard alone. */
export default function QuickFind({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['chat', 'common'])
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  // The dialog focuses its first button when it opens; here one came to type.
  useEffect(() => input.current?.focus(), [])
  const results = useResults(query.trim())
  const at = Math.min(chosen, results.length - 1)
  const pick = (result: Result | undefined) => {
    if (!result) return
    onClose()
    result.go()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setChosen((at + 1) % Math.max(1, results.length))
    else if (event.key === 'ArrowUp') setChosen((at - 1 + results.length) % Math.max(1, results.length))
    else if (event.key === 'Enter') pick(results[at])
    // A search field would take the key to empty itself.
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
  }
  return (
    <Dialog open onClose={onClose} title={t('find.title')}>
      <input
        className={styles.input}
        ref={input}
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls="quick-find"
        aria-activedescendant={results[at] ? `find-${results[at].id}` : undefined}
        aria-label={t('find.title')}
        placeholder={t('find.placeholder')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="quick-find" role="listbox" className={styles.results} aria-label={t('find.results')}>
        {results.map((result, index) => (
          <li
            key={result.id}
            id={`find-${result.id}`}
            role="option"
            aria-selected={index === at}
            className={styles.result}
            onClick={() => pick(result)}
            onPointerMove={() => setChosen(index)}
          >
            {result.picture}
            <span className={styles.words}>
              <Name>{result.title}</Name>
              {result.detail && <span className={styles.detail}>{result.detail}</span>}
            </span>
          </li>
        ))}
      </ul>
      {results.length === 0 && <p className={styles.nothing}>{t('search.nothing', { query: query.trim() })}</p>}
    </Dialog>
  )
}

function useResults(query: string): Result[] {
  const { t } = useTranslation(['chat', 'common'])
  const { t: tChat } = useTranslation('chat')
  const { slot } = useAccount()
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const conversations = useConversations() ?? NONE
  const chats = useFiltered(conversations, query, nameOf)
  const friends = useFriends(query, conversations)
  const openDirect = useOpenDirect()
  const places = useMemo(() => {
    const go = (to: string) => () => void navigate({ to })
    const mine = (page: MyPage): Result => ({ id: page, title: t(`chat:find.place.${page}`), go: go(paths.mine(slot, page)) })
    return [
      { id: 'contacts', title: t('common:nav.contacts'), go: go(paths.contacts(slot)) },
      { id: 'discover', title: t('common:nav.discover'), go: go(paths.discover(slot)) },
      { id: 'new-group', title: t('chat:new.group'), go: go(paths.newGroup(slot)) },
      { id: 'find-friend', title: t('chat:new.friend'), go: go(paths.find(slot)) },
      ...(['settings', 'profile', 'devices', 'accounts', 'qr', 'scan', 'password', 'about'] as const).map(mine),
    ] satisfies Result[]
  }, [navigate, slot, t])
  return useMemo(() => {
    const needle = query.toLocaleLowerCase()
    return [
      ...chats.slice(0, MOST).map(
        (conversation): Result => ({
          id: conversation.conversation,
          picture: <ConversationAvatar conversation={conversation} size={40} />,
          title: titleOf(conversation, nameOf, tChat),
          go: () => void navigate({ to: paths.conversation(slot, conversation.conversation) }),
        }),
      ),
      ...(query
        ? friends.slice(0, MOST).map(
            ({ card, remark }): Result => ({
              id: card.account,
              picture: <Avatar face={card} size={40} />,
              title: remark || card.display_name,
              detail: <Handle>{card.handle}</Handle>,
              go: () => void openDirect(card.account),
            }),
          )
        : []),
      ...places.filter((place) => query && place.title.toLocaleLowerCase().includes(needle)),
    ].slice(0, MOST * 2)
    // openDirect and navigate are stable enough: they read what they need when they run.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [chats, friends, places, query, nameOf, slot, tChat])
}
const NONE: readonly never[] = []
