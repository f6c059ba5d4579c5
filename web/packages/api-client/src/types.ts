// The shapes of the operations. Ids are opaque strings; times are RFC 3339; `message_no`, `change_no`, `seq` and
// `position` are whole numbers from 1, below 2^53.

export type AccountId = string
export type ConversationId = string
export type UploadId = string
export type InvitationId = string
export type SessionId = string
export type Time = string

export interface Card {
  account: AccountId
  handle: string
  display_name: string
  /** 0 when there is none: the client draws initials. */
  avatar_version: number
  deleted?: boolean
  /** A resident of the demo town. */
  fictional?: boolean
}

export interface Page<T> {
  items: T[]
  next_cursor?: string
}
export interface PageRequest {
  cursor?: string
  limit?: number
}

export interface CellInfo {
  name: string
  version: string
  demo: boolean
  needs_setup: boolean
  registration: Registration
  public_url?: string
  secure_context_hint: boolean
}
export type Registration = 'open' | 'invitation' | 'closed'

export type NoticeKind = 'recovery_link_made' | 'signed_in_by_recovery' | 'password_changed' | 'operator_viewed'
export interface Notice {
  id: string
  kind: NoticeKind
  at: Time
  text_params: Record<string, unknown>
}
export interface Me extends Card {
  operator: boolean
  about: string
  created_at: Time
  recovery_codes_left: number
  deletion_at?: Time
  notices: Notice[]
}
export type HandleProblem = 'too_short' | 'too_long' | 'characters' | 'taken' | 'look_alike' | 'reserved'
export interface SignedUp {
  account: Me
  recovery_codes: string[]
  token?: string
}
export interface SignedInResult {
  account: Me
  token?: string
  remaining_codes?: number
}
export interface Slot {
  slot: number
  account?: Card
  expired?: boolean
}
export interface Session {
  session: SessionId
  name: string
  address: string
  created_at: Time
  last_used_at: Time
  current: boolean
}
export interface Invitation {
  invitation: InvitationId
  note: string
  uses: number
  max_uses: number
  created_at: Time
  expires_at: Time
  revoked: boolean
}
export interface NewInvitation {
  invitation: InvitationId
  code: string
  url: string
  expires_at: Time
  max_uses: number
}
export type Person = Card & {
  operator: boolean
  created_at: Time
  last_used_at?: Time
  suspended: boolean
  deletion_at?: Time
}
export type Resident = Card & { about: string; language: string }

export type Relation = 'self' | 'none' | 'friend' | 'request_sent' | 'request_received' | 'blocked'
export interface Found {
  card: Card
  relation: Relation
  remark?: string
}
export type Profile = Found & { about?: string; common_groups: number }
export interface Contact {
  card: Card
  remark?: string
  since: Time
}
export interface ContactRequest {
  card: Card
  greeting: string
  direction: 'in' | 'out'
  at: Time
  state: 'pending' | 'accepted' | 'ignored'
}

export interface Mention {
  /** Absent: everyone. */
  account?: AccountId
  /** In UTF-16 units, as JavaScript counts. */
  offset: number
  length: number
}
export interface Photo {
  width: number
  height: number
  bytes: number
  placeholder: string
}
export type SystemEventType =
  | 'created'
  | 'friends_now'
  | 'joined'
  | 'invited'
  | 'left'
  | 'removed'
  | 'renamed'
  | 'owner_changed'
  | 'joined_by_link'
export interface SystemEvent {
  type: SystemEventType
  actor?: AccountId
  /** Whom it concerns, the first of them. */
  accounts?: AccountId[]
  /** How many it concerns, when those are not all. */
  account_count?: number
  name?: string
}
export type Body =
  | { kind: 'text'; text: string; mentions?: Mention[] }
  | { kind: 'photos'; photos: Photo[]; caption?: string }
  | { kind: 'system'; event: SystemEvent }
  | { kind: 'recalled'; by: AccountId }
export type BodyInput =
  | { kind: 'text'; text: string; mentions?: Mention[] }
  | { kind: 'photos'; uploads: UploadId[]; caption?: string }
export interface ReplyTo {
  message_no: number
  sender?: AccountId
  excerpt: string
  /** How many pictures the quoted message has. */
  photos?: number
  recalled?: boolean
}
export interface Message {
  conversation: ConversationId
  message_no: number
  change_no: number
  sender?: AccountId
  sent_at: Time
  client_id?: string
  body: Body
  reply_to?: ReplyTo
  forwarded?: boolean
  mentions_me?: boolean
}
export interface Draft {
  text: string
  reply_to?: number
  updated_at: Time
}
export type CannotSend = 'not_friends' | 'blocked' | 'left' | 'removed' | 'deleted'
export interface Conversation {
  conversation: ConversationId
  type: 'direct' | 'group'
  peer?: Card
  name?: string
  owner?: AccountId
  member_count: number
  members_preview: Card[]
  last_message?: Message
  /** Orders the list. */
  active_at: Time
  head_no: number
  change_no: number
  first_visible_no: number
  read_no: number
  peer_read_no?: number
  unread: number
  mentioned_no?: number
  marked_unread: boolean
  muted: boolean
  pinned_at?: Time
  hidden: boolean
  draft?: Draft
  can_send: boolean
  cannot_send_reason?: CannotSend
  left?: boolean
}
export type Member = Card & { owner: boolean; joined_at: Time; invited_by?: AccountId; read_no: number }

