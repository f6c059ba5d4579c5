import type {
  AccountId,
  BlockedAccount,
  Card,
  Contact,
  ContactRequest,
  Conversation,
  ConversationId,
  InputOf,
  Message,
  MoneyEvent,
  OperationName,
  OutputOf,
  Page,
  Push,
  PushEvent,
} from '@sapa/api-client'
import { EMPTY_MODEL, type Batch, type MessageChange, type Model } from './model'
import {
  receiveChange,
  receiveConversation,
  receiveFeedItem,
  receiveMessage,
  receiveNotice,
  receiveRead,
  receiveSent,
  receiveSync,
  replaceContacts,
  replaceConversations,
  type Step,
} from './reduce'
import { missingFrom, type Range } from './ranges'
import type { LocalStore, PageQuery, Stretch } from './store'

/** As many conversations as one sync may name; an account with more syncs its most recently active ones. */
const SYNC_MAX_CONVERSATIONS = 5000
const LIST_PAGE = 100
/** Rounds of one sync before giving up: more means that client and cell disagree, and asking on would never end. */
const SYNC_MAX_ROUNDS = 200

export type Caller = <Op extends OperationName>(op: Op, input: InputOf<Op>) => Promise<OutputOf<Op>>

export interface EngineEvents {
  onModel: (model: Model) => void
  /** Stored messages changed: open timelines follow. */
  onMessages: (changes: readonly MessageChange[]) => void
  onTyping?: (conversation: ConversationId, account: AccountId) => void
  /** Cards of people who are named in messages and may be in no list. */
  onPeople?: (people: readonly Card[]) => void
  /** Money moved somewhere: whoever shows it asks again. */
  onMoney?: (event: MoneyEvent) => void
  onSessionRevoked?: (session: string) => void
  /** A sync that could not be finished; the next connection tries again. */
  onSyncFailed?: (error: unknown) => void
  /** The device refuses to keep more (full, or storage withdrawn). */
  onStoreFailed?: (error: unknown) => void
}

/**
 * Keeps one account's model equal to its cell. While a sync is under way pushes wait; when it is done they follow in their
 * order. Every step is idempotent, so what both a sync and a push bring is the same as once. Steps reach the local store in the
 * order in which they were made, a cursor always together with what it promises.
 */
export class SyncEngine {
  private model: Model = EMPTY_MODEL
  private syncing: Promise<void> | undefined
  /** Counts connections: answers to an earlier connection's sync are void. */
  private epoch = 0
  private live = false
  private buffered: Push[] = []
  private writes: Promise<void> = Promise.resolve()
  /** How often each conversation's messages were let go. */
  private readonly drops = new Map<ConversationId, number>()
  private storeFailed = false
  private failed = false

  constructor(
    private readonly self: AccountId,
    private readonly store: LocalStore,
    private readonly call: Caller,
    private readonly events: EngineEvents,
  ) {}

  get current(): Model {
    return this.model
  }

  /** Whether everything up to now is here: connected, and no sync under way. */
  get isLive(): boolean {
    return this.live && !this.syncing && !this.failed
  }

  async load(): Promise<Model> {
    this.model = await this.store.load()
    this.events.onModel(this.model)
    return this.model
  }

  /** A connection stands: fetch what was missed; pushes wait meanwhile. */
  connected(): Promise<void> {
    this.epoch += 1
    this.live = true
    this.buffered = []
    return this.sync()
  }

  disconnected(): void {
    this.epoch += 1
    this.live = false
    this.syncing = undefined
    this.buffered = []
  }

  /** Another try after a failed sync on a connection that stands. */
  resync(): Promise<void> {
    return this.live && this.failed ? this.sync() : Promise.resolve()
  }

  receive(push: Push): void {
    if (!this.live || this.failed) return
    if (this.syncing && !isEphemeral(push.event)) this.buffered.push(push)
    else this.take(push.event)
  }

  /** Takes a row that an operation returned: a new group, a conversation opened for the first time. */
  takeConversation(conversation: Conversation): void {
    this.commit(receiveConversation(this.model, conversation))
  }

  /** The cell took our message; true when it is stored in its place already. */
  takeSent(message: Message): boolean {
    if (this.syncing) return false
    const step = receiveSent(this.model, message, this.self)
    if (!step) return false
    this.commit(step)
    return true
  }

  /** Our own change of a message, as the cell confirmed it. */
  takeChanged(message: Message): void {
    this.commit({
      model: this.model,
      batch: { messages: [{ conversation: message.conversation, messages: [message] }], conversations: [], gone: [] },
      wants: [],
    })
  }

  /** Deleted for me here: shown at once, before the cell's own word comes over the feed. */
  takeDeleted(conversation: ConversationId, deleted: readonly number[]): void {
    this.commit({ model: this.model, batch: { messages: [{ conversation, deleted }], conversations: [], gone: [] }, wants: [] })
  }

  /** Resolves when everything committed so far is in the local store. */
  settled(): Promise<void> {
    return this.writes
  }

