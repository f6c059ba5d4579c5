import { describe, expect, it } from 'vitest'
import type { Message } from '@sapa/api-client'
import type { OutboxItem } from '@/state/outbox'
import { layoutRows, type Row } from './rows'

const ME = 'me'

function message(no: number, sender: string | undefined, at: string, over: Partial<Message> = {}): Message {
  return { conversation: 'c', message_no: no, change_no: no, sender, sent_at: at, body: { kind: 'text', text: `#${no}` }, ...over }
}

function pending(clientId: string, at: string): OutboxItem {
  return { client_id: clientId, conversation: 'c', created_at: at, order: 1, body: { kind: 'text', text: 'later' }, state: 'waiting' }
}

/** Days as lists of short words: `2*` begins a group, `2.` ends one, `|` is the unread line. */
function drawn(messages: Message[], over: { pending?: OutboxItem[]; unreadFrom?: number } = {}): string[] {
  const word = (row: Row) => {
    if (row.kind === 'unread') return '|'
    if (row.kind === 'system') return `(${row.message.message_no})`
    return `${row.pending ? row.key : row.message.message_no}${row.first ? '*' : ''}${row.last ? '.' : ''}`
  }
  return layoutRows({ messages, pending: [], self: ME, ...over }).map((day) => `${day.day}: ${day.rows.map(word).join(' ')}`)
}

describe('rows', () => {
  it('group messages of one person within three minutes', () => {
    expect(
      drawn([
        message(1, 'a', '2026-11-21T03:00:00Z'),
        message(2, 'a', '2026-11-21T03:02:59Z'),
        message(3, 'a', '2026-11-21T03:05:59Z'),
        message(4, 'b', '2026-11-21T03:06:00Z'),
        message(5, ME, '2026-11-21T03:06:01Z'),
      ]),
    ).toEqual(['2026-11-21: 1* 2. 3*. 4*. 5*.'])
  })

  it('begin a day at local midnight, and a group with it', () => {
    // In Jakarta the day begins at 17:00 UTC.
    expect(drawn([message(1, 'a', '2026-11-20T16:59:30Z'), message(2, 'a', '2026-11-20T17:00:10Z')])).toEqual(['2026-11-20: 1*.', '2026-11-21: 2*.'])
  })

  it('never go back a day when clocks differ', () => {
    const days = drawn([message(1, 'a', '2026-11-20T17:00:10Z'), message(2, 'b', '2026-11-20T16:59:50Z')])
    expect(days).toEqual(['2026-11-21: 1*. 2*.'])
  })

  it('end a group at what happened in between', () => {
    const joined = message(2, undefined, '2026-11-21T03:00:10Z', { body: { kind: 'system', event: { type: 'joined', actor: 'b' } } })
    expect(drawn([message(1, 'a', '2026-11-21T03:00:00Z'), joined, message(3, 'a', '2026-11-21T03:00:20Z')])).toEqual(['2026-11-21: 1*. (2) 3*.'])
  })

  it('show a recalled message as what happened', () => {
    const recalled = message(2, 'a', '2026-11-21T03:00:10Z', { body: { kind: 'recalled', by: 'a' } })
    expect(drawn([message(1, 'a', '2026-11-21T03:00:00Z'), recalled])).toEqual(['2026-11-21: 1*. (2)'])
  })

  it('draw the unread line before the first message of another that was unread', () => {
    const messages = [message(1, 'a', '2026-11-21T03:00:00Z'), message(2, ME, '2026-11-21T03:00:10Z'), message(3, 'a', '2026-11-21T03:00:20Z')]
    expect(drawn(messages, { unreadFrom: 2 })).toEqual(['2026-11-21: 1*. 2*. | 3*.'])
    expect(drawn(messages, { unreadFrom: 9 })).toEqual(['2026-11-21: 1*. 2*. 3*.'])
  })

  it('put what is on its way last, with a key that it keeps when it arrives', () => {
    const item = pending('k1', '2026-11-21T03:00:20Z')
    expect(drawn([message(1, ME, '2026-11-21T03:00:00Z')], { pending: [item] })).toEqual(['2026-11-21: 1* ck1.'])
    const [day] = layoutRows({ messages: [message(2, ME, '2026-11-21T03:00:20Z', { client_id: 'k1' })], pending: [], self: ME })
    expect(day?.rows[0]?.key).toBe('ck1')
  })

  it('do not take the client ids of others for keys: two people may choose the same', () => {
    const [day] = layoutRows({ messages: [message(2, 'a', '2026-11-21T03:00:20Z', { client_id: 'k1' })], pending: [], self: ME })
    expect(day?.rows[0]?.key).toBe('m2')
  })
})
