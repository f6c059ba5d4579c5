// Short names for the shapes that the cell documents. The shapes themselves are generated into schema.ts; written here is only
// what the document does not say: events of the socket, uploads, and the pages of lists.
import type { components, operations } from './schema'

type Schemas = components['schemas']

export type AccountId = Schemas['AccountId']
export type ConversationId = Schemas['ConversationId']
export type UploadId = Schemas['UploadId']
export type InvitationId = Schemas['InvitationId']
export type SessionId = Schemas['SessionId']
export type Time = Schemas['Timestamp']

export type Card = Schemas['Card']
export type CellInfo = Schemas['CellInfo']
export type Registration = Schemas['RegistrationMode']
export type Notice = Schemas['Notice']
export type NoticeKind = Schemas['NoticeKind']
export type Me = Schemas['Me']
export type HandleProblem = Schemas['HandleProblem']
export type SignedUp = Schemas['SignedUp']
export type SignedInResult = Schemas['SignedInResult']
export type Slot = Schemas['Slot']
export type Session = Schemas['Device']
export type Invitation = Schemas['Invitation']
export type NewInvitation = Schemas['InvitationMade']
export type Person = Schemas['Person']
export type Resident = Schemas['Resident']

export type Relation = Schemas['Relation']
export type Found = Schemas['Found']
export type Profile = Schemas['Profile']
export type Contact = Schemas['Contact']
export type ContactRequest = Schemas['RequestItem']
export type BlockedAccount = Schemas['BlockedAccount']

/** Offsets and lengths count UTF-16 units, as JavaScript does; without an account everyone is meant. */
export type Mention = Schemas['Mention']
export type Photo = Schemas['Photo']
export type SystemEvent = Schemas['SystemEvent']
export type MessageCard = Schemas['MessageCard']
export type CardKind = Schemas['CardKind']
export type Money = Schemas['Money']
export type PaymentId = Schemas['PaymentId']
export type Wallet = Schemas['OwnWallet']
export type OpenWallet = Schemas['OpenWallet']
export type StatementLine = Schemas['Line']
export type StatementFilter = Schemas['StatementInput']
export type PaymentKind = Schemas['PaymentKind']
export type Withdrawal = Schemas['Withdrawal']
export type BankAccountInput = Schemas['BankAccountInput']
export type BankAccount = Schemas['BankAccount']
export type Paid = Schemas['Paid']
export type Inspected = Schemas['Inspected']
export type UnclaimedPage = Schemas['UnclaimedPage']
export type Unclaimed = Schemas['Unclaimed']
export type Inspection = Schemas['Inspection']
export type Reconciliation = Schemas['Reconciliation']
export type Difference = Schemas['Difference']
export type NamedWithdrawal = Schemas['NamedWithdrawal']
export type WalletSettings = Schemas['WalletSettings']
export type SystemEventType = Schemas['SystemKind']
export type Body = Schemas['Body']
export type BodyInput = Schemas['NewBody']
export type ReplyTo = Schemas['Quotation']
export type Message = Schemas['Message']
export type Draft = Schemas['Draft']
export type CannotSend = Schemas['CannotSend']
export type Conversation = Schemas['Conversation']
export type Member = Schemas['MemberCard']
export type HeldConversation = Schemas['Held']
export type ConversationPatch = Schemas['SyncedConversation']
export type ConversationItem = Schemas['ConversationItem']

/** What happened to this account, at a position of its feed. */
export type FeedItem = { position: number } & (
  | { kind: 'contact'; account: AccountId; contact?: Contact }
  | { kind: 'request'; account: AccountId; request?: ContactRequest }
  | { kind: 'blocked'; account: AccountId; blocked: boolean }
  | ({ kind: 'conversation' } & ConversationItem)
  | { kind: 'me'; me: Me }
  | { kind: 'session_revoked'; session: SessionId }
)
export type SyncReply = Omit<Schemas['Synced'], 'feed'> & { feed: FeedItem[] }

export interface Page<T> {
  items: T[]
  next_cursor?: string
}
export interface PageRequest {
  cursor?: string
  limit?: number
}

export type ByeReason = 'slow' | 'revoked' | 'draining' | 'expired' | 'too_many'
export type PushEvent =
  | { type: 'message'; message: Message }
  | { type: 'changed'; message: Message }
  | { type: 'conversation'; conversation: ConversationId; change_no: number }
  | { type: 'read'; conversation: ConversationId; account: AccountId; message_no: number; change_no: number }
  | { type: 'typing'; conversation: ConversationId; account: AccountId }
  | { type: 'feed'; item: FeedItem }
  | MoneyEvent
  | { type: 'bye'; reason: ByeReason; resumable: boolean }
/** The wallet is another than before, or somebody took a share of a packet that this account sent. They carry no amounts: ask. */
export type MoneyEvent = { type: 'wallet' } | { type: 'packet_claimed'; payment: PaymentId }
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

/** Every operation that answers over HTTP and the socket alike. */
export type OperationName = keyof operations
export type InputOf<Op extends OperationName> = operations[Op]['requestBody']['content']['application/json']
export type OutputOf<Op extends OperationName> = Op extends 'chat.sync'
  ? SyncReply
  : operations[Op]['responses'][200]['content']['application/json']
