import type { AccountId, Card } from '@sapa/api-client'
import { MemoryStore, type LocalStore } from '@/sync/store'
import type { LocalDraft } from './drafts'
import { Database } from './idb'
import { IndexedStore, schemaOf } from './local-store'
import type { OutboxItem } from './outbox'

/** Everything that an account keeps on this device. */
export interface AccountStorage {
  readonly store: LocalStore
  /** False in browsers that refuse IndexedDB: then it all lives as long as the tab. */
  readonly durable: boolean
  loadOutbox: () => Promise<OutboxItem[]>
  putOutbox: (item: OutboxItem) => Promise<unknown>
  removeOutbox: (clientId: string) => Promise<unknown>
  loadDrafts: () => Promise<LocalDraft[]>
  putDraft: (draft: LocalDraft) => Promise<unknown>
  removeDraft: (conversation: string) => Promise<unknown>
  loadCards: () => Promise<Card[]>
  putCards: (cards: readonly Card[]) => Promise<unknown>
  erase: () => Promise<void>
}

export async function openStorage(account: AccountId): Promise<AccountStorage> {
  const schema = schemaOf(account)
  let database: Database
  try {
    database = await Database.open(schema)
  } catch {
    return inMemory()
  }
  // Asks the browser not to throw the data away when the disk runs low; it may say no.
  void navigator.storage?.persist?.().catch(() => false)
  return {
    store: new IndexedStore(database),
    durable: true,
    loadOutbox: () => database.all<OutboxItem>('outbox'),
    putOutbox: (item) => database.put('outbox', item),
    removeOutbox: (clientId) => database.remove('outbox', clientId),
    loadDrafts: () => database.all<LocalDraft>('drafts'),
    putDraft: (draft) => database.put('drafts', draft),
    removeDraft: (conversation) => database.remove('drafts', conversation),
    loadCards: () => database.all<Card>('cards'),
    putCards: (cards) => database.run('readwrite', ['cards'], (transaction) => transaction.put('cards', cards)),
    erase: async () => {
      database.close()
      await Database.erase(schema.name)
    },
  }
}

/** Removes what an account kept here, without opening it. */
export async function eraseStorage(account: AccountId): Promise<void> {
  await Database.erase(schemaOf(account).name).catch(() => undefined)
}

function inMemory(): AccountStorage {
  const nothing = async () => undefined
  return {
    store: new MemoryStore(),
    durable: false,
    loadOutbox: async () => [],
    putOutbox: nothing,
    removeOutbox: nothing,
    loadDrafts: async () => [],
    putDraft: nothing,
    removeDraft: nothing,
    loadCards: async () => [],
    putCards: nothing,
    erase: async () => undefined,
  }
}

/** Runs `work` unless another tab holds the same name; without Web Locks (no secure context) it just runs: sends are idempotent. */
export async function exclusively(name: string, work: () => Promise<void>): Promise<boolean> {
  const locks = (navigator as { locks?: LockManager }).locks
  if (!locks) {
    await work()
    return true
  }
  return locks.request(name, { ifAvailable: true }, async (lock) => {
    if (!lock) return false
    await work()
    return true
  })
}
