import type { Conversation, FeedItem, Message, OperationName, Push, SyncReply } from '@sapa/api-client'

/**
 * A cell in a few lines, for tests: one conversation's worth of truth for several conversations, every change numbered, pushes
 * in order, answers true at the moment they are taken. It follows the written contract and nothing of the client.
 */
export class ModelCell {
  seq = 0
  feedPosition = 0
  readonly conversations = new Map<string, { name: string; changeNo: number; messages: Message[]; deleted: Set<number>; readNo: number }>()
  readonly feed = new Map<string, { position: number; conversation: string }>()
  /** Tests may make older positions unknown. */
  feedFrom = 0
  pushes: Push[] = []

  constructor(readonly self: string) {}

  create(id: string): void {
    this.conversations.set(id, { name: id, changeNo: 1, messages: [], deleted: new Set(), readNo: 0 })
    this.touch(id)
  }

  private of(id: string) {
    const conversation = this.conversations.get(id)
    if (!conversation) throw new Error(`no conversation ${id}`)
    return conversation
  }

  send(id: string, sender: string, clientId: string, text: string, answers?: number): Message {
    const conversation = this.of(id)
    const known = conversation.messages.find((message) => message.sender === sender && message.client_id === clientId)
    if (known) return known
    const message: Message = {
      conversation: id,
      message_no: conversation.messages.length + 1,
      change_no: ++conversation.changeNo,
      sender,
      client_id: clientId,
      sent_at: new Date(1_700_000_000_000 + this.seq * 1000).toISOString(),
      body: { kind: 'text', text },
      ...(answers !== undefined && answers <= conversation.messages.length ? { reply_to: this.quote(id, answers) } : {}),
    }
    conversation.messages.push(message)
    if (sender === this.self) conversation.readNo = message.message_no
    this.emit({ type: 'message', message })
    return message
  }

  private quote(id: string, no: number): Message['reply_to'] {
    const { sender, body } = this.of(id).messages[no - 1] as Message
    if (body.kind !== 'text') return { message_no: no, sender, excerpt: '', recalled: true }
    return { message_no: no, sender, excerpt: body.text }
  }

  recall(id: string, no: number): void {
    const conversation = this.of(id)
    const message = conversation.messages[no - 1]
    if (!message || message.body.kind === 'recalled') return
    const recalled: Message = { ...message, change_no: ++conversation.changeNo, reply_to: undefined, body: { kind: 'recalled', by: message.sender ?? '' } }
    conversation.messages[no - 1] = recalled
    conversation.messages = conversation.messages.map((other) => (other.reply_to?.message_no === no ? { ...other, reply_to: this.quote(id, no) } : other))
    this.emit({ type: 'changed', message: recalled })
  }

  rename(id: string, name: string): void {
    const conversation = this.of(id)
    conversation.name = name
    this.emit({ type: 'conversation', conversation: id, change_no: ++conversation.changeNo })
  }

  deleteForMe(id: string, no: number): void {
    const conversation = this.of(id)
    if (no > conversation.messages.length) return
    conversation.deleted.add(no)
    this.touch(id)
  }

  read(id: string, no: number): void {
    const conversation = this.of(id)
    conversation.readNo = Math.max(conversation.readNo, Math.min(no, conversation.messages.length))
    this.touch(id)
  }

  remove(id: string): void {
    this.conversations.delete(id)
    this.seq += 1
    this.feed.delete(id)
  }

  private touch(id: string): void {
    this.feed.set(id, { position: ++this.feedPosition, conversation: id })
    this.emit({ type: 'feed', item: this.feedItem(id) })
  }

  private feedItem(id: string): FeedItem {
    const entry = this.feed.get(id)
    return {
      kind: 'conversation',
      conversation_id: id,
      position: entry?.position ?? 0,
      conversation: this.row(id),
      deleted_nos: [...this.of(id).deleted],
    }
  }

