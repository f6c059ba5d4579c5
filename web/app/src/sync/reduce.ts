import type { AccountId, Conversation, ConversationId, ConversationPatch, FeedItem, Message, PushEvent, SyncReply } from '@sapa/api-client'
import type { Batch, Cursor, Held, MessageChange, Model } from './model'
import { missingFrom, type Range } from './ranges'

type ReadEvent = Extract<PushEvent, { type: 'read' }>

/** What the engine should ask the cell for after a step. */
export type Want = { kind: 'sync' } | { kind: 'blocked' } | { kind: 'conversation'; conversation: ConversationId }

export interface Step {
  readonly model: Model
  readonly batch: Batch
  readonly wants: readonly Want[]
}

/** Collects the changes of one step. All steps are idempotent: the same input twice is the same as once. */
class Changes {
  readonly conversations = new Map<ConversationId, Held>()
  readonly gone = new Set<ConversationId>()
  readonly messages: MessageChange[] = []
  readonly wants: Want[] = []
  model: Model

  constructor(private readonly before: Model) {
    this.model = before
  }

  held(id: ConversationId): Held | undefined {
    if (this.gone.has(id)) return undefined
    return this.conversations.get(id) ?? this.before.conversations.get(id)
  }

  hold(held: Held): void {
    this.gone.delete(held.conversation.conversation)
    this.conversations.set(held.conversation.conversation, held)
  }

  remove(id: ConversationId): void {
    this.conversations.delete(id)
    this.gone.add(id)
    this.messages.push({ conversation: id, drop: true })
  }

  step(): Step {
    const before = this.before
    let conversations = before.conversations
    if (this.conversations.size || this.gone.size) {
      const next = new Map(conversations)
      for (const id of this.gone) next.delete(id)
      for (const [id, held] of this.conversations) next.set(id, held)
      conversations = next
    }
    const model = { ...this.model, conversations }
    const changed = <Field extends 'contacts' | 'requests' | 'blocked' | 'me' | 'feedPosition'>(field: Field) =>
      model[field] === before[field] ? {} : { [field]: model[field] }
    const batch: Batch = {
      messages: this.messages,
      conversations: [...this.conversations.values()],
      gone: [...this.gone],
      ...changed('contacts'),
      ...changed('requests'),
      ...changed('blocked'),
      ...changed('me'),
      ...changed('feedPosition'),
    }
    return { model, batch, wants: this.wants }
  }
}

/** A message arrived live. */
export function receiveMessage(model: Model, message: Message, self: AccountId): Step {
  const changes = new Changes(model)
  const no = message.message_no
  const held = changes.held(message.conversation)
  changes.messages.push({ conversation: message.conversation, messages: [message], known: [[no, no]] })
  if (!held) {
    changes.wants.push({ kind: 'conversation', conversation: message.conversation })
    return changes.step()
  }
  const { cursor } = held
  if (no > cursor.head_no + 1) {
    // Something between was missed: the cursor stays, so that a sync brings it.
    changes.wants.push({ kind: 'sync' })
    changes.hold({ conversation: withMessage(held.conversation, message, self), cursor })
    return changes.step()
  }
  changes.hold({
    conversation: withMessage(held.conversation, message, self),
    cursor: { ...cursor, head_no: Math.max(cursor.head_no, no), change_no: Math.max(cursor.change_no, message.change_no) },
  })
  return changes.step()
}

/** An older message changed (recalled, or a card) while connected. Stored even when its page is not: an older page may be under way. */
export function receiveChange(model: Model, message: Message): Step {
  const changes = new Changes(model)
  changes.messages.push({ conversation: message.conversation, messages: [message] })
  const held = changes.held(message.conversation)
  if (held) {
    const { conversation, cursor } = held
    // A row that was fetched meanwhile may know a later change of it: a card changes more than once.
    const isLast = conversation.last_message?.message_no === message.message_no && isNewer(message, conversation.last_message)
    if (message.body.kind === 'recalled' && conversation.mentioned_no === message.message_no) {
      // An earlier one may still call: the cell knows.
      changes.wants.push({ kind: 'conversation', conversation: message.conversation })
    }
    changes.hold({
      conversation: isLast ? { ...conversation, last_message: message } : conversation,
      cursor: { ...cursor, change_no: Math.max(cursor.change_no, message.change_no) },
    })
  }
  return changes.step()
}

/** Someone read up to `messageNo`. */
export function receiveRead(model: Model, read: ReadEvent, self: AccountId): Step {
  const changes = new Changes(model)
  const held = changes.held(read.conversation)
  if (!held) return changes.step()
  const { conversation, cursor } = held
  let next = conversation
  if (read.account === self) next = readUpTo(conversation, read.message_no)
  else if (conversation.type === 'direct' && read.message_no > (conversation.peer_read_no ?? 0)) {
    next = { ...conversation, peer_read_no: read.message_no }
  }
  changes.hold({ conversation: next, cursor: { ...cursor, change_no: Math.max(cursor.change_no, read.change_no) } })
  return changes.step()
}

