import type { Card, Contact, ContactRequest, ConversationId, Me, Message } from '@sapa/api-client'
import type { Batch, Held, MessageChange, Model } from '@/sync/model'
import { addRange, type Ranges } from '@/sync/ranges'
import { isAfterQuotes, isRecalled, withoutRecalledQuote } from '@/sync/quotes'
import { cut, incomingRows, isMessage, merge, mergeHeld, stretchBounds, type LocalStore, type PageQuery, type Stored, type Stretch } from '@/sync/store'
import type { Database} from './idb';
import { type Schema, type Transaction } from './idb'

/** One account's data on this device. Named by the account, not the slot: who signs in elsewhere finds nothing of others. */
export function schemaOf(account: string): Schema {
  return {
    name: `sapa-${account}`,
    version: 1,
    stores: {
      meta: 'key',
      conversations: 'id',
      contacts: 'id',
      requests: 'id',
      blocked: 'id',
      messages: ['conversation', 'message_no'],
      ranges: 'conversation',
      drafts: 'conversation',
      outbox: 'client_id',
      cards: 'account',
    },
  }
}

interface HeldRow extends Held {
  id: ConversationId
}
interface Meta {
  key: 'me' | 'feed_position'
  value: unknown
}
interface RangesRow {
  conversation: ConversationId
  ranges: Ranges
}
type Keyed<T> = T & { id: string }

const WRITTEN = ['meta', 'conversations', 'contacts', 'requests', 'blocked', 'messages', 'ranges']

/** The local store on IndexedDB. Tabs share it; rows only ever move forward, so that the slower of two tabs does no harm. */
export class IndexedStore implements LocalStore {
  constructor(private readonly database: Database) {}

  load(): Promise<Model> {
    return this.database.run('readonly', ['meta', 'conversations', 'contacts', 'requests', 'blocked'], async (transaction) => {
      const [conversations, contacts, requests, blocked, me, position] = await Promise.all([
        transaction.all<HeldRow>('conversations'),
        transaction.all<Keyed<Contact>>('contacts'),
        transaction.all<Keyed<ContactRequest>>('requests'),
        transaction.all<Keyed<Card>>('blocked'),
        transaction.get<Meta>('meta', 'me'),
        transaction.get<Meta>('meta', 'feed_position'),
      ])
      return {
        conversations: new Map(conversations.map(({ id, conversation, cursor }) => [id, { conversation, cursor }])),
        contacts: new Map(contacts.map(({ id, ...contact }) => [id, contact])),
        requests: new Map(requests.map(({ id, ...request }) => [id, request])),
        blocked: new Map(blocked.map(({ id, ...card }) => [id, card])),
        me: me?.value as Me | undefined,
        feedPosition: typeof position?.value === 'number' ? position.value : 0,
      }
    })
  }

  apply(batch: Batch): Promise<void> {
    return this.database.run('readwrite', WRITTEN, async (transaction) => {
      await applyConversations(transaction, batch)
      if (batch.contacts) replaceAll(transaction, 'contacts', batch.contacts)
      if (batch.requests) replaceAll(transaction, 'requests', batch.requests)
      if (batch.blocked) replaceAll(transaction, 'blocked', batch.blocked)
      if (batch.me) transaction.put('meta', [{ key: 'me', value: batch.me } satisfies Meta])
      if (batch.feedPosition !== undefined) await applyPosition(transaction, batch.feedPosition)
      for (const change of batch.messages) await applyMessages(transaction, change)
    })
  }

  page(conversation: ConversationId, query: PageQuery): Promise<Stretch | undefined> {
    return this.database.run('readonly', ['messages', 'ranges'], async (transaction) => {
      const row = await transaction.get<RangesRow>('ranges', conversation)
      const bounds = stretchBounds(row?.ranges ?? [], query)
      if (!bounds) return undefined
      const backwards = query.before !== undefined
      const range = IDBKeyRange.bound([conversation, bounds.from], [conversation, bounds.to])
      const found: Message[] = []
      // Tombstones do not count towards the limit. One more than the limit tells that there is more.
      await transaction.scan<Stored>('messages', range, backwards ? 'prev' : 'next', (stored) => {
        if (isMessage(stored)) found.push(stored)
        return found.length <= query.limit
      })
      if (backwards) found.reverse()
      return cut(found, bounds, query)
    })
  }
}

async function applyConversations(transaction: Transaction, batch: Batch): Promise<void> {
  for (const id of batch.gone) transaction.remove('conversations', id)
  if (!batch.conversations.length) return
  const ids = batch.conversations.map((held) => held.conversation.conversation)
  const current = await transaction.getMany<HeldRow>('conversations', ids)
  transaction.put(
    'conversations',
    batch.conversations.map((held, index) => ({ id: ids[index], ...mergeHeld(current[index], held) })),
  )
}

async function applyPosition(transaction: Transaction, position: number): Promise<void> {
  const current = await transaction.get<Meta>('meta', 'feed_position')
  if (typeof current?.value === 'number' && current.value >= position) return
  transaction.put('meta', [{ key: 'feed_position', value: position } satisfies Meta])
}

async function applyMessages(transaction: Transaction, change: MessageChange): Promise<void> {
  const id = change.conversation
  if (change.drop) {
    // An array sorts after every number: this ends the conversation's part of the store.
    transaction.remove('messages', IDBKeyRange.bound([id], [id, []]))
    transaction.remove('ranges', id)
  }
  const incoming = incomingRows(change)
  if (incoming.length) {
    const at = (no: number): [ConversationId, number] => [id, no]
    const current = await transaction.getMany<Stored>('messages', incoming.map((row) => at(row.message_no)))
    const rows = new Map<number, Stored>()
    incoming.forEach((row, index) => rows.set(row.message_no, merge(row, rows.get(row.message_no) ?? current[index])))
    await addQuotes(transaction, id, incoming, rows)
    const quoted = [...rows.values()].flatMap((row) => (isMessage(row) && row.reply_to ? [row.reply_to.message_no] : []))
    const originals = await transaction.getMany<Stored>('messages', quoted.map(at))
    const recalled = new Set(quoted.filter((no, index) => isRecalled(rows.get(no) ?? originals[index])))
    transaction.put('messages', [...rows.values()].map((row) => (isMessage(row) ? withoutRecalledQuote(row, (no) => recalled.has(no)) : row)))
  }
  if (change.known?.length) {
    const row = await transaction.get<RangesRow>('ranges', id)
    transaction.put('ranges', [{ conversation: id, ranges: change.known.reduce<Ranges>(addRange, row?.ranges ?? []) }])
  }
}

/** Adds to `rows` the stored messages that quote what was recalled just now. */
async function addQuotes(transaction: Transaction, id: ConversationId, incoming: readonly Stored[], rows: Map<number, Stored>): Promise<void> {
  for (const message of incoming) {
    if (!isMessage(message) || !isRecalled(message)) continue
    const after = IDBKeyRange.bound([id, message.message_no], [id, []], true)
    await transaction.scan<Stored>('messages', after, 'next', (stored) => {
      if (!isMessage(stored)) return true
      if (stored.reply_to?.message_no === message.message_no && !rows.has(stored.message_no)) rows.set(stored.message_no, stored)
      return !isAfterQuotes(stored, message)
    })
  }
}

function replaceAll(transaction: Transaction, store: string, rows: ReadonlyMap<string, object>): void {
  transaction.clear(store)
  transaction.put(store, [...rows].map(([id, row]) => ({ ...row, id })))
}
