import { describe, expect, it, vi } from 'vitest'
import type { Message } from '@sapa/api-client'
import type { PageQuery, Stretch } from '@/sync/store'
import { Timeline } from './timeline'

const CONVERSATION = 'c'

function message(no: number, change: number, text: string): Message {
  return { conversation: CONVERSATION, message_no: no, change_no: change, sender: 'a', sent_at: '2026-01-01T00:00:00Z', body: { kind: 'text', text } } as Message
}

/** A timeline of one conversation whose next page is handed over by hand. */
function timeline(head: number) {
  const pages: ((stretch: Stretch) => void)[] = []
  const asked: PageQuery[] = []
  const page = (_: string, query: PageQuery) => {
    asked.push(query)
    return new Promise<Stretch>((resolve) => pages.push(resolve))
  }
  return { line: new Timeline(CONVERSATION, { page, bounds: () => ({ first: 1, head }) }), pages, asked }
}

const texts = (line: Timeline) => line.view.get().messages.map(({ body }) => (body.kind === 'text' ? body.text : body.kind))

describe('a change that is stored while a page is under way', () => {
  it('is shown with the first page, although that was read before it', async () => {
    const { line, pages } = timeline(2)
    const opened = line.openEnd()
    line.apply({ conversation: CONVERSATION, messages: [message(1, 3, 'new words')] })
    pages[0]?.({ messages: [message(1, 1, 'old words'), message(2, 2, 'others')], from: 1, to: 2 })
    await opened
    expect(texts(line)).toEqual(['new words', 'others'])
  })

  it('is shown with an older page that is being loaded', async () => {
    const { line, pages } = timeline(2)
    const opened = line.openEnd()
    pages[0]?.({ messages: [message(2, 2, 'others')], from: 2, to: 2 })
    await opened
    const loaded = line.loadBefore()
    line.apply({ conversation: CONVERSATION, messages: [message(1, 3, 'new words')] })
    pages[1]?.({ messages: [message(1, 1, 'old words')], from: 1, to: 1 })
    await loaded
    expect(texts(line)).toEqual(['new words', 'others'])
  })

  it('is shown when the reader has left for elsewhere before the older page came', async () => {
    const { line, pages } = timeline(3)
    const opened = line.openEnd()
    pages[0]?.({ messages: [message(3, 3, 'last')], from: 3, to: 3 })
    await opened
    const loaded = line.loadBefore()
    const again = line.openEnd()
    line.apply({ conversation: CONVERSATION, messages: [message(3, 4, 'last, changed')] })
    pages[2]?.({ messages: [message(3, 3, 'last')], from: 3, to: 3 })
    await again
    pages[1]?.({ messages: [message(2, 2, 'others')], from: 2, to: 2 })
    await loaded
    expect(texts(line)).toEqual(['last, changed'])
  })
})

describe('a stretch that is no longer held without holes', () => {
  const drop = { conversation: CONVERSATION, drop: true } as const

  it('is read anew where the reader is about to begin', async () => {
    const { line, pages } = timeline(60)
    void line.openAround(10)
    line.apply(drop)
    pages[2]?.({ messages: [message(10, 10, 'the first unread one')], from: 9, to: 10 })
    pages[3]?.({ messages: [message(11, 11, 'the second')], from: 11, to: 11 })
    await vi.waitFor(() => expect(line.view.get().loading).toBe('none'))
    expect(texts(line)).toEqual(['the first unread one', 'the second'])
  })

  it('is read anew where the reader has got to', async () => {
    const { line, pages, asked } = timeline(60)
    const opened = line.openEnd()
    pages[0]?.({ messages: [message(59, 59, 'last but one'), message(60, 60, 'last')], from: 59, to: 60 })
    await opened
    line.place = 59
    line.apply(drop)
    expect(asked.slice(1)).toEqual([{ before: 60, limit: 24 }, { after: 59, limit: 24 }])
  })

  it('is read anew from the end for a reader who follows it', async () => {
    const { line, pages, asked } = timeline(60)
    const opened = line.openEnd()
    pages[0]?.({ messages: [message(60, 60, 'last')], from: 60, to: 60 })
    await opened
    line.place = 60
    line.apply(drop)
    expect(asked.slice(1)).toEqual([{ before: 61, limit: 24 }])
  })
})

describe('a message that is taken back', () => {
  it('is no longer quoted by the answers in view, also when a slow page still does', async () => {
    const { line, pages } = timeline(2)
    const answer = { ...message(2, 2, 'yes'), reply_to: { message_no: 1, excerpt: 'old words' } }
    const opened = line.openEnd()
    pages[0]?.({ messages: [answer], from: 2, to: 2 })
    await opened
    const recalled: Message = { ...message(1, 3, ''), body: { kind: 'recalled', by: 'a' } }
    line.apply({ conversation: CONVERSATION, messages: [recalled] })
    line.apply({ conversation: CONVERSATION, messages: [answer] })
    expect(line.view.get().messages[0]?.reply_to).toEqual({ message_no: 1, excerpt: '', recalled: true })
  })
})
