import type { AccountId, Card, Contact, ContactRequest, Conversation, ConversationId, Me, Message } from '@sapa/api-client'
import type { Range } from './ranges'

/**
 * How far this device has followed a conversation: it holds every change up to `change_no` of the messages it stores, and
 * has been told of every message up to `head_no`. Both only grow, and only without a hole behind them.
 */
export interface Cursor {
  readonly change_no: number
  readonly head_no: number
  /** The first change that needs the conversation's row fetched anew; the next sync asks from before it. */
  readonly stale_no?: number
}
export interface Held {
  readonly conversation: Conversation
  readonly cursor: Cursor
}

/** What one account knows, without the messages: those stay in the local store, and windows of them in timelines. */
export interface Model {
  readonly conversations: ReadonlyMap<ConversationId, Held>
  readonly contacts: ReadonlyMap<AccountId, Contact>
  readonly requests: ReadonlyMap<AccountId, ContactRequest>
  readonly blocked: ReadonlyMap<AccountId, Card>
  readonly me: Me | undefined
  /** 0: this device has never been in sync, lists may be incomplete. */
  readonly feedPosition: number
}

export const EMPTY_MODEL: Model = {
  conversations: new Map(),
  contacts: new Map(),
  requests: new Map(),
  blocked: new Map(),
  me: undefined,
  feedPosition: 0,
}

/** One change of a conversation's stored messages; applied to the local store and to open timelines alike. */
export interface MessageChange {
  readonly conversation: ConversationId
  /** Forget everything stored of it first. */
  readonly drop?: boolean
  /** Stored unless a version with a higher `change_no` is there already. */
  readonly messages?: readonly Message[]
  readonly known?: readonly Range[]
  /** Deleted for me: never to be seen again, whatever an older page says. */
  readonly deleted?: readonly number[]
  /** Not among what the cell told of a stretch, so probably deleted for me. What is stored with words of its own stays all the same. */
  readonly absent?: readonly number[]
}

/** What has to reach the disk together: a crash between a cursor and what it promises would lose messages for good. */
export interface Batch {
  readonly messages: readonly MessageChange[]
  readonly conversations: readonly Held[]
  readonly gone: readonly ConversationId[]
  readonly contacts?: ReadonlyMap<AccountId, Contact>
  readonly requests?: ReadonlyMap<AccountId, ContactRequest>
  readonly blocked?: ReadonlyMap<AccountId, Card>
  readonly me?: Me
  readonly feedPosition?: number
}