  /** Messages next to a number: from this device if they are here, else from the cell. */
  async page(conversation: ConversationId, query: PageQuery): Promise<Stretch> {
    await this.writes
    const stored = await this.store.page(conversation, query)
    if (stored && (stored.messages.length > 0 || reachesEdge(stored, query, this.headOf(conversation)))) return stored
    return this.fetchPage(conversation, query)
  }

  /** Only what this device holds; for opening without a connection. */
  async storedPage(conversation: ConversationId, query: PageQuery): Promise<Stretch | undefined> {
    await this.writes
    return this.store.page(conversation, query)
  }

  async refetchConversation(conversation: ConversationId): Promise<void> {
    const row = await this.call('chat.conversation', { conversation })
    // The model as it is now: much may have come since the question.
    this.commit(receiveConversation(this.model, row))
  }

  private headOf(conversation: ConversationId): number {
    return this.model.conversations.get(conversation)?.conversation.head_no ?? 0
  }

  private async fetchPage(conversation: ConversationId, query: PageQuery): Promise<Stretch> {
    const head = this.headOf(conversation)
    const drops = this.drops.get(conversation)
    const { messages, more, people } = await this.call('chat.history', { conversation, ...query })
    // Everything older was let go meanwhile, and what changed since this was read is not told again.
    if (drops !== this.drops.get(conversation)) return this.fetchPage(conversation, query)
    if (people?.length) this.events.onPeople?.(people)
    const first = messages[0]
    const last = messages.at(-1)
    let from: number
    let to: number
    if (query.before !== undefined) {
      from = more && first ? first.message_no : 1
      to = Math.min(query.before - 1, Math.max(head, last?.message_no ?? 0))
    } else {
      const after = query.after ?? 0
      from = after + 1
      to = more && last ? last.message_no : Math.max(last?.message_no ?? after, head)
    }
    const known = to >= from ? ([[from, to]] as const) : []
    const absent = first || !more ? this.absentFrom(conversation, [from, to], messages) : []
    this.commit({ model: this.model, batch: { messages: [{ conversation, messages, known, absent }], conversations: [], gone: [] }, wants: [] })
    await this.writes
    // Read back: a newer version may have been stored while the page was under way.
    const stored = await this.store.page(conversation, query)
    return stored ?? { messages, from, to }
  }

  /** A stretch that the cell told whole has every message that this account sees: the others are deleted for me. */
  private absentFrom(conversation: ConversationId, [from, to]: Range, messages: readonly Message[]): number[] {
    const first = this.model.conversations.get(conversation)?.conversation.first_visible_no ?? from
    return missingFrom([Math.max(from, first), to], messages.map((message) => message.message_no))
  }

  private sync(): Promise<void> {
    const epoch = this.epoch
    this.failed = false
    const run = this.runSync(epoch)
      .then(() => {
        if (epoch !== this.epoch) return
        this.syncing = undefined
        this.drain()
      })
      .catch((error: unknown) => {
        if (epoch !== this.epoch) return
        // Still not in sync: pushes stay out until `resync` or a new connection starts over.
        this.buffered = []
        this.failed = true
        this.events.onSyncFailed?.(error)
      })
    this.syncing = run
    return run
  }

  private async runSync(epoch: number): Promise<void> {
    for (let round = 0; round < SYNC_MAX_ROUNDS; round += 1) {
      const reply = await this.call('chat.sync', {
        feed_position: this.model.feedPosition,
        conversations: this.heldConversations(),
      })
      if (epoch !== this.epoch) return
      for (const { people } of reply.conversations) if (people?.length) this.events.onPeople?.(people)
      if (reply.reload.length === 0) {
        this.commit(receiveSync(this.model, reply))
        if (reply.feed_more) continue
        // A new account has nothing to reload and no feed yet, but its owner is to be known all the same.
        if (this.model.me === undefined) await this.reloadMe(epoch)
        return
      }
      // Lists are read after the position was noted: what changes meanwhile comes again with the feed, and is the same twice.
      const lists = new Set(reply.reload)
      if (lists.has('all')) await this.reloadContacts(epoch)
      await this.reloadConversations(epoch)
      if (epoch !== this.epoch) return
      this.commit(receiveSync(this.model, reply))
      if (this.model.me === undefined || lists.has('all')) await this.reloadMe(epoch)
    }
    throw new Error('the sync does not end')
  }

  private async reloadMe(epoch: number): Promise<void> {
    const me = await this.call('accounts.me', {})
    if (epoch !== this.epoch) return
    this.commit({ model: { ...this.model, me }, batch: { messages: [], conversations: [], gone: [], me }, wants: [] })
  }

  private heldConversations() {
    const held = [...this.model.conversations.values()]
    if (held.length > SYNC_MAX_CONVERSATIONS) {
      const activity = (id: (typeof held)[number]) => id.conversation.last_message?.sent_at ?? ''
      held.sort((one, other) => activity(other).localeCompare(activity(one)))
      held.length = SYNC_MAX_CONVERSATIONS
    }
    return held.map(({ conversation, cursor: { change_no, head_no, stale_no } }) => ({
      conversation: conversation.conversation,
      change_no: stale_no === undefined ? change_no : Math.min(change_no, stale_no - 1),
      head_no,
    }))
  }

