import type { AccountId, Card, Contact, ContactRequest, Conversation, ConversationId, Me } from '@sapa/api-client'
import type { Model } from '@/sync/model'
import { draftOf, type LocalDraft } from './drafts'
import type { OutboxItem } from './outbox'

/** A change made here that the cell has not confirmed yet. */
export interface Patch {
  readonly id: number
  readonly conversation: ConversationId
  readonly apply: (conversation: Conversation) => Conversation
}

/** What the screens show: the model with this device's own unconfirmed changes on top. */
export interface AccountView {
  readonly conversations: ReadonlyMap<ConversationId, Conversation>
  /** Pinned first, then by the latest activity; hidden ones are not in it. */
  readonly list: readonly Conversation[]
  readonly contacts: ReadonlyMap<AccountId, Contact>
  readonly requests: ReadonlyMap<AccountId, ContactRequest>
  readonly blocked: ReadonlyMap<AccountId, Card>
  readonly me: Me | undefined
  /** Unread messages of conversations that are not muted. */
  readonly unread: number
  /** False until the lists have been in sync once. */
  readonly complete: boolean
}

export const EMPTY_VIEW: AccountView = {
  conversations: new Map(),
  list: [],
  contacts: new Map(),
  requests: new Map(),
  blocked: new Map(),
  me: undefined,
  unread: 0,
  complete: false,
}

export interface ViewInput {
  model: Model
  patches: readonly Patch[]
  drafts: ReadonlyMap<ConversationId, LocalDraft>
  outbox: readonly OutboxItem[]
}

/** Builds views; rows that did not change stay the same objects, so that only what changed is drawn again. */
export class ViewBuilder {
  private previous = new Map<ConversationId, { source: Conversation; key: unknown; view: Conversation }>()

  build({ model, patches, drafts, outbox }: ViewInput): AccountView {
    const rows = new Map<ConversationId, { source: Conversation; key: unknown; view: Conversation }>()
    const conversations = new Map<ConversationId, Conversation>()
    let unread = 0
    for (const [id, held] of model.conversations) {
      const own = patches.filter((patch) => patch.conversation === id)
      const draft = drafts.get(id)
      const last = this.previous.get(id)
      const reusable = last && last.source === held.conversation && last.key === draft && own.length === 0
      const view = reusable ? last.view : withOwn(held.conversation, own, drafts)
      // A patched row is built anew each time; its key never matches.
      rows.set(id, { source: held.conversation, key: own.length ? NaN : draft, view })
      conversations.set(id, view)
      if (!view.muted && !view.hidden) unread += view.unread > 0 ? view.unread : view.marked_unread ? 1 : 0
    }
    this.previous = rows
    return {
      conversations,
      list: sorted(conversations, outbox),
      contacts: model.contacts,
      requests: model.requests,
      blocked: model.blocked,
      me: model.me,
      unread,
      complete: model.feedPosition > 0 || model.me !== undefined,
    }
  }
}

function withOwn(source: Conversation, patches: readonly Patch[], drafts: ReadonlyMap<ConversationId, LocalDraft>): Conversation {
  let view = source
  for (const patch of patches) view = patch.apply(view)
  if (drafts.has(source.conversation)) view = { ...view, draft: draftOf(view, drafts) }
  return view
}

function sorted(conversations: ReadonlyMap<ConversationId, Conversation>, outbox: readonly OutboxItem[]): Conversation[] {
  const written = new Map<ConversationId, string>()
  for (const item of outbox) written.set(item.conversation, item.created_at)
  const rows: { conversation: Conversation; activity: string }[] = []
  for (const [id, conversation] of conversations) {
    if (conversation.hidden) continue
    rows.push({ conversation, activity: activityOf(conversation, written.get(id)) })
  }
  rows.sort((one, other) => {
    const pinned = Number(other.conversation.pinned_at !== undefined) - Number(one.conversation.pinned_at !== undefined)
    if (pinned !== 0) return pinned
    return one.activity < other.activity ? 1 : one.activity > other.activity ? -1 : 0
  })
  return rows.map((row) => row.conversation)
}

/** RFC 3339 in UTC with the same precision orders as text. */
function activityOf(conversation: Conversation, written: string | undefined): string {
  let latest = conversation.active_at
  const draft = conversation.draft?.updated_at
  if (draft && draft > latest) latest = draft
  if (written && written > latest) latest = written
  return latest
}
