import Dexie, { type EntityTable, type Table } from 'dexie'
import type { Card, Contact, ContactRequest, ConversationId, Me, Message } from '@sapa/api-client'
import type { Batch, Held, MessageChange, Model } from '@/sync/model'
import { addRange, type Ranges } from '@/sync/ranges'
import { cut, isMessage, mergeHeld, replaces, stretchBounds, type LocalStore, type PageQuery, type Stored, type Stretch } from '@/sync/store'
import type { LocalDraft } from './drafts'
import type { OutboxItem } from './outbox'

interface HeldRow extends Held {
  id: ConversationId
}
interface Meta {
  key: 'me' | 'feed_position'
  value: unknown
}

/** One account's data on this device. Named by the account, not the slot: who signs in elsewhere finds nothing of others. */
export class AccountDatabase extends Dexie {
  declare meta: EntityTable<Meta, 'key'>
  declare conversations: EntityTable<HeldRow, 'id'>
  declare contacts: Table<Contact & { id: string }, string>
  declare requests: Table<ContactRequest & { id: string }, string>
  declare blocked: Table<Card & { id: string }, string>
  declare messages: Table<Stored, [string, number]>
  declare ranges: Table<{ conversation: ConversationId; ranges: Ranges }, string>
  declare drafts: EntityTable<LocalDraft, 'conversation'>
  declare cards: EntityTable<Card, 'account'>
  declare outbox: EntityTable<OutboxItem, 'client_id'>

  constructor(account: string) {
    super(databaseName(account))
    this.version(1).stores({
      meta: 'key',
      conversations: 'id',
      contacts: 'id',
      requests: 'id',
      blocked: 'id',
      messages: '[conversation+message_no]',
      ranges: 'conversation',
      drafts: 'conversation',
      outbox: 'client_id',
      cards: 'account',
    })
  }
}

export function databaseName(account: string): string {
  return `sapa-${account}`
}

/** The local store on IndexedDB. Tabs share it; rows only ever move forward, so that the slower of two tabs does no harm. */
export class DexieStore implements LocalStore {
  constructor(private readonly database: AccountDatabase) {}

  async load(): Promise<Model> {
    const { database } = this
    const [conversations, contacts, requests, blocked, me, position] = await Promise.all([
      database.conversations.toArray(),
      database.contacts.toArray(),
      database.requests.toArray(),
      database.blocked.toArray(),
      database.meta.get('me'),
      database.meta.get('feed_position'),
    ])
    return {
      conversations: new Map(conversations.map(({ id, conversation, cursor }) => [id, { conversation, cursor }])),
      contacts: new Map(contacts.map(({ id, ...contact }) => [id, contact])),
      requests: new Map(requests.map(({ id, ...request }) => [id, request])),
      blocked: new Map(blocked.map(({ id, ...card }) => [id, card])),
      me: me?.value as Me | undefined,
      feedPosition: typeof position?.value === 'number' ? position.value : 0,
    }
  }

  async apply(batch: Batch): Promise<void> {
    const { database } = this
    const tables = [
      database.meta,
      database.conversations,
      database.contacts,
      database.requests,
      database.blocked,
      database.messages,
      database.ranges,
    ]
    await database.transaction('rw', tables, async () => {
      await this.applyConversations(batch)
      if (batch.contacts) await replaceAll(database.contacts, batch.contacts)
      if (batch.requests) await replaceAll(database.requests, batch.requests)
      if (batch.blocked) await replaceAll(database.blocked, batch.blocked)
      if (batch.me) await database.meta.put({ key: 'me', value: batch.me })
      if (batch.feedPosition !== undefined) await this.applyPosition(batch.feedPosition)
      for (const change of batch.messages) await this.applyMessages(change)
    })
  }

  private async applyConversations(batch: Batch): Promise<void> {
    const { conversations } = this.database
    if (batch.gone.length) await conversations.bulkDelete([...batch.gone])
    if (!batch.conversations.length) return
    const ids = batch.conversations.map((held) => held.conversation.conversation)
    const current = await conversations.bulkGet(ids)
    const rows = batch.conversations.map((held, index) => ({ id: ids[index] as string, ...mergeHeld(current[index], held) }))
    await conversations.bulkPut(rows)
  }

  private async applyPosition(position: number): Promise<void> {
    const current = await this.database.meta.get('feed_position')
    if (typeof current?.value === 'number' && current.value >= position) return
    await this.database.meta.put({ key: 'feed_position', value: position })
  }

  private async applyMessages(change: MessageChange): Promise<void> {
    const { messages, ranges } = this.database
    const id = change.conversation
    if (change.drop) {
      await messages.where('[conversation+message_no]').between([id, Dexie.minKey], [id, Dexie.maxKey]).delete()
      await ranges.delete(id)
    }
    const incoming: Stored[] = [
      ...(change.messages ?? []),
      ...(change.deleted ?? []).map((no) => ({ conversation: id, message_no: no, deleted: true }) as const),
    ]
    if (incoming.length) {
      const current = await messages.bulkGet(incoming.map((message) => [id, message.message_no]))
      await messages.bulkPut(incoming.filter((message, index) => replaces(message, current[index])))
    }
    if (change.known?.length) {
      const row = await ranges.get(id)
      await ranges.put({ conversation: id, ranges: change.known.reduce<Ranges>(addRange, row?.ranges ?? []) })
    }
  }

  async page(conversation: ConversationId, query: PageQuery): Promise<Stretch | undefined> {
    const { messages, ranges } = this.database
    const row = await ranges.get(conversation)
    const bounds = stretchBounds(row?.ranges ?? [], query)
    if (!bounds) return undefined
    const index = messages.where('[conversation+message_no]').between([conversation, bounds.from], [conversation, bounds.to], true, true)
    const ordered = query.before !== undefined ? index.reverse() : index
    const found: Message[] = []
    // Tombstones do not count towards the limit, so reading stops by what was kept.
    await ordered
      .until(() => found.length > query.limit)
      .each((stored) => {
        if (isMessage(stored)) found.push(stored)
      })
    if (query.before !== undefined) found.reverse()
    return cut(found, bounds, query)
  }

}

async function replaceAll<T extends object>(table: Table<T & { id: string }, string>, rows: ReadonlyMap<string, T>): Promise<void> {
  await table.clear()
  await table.bulkPut([...rows].map(([id, row]) => ({ ...row, id })))
}

