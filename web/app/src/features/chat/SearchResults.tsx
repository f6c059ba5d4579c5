import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMemo } from 'react'
import type { Contact, Conversation } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { compareNames } from '@/i18n/format'
import { paths } from '@/routes/paths'
import { useAccount, useContacts, useNameOf } from '@/state/hooks'
import { Avatar, EmptyState, Handle, LinkButton, ListRow, Name, toast } from '@/ui'
import { fold, useFiltered } from './ChatList'
import listStyles from './ChatList.module.css'
import { ChatRow } from './ChatRow'
import { titleOf } from './names'

/** A screen and a half of results each; who wants more types one letter more. */
const MOST = 30

/** Conversations and friends whose names hold what was typed. */
export function SearchResults({ query, conversations, onDone }: { query: string; conversations: readonly Conversation[]; onDone: () => void }) {
  const { t } = useTranslation('chat')
  const { slot } = useAccount()
  const nameOf = useNameOf()
  const found = useFiltered(conversations, query, nameOf)
  const friends = useFriends(query, conversations)
  const openDirect = useOpenDirect()
  if (found.length === 0 && friends.length === 0) {
    return (
      <div className={listStyles.scroll}>
        <EmptyState drawing="search" title={t('search.nothing', { query })} action={<LinkButton to={paths.find(slot)}>{t('search.find_by_handle')}</LinkButton>} />
      </div>
    )
  }
  return (
    <div className={listStyles.scroll}>
      {found.length > 0 && (
        <section aria-labelledby="found-chats">
          <h2 id="found-chats" className={listStyles.heading}>
            {t('search.chats')}
          </h2>
          {found.slice(0, MOST).map((conversation) => (
            <div key={conversation.conversation} onClick={onDone}>
              <ChatRow conversation={conversation} title={titleOf(conversation, nameOf, t)} current={false} />
            </div>
          ))}
        </section>
      )}
      {friends.length > 0 && (
        <section aria-labelledby="found-people">
          <h2 id="found-people" className={listStyles.heading}>
            {t('search.people')}
          </h2>
          {friends.slice(0, MOST).map(({ card, remark }) => (
            <ListRow
              key={card.account}
              start={<Avatar face={card} size={48} />}
              title={<Name>{remark || card.display_name}</Name>}
              detail={<Handle>{card.handle}</Handle>}
              onPress={() => {
                onDone()
                void openDirect(card.account)
              }}
            />
          ))}
        </section>
      )}
    </div>
  )
}

/** Friends whose name, remark or handle matches, except those whose conversation is listed already. */
export function useFriends(query: string, conversations: readonly Conversation[]): Contact[] {
  const contacts = useContacts()
  return useMemo(() => {
    const needle = fold(query)
    const listed = new Set(conversations.map((conversation) => conversation.peer?.account))
    return (contacts ?? [])
      .filter(({ card, remark }) => !listed.has(card.account) && [card.display_name, card.handle, remark ?? ''].some((word) => fold(word).includes(needle)))
      .sort((one, other) => compareNames(one.remark || one.card.display_name, other.remark || other.card.display_name))
  }, [contacts, conversations, query])
}

/** Goes to the conversation with a friend, opening it first if it never was. */
export function useOpenDirect(): (friend: string) => Promise<void> {
  const account = useAccount()
  const navigate = useNavigate()
  return async (friend) => {
    const known = [...account.view.get().conversations.values()].find((row) => row.type === 'direct' && row.peer?.account === friend)
    if (known) return navigate({ to: paths.conversation(account.slot, known.conversation) })
    try {
      const conversation = await account.call('chat.open_direct', { account: friend })
      account.takeConversation(conversation)
      await navigate({ to: paths.conversation(account.slot, conversation.conversation) })
    } catch (error) {
      toast(errorText(error), { look: 'bad' })
    }
  }
}