/** What is not in a conversation's messages (its name, its members) changed: the row has to be fetched. */
export function receiveNotice(model: Model, id: ConversationId, changeNo: number): Step {
  const changes = new Changes(model)
  const held = changes.held(id)
  if (held) {
    // Noted down before it is fetched: were the answer lost, later changes would carry the cursor past this one.
    const { change_no, stale_no = changeNo } = held.cursor
    changes.hold({
      ...held,
      cursor: { ...held.cursor, change_no: Math.max(change_no, changeNo), stale_no: Math.min(stale_no, changeNo) },
    })
  }
  changes.wants.push({ kind: 'conversation', conversation: id })
  return changes.step()
}

/** A conversation's row as it is at the cell. */
export function receiveConversation(model: Model, conversation: Conversation): Step {
  const changes = new Changes(model)
  holdConversation(changes, conversation)
  return changes.step()
}

export function receiveFeedItem(model: Model, item: FeedItem): Step {
  const changes = new Changes(model)
  applyFeedItem(changes, item)
  changes.model = { ...changes.model, feedPosition: Math.max(changes.model.feedPosition, item.position) }
  return changes.step()
}

/** Everything that was missed, at one seq. */
export function receiveSync(model: Model, reply: SyncReply): Step {
  const changes = new Changes(model)
  for (const id of reply.gone) if (changes.held(id)) changes.remove(id)
  for (const patch of reply.conversations) applyPatch(changes, patch)
  // After the patches, which may let go of a conversation's messages: what was deleted for me stays known.
  for (const item of reply.feed) applyFeedItem(changes, item)
  changes.model = { ...changes.model, feedPosition: reply.feed_position }
  return changes.step()
}

/**
 * The whole list of conversations, read page by page: what is not in it is gone. The list does not say which messages were
 * deleted for me meanwhile, so stored messages are let go and paged in anew.
 */
export function replaceConversations(model: Model, list: readonly Conversation[]): Step {
  const changes = new Changes(model)
  const listed = new Set(list.map((conversation) => conversation.conversation))
  for (const id of model.conversations.keys()) if (!listed.has(id)) changes.remove(id)
  for (const conversation of list) {
    const held = changes.held(conversation.conversation)
    changes.messages.push({ conversation: conversation.conversation, drop: true })
    changes.hold({
      conversation: held ? mergeConversation(held.conversation, conversation) : conversation,
      cursor: { change_no: conversation.change_no, head_no: conversation.head_no },
    })
  }
  return changes.step()
}

export function replaceContacts(model: Model, lists: Pick<Model, 'contacts' | 'requests' | 'blocked'>): Step {
  const changes = new Changes(model)
  changes.model = { ...changes.model, ...lists }
  return changes.step()
}

/**
 * The cell took a message of ours. It is stored at once when nothing is missing before it; else it waits, shown from the
 * outbox, until its push or a sync brings it in order.
 */
export function receiveSent(model: Model, message: Message, self: AccountId): Step | undefined {
  const held = model.conversations.get(message.conversation)
  if (!held || message.message_no > held.cursor.head_no + 1) return undefined
  const changes = new Changes(model)
  changes.messages.push({
    conversation: message.conversation,
    messages: [message],
    known: [[message.message_no, message.message_no]],
  })
  // `change_no` stays behind: changes by others that came just before ours may still be on their way.
  const cursor = { ...held.cursor, head_no: Math.max(held.cursor.head_no, message.message_no) }
  changes.hold({ conversation: withMessage(held.conversation, message, self), cursor })
  return changes.step()
}

function holdConversation(changes: Changes, incoming: Conversation): void {
  const held = changes.held(incoming.conversation)
  if (!held) {
    // First seen here: followed from now on; older messages are paged in when someone looks.
    changes.hold({ conversation: incoming, cursor: { change_no: incoming.change_no, head_no: incoming.head_no } })
    return
  }
  const { stale_no } = held.cursor
  if (stale_no === undefined && incoming.change_no < held.conversation.change_no) {
    // A slow answer: what is held is newer, and nothing in it waits to be replaced.
    changes.hold({ ...held, conversation: mergeConversation(incoming, held.conversation) })
    return
  }
  const fresh = incoming.change_no >= (stale_no ?? 0)
  const cursor: Cursor = { ...held.cursor, stale_no: fresh ? undefined : stale_no }
  changes.hold({ conversation: mergeConversation(held.conversation, incoming), cursor })
}

