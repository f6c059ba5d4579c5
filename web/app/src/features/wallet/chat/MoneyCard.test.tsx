// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { MoneyCard } from './MoneyCard'
import { RECEIPTS } from './types'
import { cardMessage, ME, read, speakEnglish, world } from './world.test-kit'

vi.mock('@/ui/AppLink', () => ({ AppLink: ({ to, children }: { to: string; children: React.ReactNode }) => <a href={to}>{children}</a> }))

beforeAll(speakEnglish)
afterEach(cleanup)

const money = { amount: '1500000', currency: 'IDR' }
const show = (...card: Parameters<typeof cardMessage>) => {
  const cell = world({ 'wallet.request_status': () => new Promise(() => undefined) })
  return { ...cell, ...render(<MoneyCard {...cardMessage(...card)} />, { wrapper: cell.Around }) }
}

describe('the card of a transfer', () => {
  it.each([
    ['waiting', ME, 'Waits for Budi until'],
    ['waiting', 'budi', 'Accept it until'],
    ['accepted', ME, 'Budi accepted it'],
    ['accepted', 'budi', 'Accepted, it is in your wallet'],
    ['declined', ME, 'Budi sent it back'],
    ['declined', 'budi', 'You sent it back'],
    ['returned', ME, 'Not accepted in time, it is back with you'],
    ['returned', 'budi', 'Not accepted in time, it went back to Budi'],
  ] as const)('%s, seen by %s: %s', (state, sender, words) => {
    const { container } = show({ kind: 'transfer', money, note: 'Lunch', state, account: sender === ME ? 'budi' : ME }, sender)
    expect(read(container)).toContain(words)
    expect(read(container)).toContain('15,000')
    expect(read(container)).toContain('Lunch')
  })

  it('says that its time is over before the cell does, and opens its sheet', () => {
    const card = cardMessage({ kind: 'transfer', money })
    card.message.sent_at = new Date(Date.now() - 25 * 60 * 60_000).toISOString()
    const { Around, opened } = world()
    const { container } = render(<MoneyCard {...card} />, { wrapper: Around })
    expect(read(container)).toContain('Its time is over')
    fireEvent.click(screen.getByRole('button'))
    expect(opened).toHaveBeenCalledWith({ show: 'transfer', payment: 'p' })
  })
})

describe('the card of a packet', () => {
  const packet = { kind: 'packet', note: 'Good luck', detail: 'lucky:batik' } as const
  const shown = async (status: object | undefined, state: 'waiting' | 'done' | 'returned' = 'waiting', sender = 'budi', account?: string) => {
    const { Around, opened } = world({ 'wallet.packet_states': () => ({ packets: status ? [{ payment: 'p', shares: 3, taken: 1, state: 'open', ...status }] : [] }) })
    const { container } = render(<MoneyCard {...cardMessage({ ...packet, state, ...(account ? { account } : {}) }, sender)} />, { wrapper: Around })
    return { container, opened }
  }

  it.each([
    [{}, 'waiting', 'budi', undefined, 'Open it'],
    [{ my_share: '500000' }, 'waiting', 'budi', undefined, 'You got'],
    [{ state: 'finished', taken: 3 }, 'done', 'budi', undefined, 'All shares are taken'],
    [{ state: 'returned' }, 'returned', 'budi', undefined, 'Expired'],
    [{ state: 'returned' }, 'waiting', 'budi', undefined, 'Expired'],
    [{}, 'waiting', ME, undefined, '1 of 3 taken'],
    [{ taken: 0 }, 'waiting', ME, 'budi', 'Waits for Budi'],
    [{}, 'waiting', 'budi', 'dewi', 'Only for Dewi'],
    [{ state: 'finished' }, 'done', ME, 'budi', 'Budi opened it'],
  ] as const)('%j, %s, from %s for %s: %s', async (status, state, sender, account, words) => {
    const { container } = await shown(status, state, sender, account)
    await waitFor(() => expect(read(container)).toContain(words))
    expect(read(container)).toContain('Good luck')
  })

  it('opens with its envelope for whom there is something in it, else with who took what', async () => {
    const { opened } = await shown({})
    fireEvent.click(screen.getByRole('button'))
    expect(opened.mock.lastCall?.[0]).toMatchObject({ show: 'packet', open: true, face: { kind: 'lucky', cover: 'batik', greeting: 'Good luck' } })
    cleanup()
    const mine = await shown({}, 'waiting', ME)
    fireEvent.click(screen.getByRole('button'))
    expect(mine.opened.mock.lastCall?.[0]).toMatchObject({ open: false })
    cleanup()
    const other = await shown({}, 'waiting', 'budi', 'dewi')
    fireEvent.click(screen.getByRole('button'))
    expect(other.opened.mock.lastCall?.[0]).toMatchObject({ open: false })
  })
})

describe('the card of a bill', () => {
  const request = { payment: 'p', asker: 'budi', currency: 'IDR', total: '9000000', split: true, asked_at: '', conversation: 'c', message_no: 7 }
  const shares = (...states: string[]) => ['me', 'dewi', 'x'].slice(0, states.length).map((account, index) => ({ account, amount: '3000000', state: states[index] }))

  it('says how many have paid, and lets the reader pay', async () => {
    const { Around, opened } = world({ 'wallet.request_status': () => ({ ...request, shares: shares('open', 'paid', 'declined') }) })
    const { container } = render(<MoneyCard {...cardMessage({ kind: 'split', money })} />, { wrapper: Around })
    await waitFor(() => expect(read(container)).toContain('1 of 3 paid'))
    fireEvent.click(screen.getByRole('button', { name: /^Pay/ }))
    expect(opened).toHaveBeenCalledWith({ show: 'request', payment: 'p' })
  })

  it.each([
    [shares('paid', 'open'), {}, 'You paid · 1 of 2 paid'],
    [shares('declined', 'paid'), {}, 'You declined · 1 of 2 paid'],
    [shares('paid', 'paid'), {}, 'All have paid'],
    [shares('open', 'open'), { cancelled_at: '2026-11-25T00:00:00Z' }, 'Taken back'],
  ])('%j: %j %s', async (parts, more, words) => {
    const { Around } = world({ 'wallet.request_status': () => ({ ...request, ...more, shares: parts }) })
    const { container } = render(<MoneyCard {...cardMessage({ kind: 'split', money })} />, { wrapper: Around })
    await waitFor(() => expect(read(container)).toContain(words))
    expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull()
  })
})

describe('a receipt', () => {
  it.each(RECEIPTS)('of %s is said in words, and leads on', (detail) => {
    const { container } = show({ kind: 'receipt', detail, state: 'done', money, account: 'budi', note: 'Because' }, undefined)
    expect(read(container)).not.toContain('{{')
    expect(read(container)).not.toContain('receipt.')
    expect(read(container)).toContain('Because')
    expect(container.querySelector('a, button')).not.toBeNull()
  })

  it('of a kind that this page does not know is a receipt all the same', () => {
    const { container } = show({ kind: 'receipt', detail: 'interest', state: 'done', money }, undefined)
    expect(read(container)).toContain('Receipt')
    expect(read(container)).toContain('15,000')
  })

  it('of what moved no money has no amount and needs no payment', () => {
    const { container } = show({ kind: 'receipt', detail: 'inspected', state: 'done', payment: undefined, note: 'A complaint' }, undefined)
    expect(read(container)).toContain('Reason: A complaint')
  })
})