export type FeedItem = { position: number } & (
  | { kind: 'contact'; account: AccountId; contact?: Contact }
  | { kind: 'request'; account: AccountId; request?: ContactRequest }
  | { kind: 'blocked'; account: AccountId; blocked: boolean }
  | { kind: 'conversation'; conversation_id: ConversationId; conversation?: Conversation; deleted_nos?: number[] }
  | { kind: 'me'; me: Me }
  | { kind: 'session_revoked'; session: SessionId }
)
export interface ConversationPatch {
  conversation: Conversation
  messages: Message[]
  changed: Message[]
  gap: boolean
  /** Cards of those named in the messages who are not, or no longer, members. */
  people?: Card[]
}
export interface HeldConversation {
  conversation: ConversationId
  change_no: number
  head_no: number
}
export interface SyncReply {
  feed: FeedItem[]
  feed_position: number
  feed_more: boolean
  reload: ('conversations' | 'all')[]
  conversations: ConversationPatch[]
  gone: ConversationId[]
}

export type ByeReason = 'slow' | 'revoked' | 'draining' | 'expired' | 'too_many'
export type PushEvent =
  | { type: 'message'; message: Message }
  | { type: 'changed'; message: Message }
  | { type: 'conversation'; conversation: ConversationId; change_no: number }
  | { type: 'read'; conversation: ConversationId; account: AccountId; message_no: number; change_no: number }
  | { type: 'typing'; conversation: ConversationId; account: AccountId }
  | { type: 'feed'; item: FeedItem }
  | { type: 'bye'; reason: ByeReason; resumable: boolean }
export interface Push {
  seq: number
  index: number
  event: PushEvent
}
export interface Hello {
  account: AccountId
  session: SessionId
  seq: number
  heartbeat_seconds: number
}
export interface Upload {
  upload: UploadId
  width: number
  height: number
  bytes: number
  placeholder: string
}
type Nothing = Record<string, never>
type On<T = unknown> = { conversation: ConversationId } & T

/** Every operation: its input and its output. */
export interface Operations {
  'cell.info': { input: Nothing; output: CellInfo }

  'accounts.check_handle': {
    input: { handle: string }
    output: { handle: string; available: boolean; problem?: HandleProblem }
  }
  'accounts.setup': {
    input: { token: string; handle: string; display_name: string; password: string; cell_name?: string }
    output: SignedUp
  }
  'accounts.register': {
    input: { handle: string; display_name: string; password: string; invitation?: string }
    output: SignedUp
  }
  'accounts.sign_in': { input: { handle: string; password: string }; output: SignedInResult }
  'accounts.recover': {
    input: { handle: string; recovery_code: string; new_password: string }
    output: SignedInResult
  }
  'accounts.recover_by_link': { input: { token: string; new_password: string }; output: SignedInResult }
  'accounts.sign_out': { input: Nothing; output: Nothing }
  'accounts.slots': { input: Nothing; output: { slots: Slot[] } }
  'accounts.me': { input: Nothing; output: Me }
  'accounts.dismiss_notice': { input: { id: string }; output: Nothing }
  'accounts.update_profile': {
    input: { display_name?: string; about?: string; avatar?: UploadId | null }
    output: Me
  }
  'accounts.change_password': { input: { current: string; new: string }; output: Nothing }
  'accounts.renew_recovery_codes': { input: { password: string }; output: { recovery_codes: string[] } }
  'accounts.sessions': { input: Nothing; output: { sessions: Session[] } }
  'accounts.rename_session': { input: { session: SessionId; name: string }; output: Nothing }
  'accounts.revoke_session': { input: { session: SessionId }; output: Nothing }
  'accounts.revoke_other_sessions': { input: Nothing; output: { revoked: number } }
  'accounts.request_deletion': { input: { password: string }; output: { deletion_at: Time } }
  'accounts.cancel_deletion': { input: Nothing; output: Nothing }
  'accounts.create_invitation': {
    input: { max_uses?: number; days?: number; note?: string }
    output: NewInvitation
  }
  'accounts.invitations': { input: PageRequest; output: Page<Invitation> }
  'accounts.revoke_invitation': { input: { invitation: InvitationId }; output: Nothing }
  'accounts.invitation': {
    input: { code: string }
    output: {
      inviter: Card
      cell_name: string
      valid: boolean
      problem?: 'unknown' | 'expired' | 'used_up' | 'revoked'
    }
  }
  'accounts.settings': { input: Nothing; output: { cell_name: string; registration: Registration } }
  'accounts.update_settings': {
    input: { cell_name?: string; registration?: Registration }
    output: { cell_name: string; registration: Registration }
  }
  'accounts.people': { input: PageRequest & { query?: string }; output: Page<Person> }
  'accounts.make_recovery_link': { input: { account: AccountId }; output: { url: string; expires_at: Time } }
  'accounts.suspend': { input: { account: AccountId }; output: Nothing }
  'accounts.unsuspend': { input: { account: AccountId }; output: Nothing }

