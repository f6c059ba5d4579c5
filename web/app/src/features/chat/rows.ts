import type { AccountId, Message } from '@sapa/api-client'
import { asMessage, type OutboxItem } from '@/state/outbox'

/** Messages of one person that follow each other within this time belong together. */
export const GROUP_WITHIN_MS = 3 * 60_000

export interface MessageRow {
  readonly kind: 'message'
  /** The same before and after the cell took a message, so that it does not blink. */
  readonly key: string
  readonly message: Message
  /** The item on its way; absent once the message stands in its conversation. */
  readonly pending?: OutboxItem
  readonly mine: boolean
  /** First and last of a group: where the name, the picture and the time go. */
  readonly first: boolean
  readonly last: boolean
}
export interface SystemRow {
  readonly kind: 'system'
  readonly key: string
  readonly message: Message
}
export interface UnreadRow {
  readonly kind: 'unread'
  readonly key: 'unread'
}
export type Row = MessageRow | SystemRow | UnreadRow

export interface Day {
  /** Local calendar day, as `2026-11-21`. */
  readonly day: string
  readonly at: Date
  readonly rows: readonly Row[]
}

export interface RowsInput {
  messages: readonly Message[]
  pending: readonly OutboxItem[]
  self: AccountId
  /** The number of the first message that was unread when the conversation was opened. */
  unreadFrom?: number
}

/** What is drawn: days, in them groups of messages, and the line where the unread ones begin. */
export function layoutRows({ messages, pending, self, unreadFrom }: RowsInput): Day[] {
  const days: { day: string; at: Date; rows: Row[] }[] = []
  let lineDrawn = unreadFrom === undefined
  const put = (row: Row, at: Date) => {
    const day = localDay(at)
    const current = days.at(-1)
    // Clocks of devices differ; a later row never opens an earlier day again.
    if (!current || day > current.day) days.push({ day, at, rows: [row] })
    else current.rows.push(row)
  }
  for (const message of messages) {
    const at = new Date(message.sent_at)
    if (!lineDrawn && message.message_no >= (unreadFrom as number) && message.sender !== self) {
      put({ kind: 'unread', key: 'unread' }, at)
      lineDrawn = true
    }
    put(rowOf(message, self), at)
  }
  for (const item of pending) {
    const message = asMessage(item, self, { message_no: item.message_no ?? 0, change_no: 0, sent_at: item.created_at })
    put({ ...rowOf(message, self), pending: item } as MessageRow, new Date(item.created_at))
  }
  return days.map((day) => ({ ...day, rows: grouped(day.rows) }))
}

function rowOf(message: Message, self: AccountId): Row {
  const key = message.client_id !== undefined && message.sender === self ? `c${message.client_id}` : `m${message.message_no}`
  if (message.body.kind === 'system' || message.body.kind === 'recalled') return { kind: 'system', key, message }
  return { kind: 'message', key, message, mine: message.sender === self, first: true, last: true }
}

function grouped(rows: readonly Row[]): Row[] {
  return rows.map((row, index) => {
    if (row.kind !== 'message') return row
    return { ...row, first: !together(rows[index - 1], row), last: !together(row, rows[index + 1]) }
  })
}

function together(one: Row | undefined, other: Row | undefined): boolean {
  if (one?.kind !== 'message' || other?.kind !== 'message') return false
  if (one.message.sender !== other.message.sender) return false
  return Math.abs(Date.parse(other.message.sent_at) - Date.parse(one.message.sent_at)) < GROUP_WITHIN_MS
}

export function localDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
