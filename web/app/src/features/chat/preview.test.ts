import type { TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import type { Message } from '@sapa/api-client'
import { cardLine, excerptOf, previewOf } from './preview'

const t = ((key: string, values?: Record<string, string>) => (key === 'preview.from' ? `${values?.['who']}: ${values?.['text']}` : key)) as TFunction<'chat'>
const message = { message_no: 1, change_no: 1, conversation: 'c', sender: 'noa', sent_at: '', body: { kind: 'text', text: 'I am in.' } } as Message
const bare = (text: string) => text.replace(/[\u200e\u2066-\u2069]/g, '')

describe('the last line of a group', () => {
  it('says who and what', () => {
    expect(bare(previewOf(message, true, 'me', () => 'Noa', t))).toBe('Noa: I am in.')
  })

  it('runs from left to right, and a name from right to left within itself', () => {
    expect(previewOf(message, true, 'me', () => 'נועה', t)).toBe('\u200e\u2068נועה\u2069: \u2068I am in.\u2069')
  })
})

describe('a card in one line', () => {
  const t = ((key: string, values?: Record<string, string>) => {
    const known: Record<string, string> = { 'card.kind.transfer': 'Transfer', 'card.kind.other': 'Card' }
    if (key === 'card.line') return `[${values?.['kind']}] ${values?.['note']}`
    if (key === 'card.line_bare') return `[${values?.['kind']}]`
    return known[key] ?? values?.['defaultValue']
  }) as unknown as TFunction<'chat'>
  const card = { kind: 'transfer', payment: 'p', state: 'waiting' } as const

  it('says what it is, and what was said with it', () => {
    expect(cardLine('transfer', 'Lunch', t)).toBe('[Transfer] Lunch')
    expect(excerptOf({ kind: 'card', card }, t)).toBe('[Transfer]')
    expect(bare(previewOf({ ...message, body: { kind: 'card', card } }, false, 'me', () => 'Noa', t))).toBe('[Transfer]')
  })

  it('is called by what it is about, if it is a receipt', () => {
    const words = ((key: string, values?: Record<string, string>) => (key === 'card.line_bare' ? `[${values?.['kind']}]` : key === 'card.receipt.top_up' ? 'Top-up arrived' : (values?.['defaultValue'] ?? 'Receipt'))) as unknown as TFunction<'chat'>
    expect(excerptOf({ kind: 'card', card: { kind: 'receipt', state: 'done', detail: 'top_up' } }, words)).toBe('[Top-up arrived]')
    expect(excerptOf({ kind: 'card', card: { kind: 'receipt', state: 'done', detail: 'interest' } }, words)).toBe('[Receipt]')
  })

  it('is only a card if the cell is newer than the page', () => {
    expect(cardLine('voucher' as never, undefined, t)).toBe('[Card]')
    expect(excerptOf({ kind: 'poll' } as never, t)).toBe('')
  })
})