  'demo.residents': { input: Nothing; output: { residents: Resident[] } }
  'demo.continue_as': { input: { account: AccountId }; output: SignedInResult }

  'contacts.find': { input: { handle: string }; output: Found }
  'contacts.personal_code': { input: Nothing; output: { code: string; url: string } }
  'contacts.renew_personal_code': { input: Nothing; output: { code: string; url: string } }
  'contacts.resolve_code': { input: { code: string }; output: Found }
  'contacts.profile': { input: { account: AccountId }; output: Profile }
  'contacts.request': {
    input: { account: AccountId; greeting: string; via?: 'handle' | 'code' | 'group' }
    output: { relation: Relation }
  }
  'contacts.requests': { input: PageRequest; output: Page<ContactRequest> }
  'contacts.accept': { input: { account: AccountId; remark?: string }; output: { conversation: ConversationId } }
  'contacts.ignore': { input: { account: AccountId }; output: Nothing }
  'contacts.list': { input: PageRequest; output: Page<Contact> }
  'contacts.set_remark': { input: { account: AccountId; remark: string }; output: Nothing }
  'contacts.block': { input: { account: AccountId }; output: Nothing }
  'contacts.unblock': { input: { account: AccountId }; output: Nothing }
  'contacts.blocked': { input: PageRequest; output: Page<Card> }
  'contacts.delete': { input: { account: AccountId }; output: Nothing }

  'chat.list': { input: PageRequest; output: Page<Conversation> }
  'chat.conversation': { input: On; output: Conversation }
  'chat.open_direct': { input: { account: AccountId }; output: Conversation }
  'chat.create_group': {
    input: { name?: string; members: AccountId[]; client_id: string }
    output: Conversation
  }
  'chat.members': { input: On<PageRequest>; output: Page<Member> }
  'chat.send': {
    input: On<{ client_id: string; body: BodyInput; reply_to?: number }>
    output: { message_no: number; change_no: number; sent_at: Time }
  }
  'chat.history': {
    input: On<{ before?: number; after?: number; limit?: number }>
    output: { messages: Message[]; more: boolean; people?: Card[] }
  }
  'chat.recall': { input: On<{ message_no: number }>; output: { change_no: number } }
  'chat.delete_for_me': { input: On<{ message_nos: number[] }>; output: Nothing }
  'chat.forward': {
    input: { from: ConversationId; message_nos: number[]; to: ConversationId[]; client_id: string }
    output: { sent: { conversation: ConversationId; message_nos: number[] }[] }
  }
  'chat.mark_read': { input: On<{ message_no: number }>; output: Nothing }
  'chat.mark_unread': { input: On<{ unread: boolean }>; output: Nothing }
  'chat.set_draft': { input: On<{ text: string; reply_to?: number }>; output: Nothing }
  'chat.set_muted': { input: On<{ muted: boolean }>; output: Nothing }
  'chat.set_pinned': { input: On<{ pinned: boolean }>; output: Nothing }
  'chat.set_hidden': { input: On<{ hidden: boolean }>; output: Nothing }
  'chat.typing': { input: On; output: Nothing }
  'chat.rename': { input: On<{ name: string }>; output: Nothing }
  'chat.invite': {
    input: On<{ accounts: AccountId[] }>
    output: { added: AccountId[]; not_added: { account: AccountId; reason: string }[] }
  }
  'chat.remove_member': { input: On<{ account: AccountId }>; output: Nothing }
  'chat.leave': { input: On; output: Nothing }
  'chat.transfer_ownership': { input: On<{ account: AccountId }>; output: Nothing }
  'chat.group_link': { input: On; output: { code: string; url: string; expires_at: Time } }
  'chat.revoke_group_link': { input: On; output: Nothing }
  'chat.resolve_group_link': {
    input: { code: string }
    output: { name?: string; member_count: number; members_preview: Card[]; already_member: boolean }
  }
  'chat.join': { input: { code: string }; output: Conversation }
  'chat.read_by': { input: On<{ message_no: number }>; output: { read: AccountId[]; unread_count: number } }
  'chat.sync': { input: { feed_position: number; conversations: HeldConversation[] }; output: SyncReply }
}

export type OperationName = keyof Operations
export type InputOf<Op extends OperationName> = Operations[Op]['input']
export type OutputOf<Op extends OperationName> = Operations[Op]['output']
