import { createContext, useContext, useMemo } from 'react'
import type { AccountId, Card, ConnectionState, Contact, ContactRequest, Conversation, ConversationId, Me } from '@sapa/api-client'
import type { Account } from './account'
import type { OutboxItem } from './outbox'
import { useSelect, useSignal } from './signal'

export const AccountContext = createContext<Account | undefined>(undefined)

/** The account whose pages these are. */
export function useAccount(): Account {
  const account = useContext(AccountContext)
  if (!account) throw new Error('this component belongs under /u/$slot')
  return account
}

export function useSlot(): number {
  return useAccount().slot
}

/** Runs operations as this account: `const call = useCall(); await call('contacts.accept', { account })`. */
export function useCall(): Account['call'] {
  return useAccount().call
}

export function useMe(): Me | undefined {
  return useSelect(useAccount().view, (view) => view.me)
}

export function useConnection(): ConnectionState {
  return useSignal(useAccount().connection)
}

/** All conversations that are not hidden: pinned first, then by activity. Nothing until they have been fetched once. */
export function useConversations(): readonly Conversation[] | undefined {
  const account = useAccount()
  const list = useSelect(account.view, (view) => view.list)
  const complete = useSelect(account.view, (view) => view.complete)
  return complete || list.length ? list : undefined
}

export function useConversation(id: ConversationId): Conversation | undefined {
  return useSelect(useAccount().view, (view) => view.conversations.get(id))
}

export function useUnread(): number {
  return useSelect(useAccount().view, (view) => view.unread)
}

/** Friends; nothing until they have been fetched once. */
export function useContacts(): Contact[] | undefined {
  const account = useAccount()
  const contacts = useSelect(account.view, (view) => view.contacts)
  const complete = useSelect(account.view, (view) => view.complete)
  return useMemo(() => (complete || contacts.size ? [...contacts.values()] : undefined), [complete, contacts])
}

export function useRequests(): ContactRequest[] | undefined {
  const account = useAccount()
  const requests = useSelect(account.view, (view) => view.requests)
  const complete = useSelect(account.view, (view) => view.complete)
  return useMemo(() => (complete || requests.size ? [...requests.values()] : undefined), [complete, requests])
}

export function useBlocked(): Card[] | undefined {
  const account = useAccount()
  const blocked = useSelect(account.view, (view) => view.blocked)
  const complete = useSelect(account.view, (view) => view.complete)
  return useMemo(() => (complete || blocked.size ? [...blocked.values()] : undefined), [complete, blocked])
}

export function useOutbox(conversation: ConversationId): readonly OutboxItem[] {
  const items = useSignal(useAccount().outbox.items)
  return useMemo(() => items.filter((item) => item.conversation === conversation), [items, conversation])
}

export function useTyping(conversation: ConversationId): readonly string[] {
  return useSelect(useAccount().typing.now, (now) => now.get(conversation) ?? NOBODY)
}
const NOBODY: readonly string[] = []

/** What a person is called here: the name this account gave them, else their own; nothing when they were never met. */
export function useNameOf(): (account: AccountId) => string | undefined {
  const account = useAccount()
  const cards = useSignal(account.directory.cards)
  const contacts = useSelect(account.view, (view) => view.contacts)
  return useMemo(() => (id) => contacts.get(id)?.remark || (contacts.get(id)?.card ?? cards.get(id))?.display_name, [cards, contacts])
}

export function useCard(id: AccountId): Card | undefined {
  const account = useAccount()
  const friend = useSelect(account.view, (view) => view.contacts.get(id)?.card)
  const met = useSelect(account.directory.cards, (cards) => cards.get(id))
  return friend ?? met
}
