import type { ConversationId, Message } from '@sapa/api-client'
import { EMPTY_MODEL, type Batch, type Held, type MessageChange, type Model } from './model'
import { isRecalled, withoutRecalledQuote } from './quotes'
import { addRange, rangeAround, type Ranges } from './ranges'

/** A stretch of a conversation as it is stored: everything from `from` to `to` is here, and nothing in it is missing. */
export interface Stretch {
  readonly messages: readonly Message[]
  readonly from: number
  readonly to: number
}

export interface PageQuery {
  /** The newest messages below this number; or … */
  readonly before?: number
  /** … the oldest above this one. */
  readonly after?: number
  readonly limit: number
}

/** What an account keeps on this device. Steps are applied in order; a page sees every step before it. */
export interface LocalStore {
  load(): Promise<Model>
  apply(batch: Batch): Promise<void>
  /** The stored messages next to a number, as far as they reach without a hole; nothing when the first one is unknown. */
  page(conversation: ConversationId, query: PageQuery): Promise<Stretch | undefined>
}

/** Stored in the place of a message that this account does not see: it was deleted for me. */
export interface Tombstone {
  readonly conversation: ConversationId
  readonly message_no: number
  readonly deleted: true
  /** It was recalled as well: nobody may read it in a quote any more. */
  readonly recalled?: boolean
  /** Nobody said so: the cell told what stands around it. A message that comes after all takes the place. */
  readonly inferred?: boolean
}
export type Stored = Message | Tombstone

export function isMessage(stored: Stored): stored is Message {
  return !('deleted' in stored)
}

/** What stands in the place of `current` once `incoming` is known: a tombstone is final, else the later change wins. */
export function merge(incoming: Stored, current: Stored | undefined): Stored {
  if (!current) return incoming
  if (isMessage(incoming) && isMessage(current)) return incoming.change_no >= current.change_no ? incoming : current
  const [message, tombstone] = isMessage(incoming) ? [incoming, current] : [current, incoming]
  if (isMessage(tombstone)) return tombstone
  // No words are lost to a guess.
  if (isMessage(message) && tombstone.inferred && !isRecalled(message)) return message
  const inferred = !isMessage(message) && message.inferred && tombstone.inferred
  const { conversation, message_no } = tombstone
  return { conversation, message_no, deleted: true, recalled: isRecalled(incoming) || isRecalled(current), inferred: isMessage(message) ? tombstone.inferred : inferred }
}

/** What a change brings to the store. */
export function incomingRows({ conversation, messages = [], deleted = [], absent = [] }: MessageChange): Stored[] {
  return [
    ...messages,
    ...deleted.map((message_no) => ({ conversation, message_no, deleted: true }) as const),
    ...absent.map((message_no) => ({ conversation, message_no, deleted: true, inferred: true }) as const),
  ]
}

/** Cuts a stretch out of what is known around a page's edge. */
export function stretchBounds(ranges: Ranges, query: PageQuery): { from: number; to: number } | undefined {
  const edge = query.before !== undefined ? query.before - 1 : (query.after ?? 0) + 1
  const range = rangeAround(ranges, edge)
  if (!range) return undefined
  return query.before !== undefined ? { from: range[0], to: edge } : { from: edge, to: range[1] }
}

/** Keeps everything in memory: for tests, and for browsers that refuse storage. */
export class MemoryStore implements LocalStore {
  private model: Model = EMPTY_MODEL
  private readonly messages = new Map<ConversationId, Map<number, Stored>>()
  private readonly ranges = new Map<ConversationId, Ranges>()

  async load(): Promise<Model> {
    return this.model
  }

  async apply(batch: Batch): Promise<void> {
    const conversations = new Map(this.model.conversations)
    for (const id of batch.gone) conversations.delete(id)
    for (const held of batch.conversations) conversations.set(held.conversation.conversation, mergeHeld(conversations.get(held.conversation.conversation), held))
    this.model = {
      ...this.model,
      conversations,
      contacts: batch.contacts ?? this.model.contacts,
      requests: batch.requests ?? this.model.requests,
      blocked: batch.blocked ?? this.model.blocked,
      me: batch.me ?? this.model.me,
      feedPosition: Math.max(this.model.feedPosition, batch.feedPosition ?? 0),
    }
    for (const change of batch.messages) this.change(change)
  }

  private change(change: MessageChange): void {
    const id = change.conversation
    if (change.drop) {
      this.messages.delete(id)
      this.ranges.delete(id)
    }
    const stored = this.messages.get(id) ?? new Map<number, Stored>()
    this.messages.set(id, stored)
    for (const row of incomingRows(change)) stored.set(row.message_no, merge(row, stored.get(row.message_no)))
    const recalled = (no: number) => isRecalled(stored.get(no))
    for (const row of stored.values()) if (isMessage(row)) stored.set(row.message_no, withoutRecalledQuote(row, recalled))
    for (const range of change.known ?? []) this.ranges.set(id, addRange(this.ranges.get(id) ?? [], range))
  }

  async page(conversation: ConversationId, query: PageQuery): Promise<Stretch | undefined> {
    const bounds = stretchBounds(this.ranges.get(conversation) ?? [], query)
    if (!bounds) return undefined
    const all = [...(this.messages.get(conversation)?.values() ?? [])]
      .filter(isMessage)
      .filter((message) => bounds.from <= message.message_no && message.message_no <= bounds.to)
      .sort((one, other) => one.message_no - other.message_no)
    return cut(all, bounds, query)
  }

}

/** At most `limit` messages next to the edge; the stretch ends where the messages end, if there would be more. */
export function cut(messages: readonly Message[], bounds: { from: number; to: number }, query: PageQuery): Stretch {
  if (messages.length <= query.limit) return { messages, ...bounds }
  if (query.before !== undefined) {
    const kept = messages.slice(-query.limit)
    return { messages: kept, from: kept[0]?.message_no ?? bounds.from, to: bounds.to }
  }
  const kept = messages.slice(0, query.limit)
  return { messages: kept, from: bounds.from, to: kept.at(-1)?.message_no ?? bounds.to }
}

/** Two tabs write the same rows: a cursor never goes back. */
export function mergeHeld(current: Held | undefined, incoming: Held): Held {
  if (!current) return incoming
  return {
    conversation: incoming.conversation,
    cursor: {
      change_no: Math.max(current.cursor.change_no, incoming.cursor.change_no),
      head_no: Math.max(current.cursor.head_no, incoming.cursor.head_no),
      stale_no: incoming.cursor.stale_no,
    },
  }
}
