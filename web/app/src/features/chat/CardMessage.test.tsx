// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { MessageCard } from '@sapa/api-client'
import chat from '@/i18n/en/chat.json'
import { CardMessage } from './CardMessage'

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { chat } }, interpolation: { escapeValue: false } })
})
afterEach(cleanup)

const card: MessageCard = { kind: 'transfer', payment: 'p', money: { amount: '1500000', currency: 'IDR' }, note: '<b>Lunch</b>', state: 'waiting' }

describe('a card', () => {
  it('shows what it is, how much, what was said with it, and how it stands', () => {
    const { container, rerender } = render(<CardMessage card={card} />)
    const text = container.textContent?.replace(/\s/g, '')
    expect(text).toContain('Transfer')
    expect(text).toContain('15,000')
    expect(text).toContain('<b>Lunch</b>')
    expect(text).toContain('Waiting')
    rerender(<CardMessage card={{ ...card, state: 'accepted' }} />)
    expect(container.textContent).toContain('Accepted')
  })

  it('is a card without details if the cell is newer than the page', () => {
    const { container } = render(<CardMessage card={{ kind: 'voucher', payment: 'p', state: 'torn' } as unknown as MessageCard} />)
    expect(container.textContent).toBe('Card')
  })
})
