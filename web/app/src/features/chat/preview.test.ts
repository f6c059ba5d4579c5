import type { TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import type { Message } from '@sapa/api-client'
import { previewOf } from './preview'

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