  private async reloadContacts(epoch: number): Promise<void> {
    const [contacts, requests, blocked] = await Promise.all([
      this.all<Contact>((page) => this.call('contacts.list', page)),
      this.all<ContactRequest>((page) => this.call('contacts.requests', page)),
      this.all<BlockedAccount>((page) => this.call('contacts.blocked', page)),
    ])
    if (epoch !== this.epoch) return
    this.commit(
      replaceContacts(this.model, {
        contacts: new Map(contacts.map((contact) => [contact.card.account, contact])),
        requests: new Map(requests.map((request) => [request.card.account, request])),
        blocked: cardsOf(blocked),
      }),
    )
  }

  private reloadBlocked(): void {
    this.all<BlockedAccount>((page) => this.call('contacts.blocked', page)).then(
      (blocked) => {
        const { contacts, requests } = this.model
        this.commit(replaceContacts(this.model, { contacts, requests, blocked: cardsOf(blocked) }))
      },
      // Only the list of blocked people is old until the next change; blocking itself is the cell's.
      () => undefined,
    )
  }

  private async reloadConversations(epoch: number): Promise<void> {
    const list = await this.all<Conversation>((page) => this.call('chat.list', page))
    if (epoch === this.epoch) this.commit(replaceConversations(this.model, list))
  }

  private async all<T>(read: (page: { cursor?: string; limit: number }) => Promise<Page<T>>): Promise<T[]> {
    const items: T[] = []
    let cursor: string | undefined
    do {
      const page: Page<T> = await read(cursor === undefined ? { limit: LIST_PAGE } : { cursor, limit: LIST_PAGE })
      items.push(...page.items)
      cursor = page.next_cursor
    } while (cursor !== undefined)
    return items
  }

  private drain(): void {
    const waiting = this.buffered
    this.buffered = []
    for (const [index, push] of waiting.entries()) {
      this.take(push.event)
      if (this.syncing) {
        // A hole showed: the rest waits for the new sync.
        this.buffered = [...waiting.slice(index + 1), ...this.buffered]
        return
      }
    }
  }

  private take(event: PushEvent): void {
    switch (event.type) {
      case 'message':
        return this.commit(receiveMessage(this.model, event.message, this.self))
      case 'changed':
        return this.commit(receiveChange(this.model, event.message))
      case 'read':
        return this.commit(receiveRead(this.model, event, this.self))
      case 'conversation':
        return this.commit(receiveNotice(this.model, event.conversation, event.change_no))
      case 'typing':
        return this.events.onTyping?.(event.conversation, event.account)
      case 'feed':
        if (event.item.kind === 'session_revoked') this.events.onSessionRevoked?.(event.item.session)
        return this.commit(receiveFeedItem(this.model, event.item))
      case 'wallet':
      case 'packet_claimed':
        return this.events.onMoney?.(event)
      case 'bye':
        return
    }
  }

  private refetch(conversation: ConversationId): void {
    // On failure the row stays marked stale, and the next sync brings it.
    this.refetchConversation(conversation).catch(() => undefined)
  }

  /** After one failed write nothing more is written: a later cursor would promise what is not there. Memory goes on. */
  private async write(batch: Batch): Promise<void> {
    if (this.storeFailed) return
    try {
      await this.store.apply(batch)
    } catch (error) {
      this.storeFailed = true
      this.events.onStoreFailed?.(error)
    }
  }

  private commit(step: Step): void {
    const { model, batch, wants } = step
    const changed = model !== this.model
    this.model = model
    this.writes = this.writes.then(() => this.write(batch))
    for (const { conversation, drop } of batch.messages) {
      if (drop) this.drops.set(conversation, (this.drops.get(conversation) ?? 0) + 1)
    }
    if (batch.messages.length) this.events.onMessages(batch.messages)
    if (changed) this.events.onModel(model)
    for (const want of wants) {
      if (want.kind === 'conversation') this.refetch(want.conversation)
      else if (want.kind === 'blocked') this.reloadBlocked()
      else if (this.live && !this.syncing) void this.sync()
    }
  }
}

function cardsOf(blocked: readonly BlockedAccount[]): Map<AccountId, Card> {
  return new Map(blocked.map(({ card }) => [card.account, card]))
}

/** What is worth nothing later need not wait for a sync, nor be kept. */
function isEphemeral(event: PushEvent): boolean {
  return event.type === 'typing' || event.type === 'wallet' || event.type === 'packet_claimed'
}

/** A stretch without messages is an answer only if it reaches the conversation's end; else there is more beyond it. */
function reachesEdge(stretch: Stretch, query: PageQuery, head: number): boolean {
  return query.before !== undefined ? stretch.from <= 1 : stretch.to >= head
}