function applyPatch(changes: Changes, patch: ConversationPatch): void {
  const { conversation: incoming, messages, changed, gap } = patch
  const id = incoming.conversation
  const held = changes.held(id)
  const from = held?.cursor.head_no ?? 0
  const first = messages[0]
  const last = messages.at(-1)
  // Numbers that are missing where the cell told all it has were deleted for me on another device: not to be seen.
  const told = ([from, to]: Range): Pick<MessageChange, 'known' | 'absent'> => ({
    known: [[from, to]],
    absent: missingFrom([Math.max(from, incoming.first_visible_no), to], messages.map((message) => message.message_no)),
  })
  if (gap) {
    changes.messages.push({ conversation: id, drop: true })
    if (first && last) changes.messages.push({ conversation: id, messages, ...told([first.message_no, last.message_no]) })
  } else {
    changes.messages.push({ conversation: id, messages: [...messages, ...changed], ...told([from + 1, incoming.head_no]) })
  }
  changes.hold({
    conversation: held ? mergeConversation(held.conversation, incoming) : incoming,
    cursor: { change_no: incoming.change_no, head_no: incoming.head_no },
  })
}

function applyFeedItem(changes: Changes, item: FeedItem): void {
  const put = <T>(map: ReadonlyMap<AccountId, T>, value: T | undefined): ReadonlyMap<AccountId, T> => {
    const next = new Map(map)
    if (value === undefined) next.delete((item as { account: AccountId }).account)
    else next.set((item as { account: AccountId }).account, value)
    return next
  }
  switch (item.kind) {
    case 'contact':
      changes.model = { ...changes.model, contacts: put(changes.model.contacts, item.contact) }
      break
    case 'request':
      changes.model = { ...changes.model, requests: put(changes.model.requests, item.request) }
      break
    case 'blocked':
      // The item says only that it changed; the cards come with the list.
      changes.wants.push({ kind: 'blocked' })
      break
    case 'me':
      changes.model = { ...changes.model, me: item.me }
      break
    case 'conversation': {
      const id = item.conversation_id
      if (item.conversation) holdConversation(changes, item.conversation)
      if (item.deleted_nos?.length) changes.messages.push({ conversation: id, deleted: item.deleted_nos })
      else if (!item.conversation && changes.held(id)) changes.remove(id)
      break
    }
    case 'session_revoked':
      break
  }
}

/** A fresher row of the same conversation. What only grows never goes back, whichever answer was slower. */
export function mergeConversation(current: Conversation, incoming: Conversation): Conversation {
  const merged: Conversation = { ...incoming }
  const currentLast = current.last_message
  const ahead = current.head_no > incoming.head_no
  merged.head_no = Math.max(current.head_no, incoming.head_no)
  const same = currentLast?.message_no === incoming.last_message?.message_no
  if (currentLast && isNewer(currentLast, incoming.last_message) && (ahead || same)) merged.last_message = currentLast
  merged.read_no = Math.max(current.read_no, incoming.read_no)
  merged.unread = Math.max(0, merged.head_no - merged.read_no)
  if ((current.peer_read_no ?? 0) > (incoming.peer_read_no ?? 0)) merged.peer_read_no = current.peer_read_no
  merged.change_no = Math.max(current.change_no, incoming.change_no)
  return merged
}

function isNewer(one: Message, other: Message | undefined): boolean {
  if (!other) return true
  return one.message_no > other.message_no || (one.message_no === other.message_no && one.change_no > other.change_no)
}

/** The conversation after a message of its own, new to us, arrived. */
function withMessage(conversation: Conversation, message: Message, self: AccountId): Conversation {
  if (message.message_no <= conversation.head_no) {
    const isLast = conversation.last_message?.message_no === message.message_no
    return isLast && isNewer(message, conversation.last_message) ? { ...conversation, last_message: message } : conversation
  }
  const next: Conversation = {
    ...conversation,
    head_no: message.message_no,
    last_message: message,
    active_at: message.sent_at,
    hidden: false,
  }
  // Whoever writes has read.
  if (message.sender === self) return readUpTo(next, message.message_no)
  next.unread = conversation.unread + (message.message_no - conversation.head_no)
  if (mentions(message, self)) next.mentioned_no = message.message_no
  return next
}

/** The conversation after its reader saw everything up to `no`. */
export function readUpTo(conversation: Conversation, no: number): Conversation {
  if (no < conversation.read_no) return conversation
  const unread = no >= conversation.head_no ? 0 : Math.min(conversation.unread, conversation.head_no - no)
  const mentioned = (conversation.mentioned_no ?? 0) > no ? conversation.mentioned_no : undefined
  return { ...conversation, read_no: no, unread, marked_unread: false, mentioned_no: mentioned }
}

/** Whether a message calls this account by name or as everyone. A push is shared by all members, so each client works it out. */
export function mentions(message: Message, self: AccountId): boolean {
  if (message.mentions_me) return true
  if (message.sender === self || message.body.kind !== 'text') return false
  return message.body.mentions?.some((mention) => mention.account === undefined || mention.account === self) ?? false
}