  private emit(event: Push['event']): void {
    this.seq += 1
    this.pushes.push({ seq: this.seq, index: 0, event })
  }

  row(id: string): Conversation {
    const { name, changeNo, messages, deleted, readNo } = this.of(id)
    const visible = messages.filter((message) => !deleted.has(message.message_no))
    return {
      conversation: id,
      type: 'group',
      name,
      member_count: 3,
      members_preview: [],
      last_message: visible.at(-1),
      active_at: visible.at(-1)?.sent_at ?? '',
      head_no: messages.length,
      change_no: changeNo,
      first_visible_no: 1,
      read_no: readNo,
      unread: messages.filter((message) => message.message_no > readNo && message.sender !== this.self).length,
      marked_unread: false,
      muted: false,
      hidden: false,
      can_send: true,
    }
  }

  visible(id: string): Message[] {
    const { messages, deleted } = this.of(id)
    return messages.filter((message) => !deleted.has(message.message_no))
  }

  answer(op: OperationName, input: unknown): unknown {
    switch (op) {
      case 'chat.sync':
        return this.sync(input as { feed_position: number; conversations: { conversation: string; change_no: number; head_no: number }[] })
      case 'chat.history':
        return this.history(input as { conversation: string; before?: number; after?: number; limit: number })
      case 'chat.conversation':
        return this.row((input as { conversation: string }).conversation)
      case 'chat.list':
        return { items: [...this.conversations.keys()].map((id) => this.row(id)) }
      case 'contacts.list':
      case 'contacts.requests':
      case 'contacts.blocked':
        return { items: [] }
      case 'accounts.me':
        return { account: this.self, handle: this.self, display_name: this.self, avatar_version: 0 }
      default:
        throw new Error(`the model cell does not know ${op}`)
    }
  }

  private history({ conversation, before, after, limit }: { conversation: string; before?: number; after?: number; limit: number }) {
    const visible = this.visible(conversation)
    const rest = visible.filter(({ message_no: no }) => (before === undefined || no < before) && (after === undefined || no > after))
    const messages = after === undefined ? rest.slice(-limit) : rest.slice(0, limit)
    return { messages, more: rest.length > messages.length }
  }

  private sync(input: { feed_position: number; conversations: { conversation: string; change_no: number; head_no: number }[] }): SyncReply {
    const held = new Map(input.conversations.map((row) => [row.conversation, row]))
    const tooOld = input.feed_position < this.feedFrom
    const newer = [...this.feed.values()]
      .filter((entry) => entry.position > input.feed_position)
      .sort((one, other) => one.position - other.position)
    const feed = tooOld ? [] : newer.slice(0, 3)
    const patches: SyncReply['conversations'] = []
    for (const [id, conversation] of this.conversations) {
      const at = held.get(id) ?? { change_no: 0, head_no: 0 }
      if (at.change_no === conversation.changeNo && at.head_no === conversation.messages.length) continue
      const fresh = this.visible(id).filter((message) => message.message_no > at.head_no)
      const gap = fresh.length > 10
      const isChange = (message: Message) => message.message_no <= at.head_no && message.change_no > at.change_no
      const changed = conversation.messages.filter((message) => isChange(message) && (message.body.kind === 'recalled' || !conversation.deleted.has(message.message_no)))
      patches.push({ conversation: this.row(id), messages: gap ? fresh.slice(-10) : fresh, changed: gap ? [] : changed, gap })
    }
    return {
      feed: feed.map((entry) => this.feedItem(entry.conversation)),
      feed_position: tooOld || feed.length === newer.length ? this.feedPosition : (feed.at(-1)?.position ?? this.feedPosition),
      feed_more: !tooOld && feed.length < newer.length,
      reload: tooOld ? ['all'] : [],
      conversations: patches,
      gone: [...held.keys()].filter((id) => !this.conversations.has(id)),
    }
  }
}
