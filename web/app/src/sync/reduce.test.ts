import { describe, expect, it } from 'vitest'
import type { Conversation, Message } from '@sapa/api-client'
import { EMPTY_MODEL, type Model } from './model'
import { mergeConversation, receiveChange, receiveMessage } from './reduce'

const card = (state: 'waiting' | 'accepted' | 'returned', change_no: number): Message => ({
  conversation: 'c',
  message_no: 1,
  change_no,
  sent_at: '2026-11-25T10:00:00Z',
  body: { kind: 'card', card: { kind: 'receipt', payment: 'p', state } },
})

const row = (last: Message, change_no: number): Conversation => ({
  conversation: 'c',
  type: 'service',
  service: 'wallet',
  member_count: 1,
  members_preview: [],
  last_message: last,
  active_at: last.sent_at,
  head_no: 1,
  change_no,
  first_visible_no: 1,
  read_no: 0,
  unread: 1,
  marked_unread: false,
  muted: false,
  hidden: false,
  can_send: false,
  cannot_send_reason: 'read_only',
})

const model = (conversation: Conversation): Model => ({
  ...EMPTY_MODEL,
  conversations: new Map([['c', { conversation, cursor: { change_no: conversation.change_no, head_no: conversation.head_no } }]]),
})

const last = (of: Model) => of.conversations.get('c')?.conversation.last_message

describe('a card that changes', () => {
  it('shows its new state in the list', () => {
    const { model: after, batch } = receiveChange(model(row(card('waiting', 1), 1)), card('accepted', 2))
    expect(last(after)).toEqual(card('accepted', 2))
    expect(batch.messages).toEqual([{ conversation: 'c', messages: [card('accepted', 2)] }])
    expect(after.conversations.get('c')?.cursor).toEqual({ change_no: 2, head_no: 1 })
  })

  it('does not go back to an earlier state, whichever answer is slower', () => {
    const newer = row(card('returned', 3), 3)
    expect(last(receiveChange(model(newer), card('accepted', 2)).model)).toEqual(card('returned', 3))
    expect(mergeConversation(newer, row(card('accepted', 2), 2)).last_message).toEqual(card('returned', 3))
    expect(mergeConversation(row(card('accepted', 2), 2), newer).last_message).toEqual(card('returned', 3))
  })

  it('counts as unread where the cell itself speaks', () => {
    const next = { ...card('waiting', 2), message_no: 2 }
    const { model: after } = receiveMessage(model(row(card('waiting', 1), 1)), next, 'me')
    expect(after.conversations.get('c')?.conversation.unread).toBe(2)
  })
})
