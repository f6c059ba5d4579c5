// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@sapa/api-client'
import { PacketView } from './PacketView'
import { read, speakEnglish, world } from './world.test-kit'

vi.mock('@/ui/AppLink', () => ({ AppLink: ({ to, children }: { to: string; children: React.ReactNode }) => <a href={to}>{children}</a> }))

beforeAll(speakEnglish)
// Whoever wants no motion waits for none.
beforeEach(() => vi.stubGlobal('matchMedia', () => ({ matches: true })))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const packet = {
  payment: 'p',
  sender: 'budi',
  conversation: 'c',
  message_no: 1,
  kind: 'lucky',
  currency: 'IDR',
  total: '10000000',
  shares: 3,
  taken: 0,
  taken_amount: '0',
  greeting: 'Good luck',
  cover: 'wave',
  state: 'open',
  sent_at: '2026-11-25T00:00:00Z',
  expires_at: '2026-11-26T00:00:00Z',
  commitment: '00',
}
/** As it is told to somebody who may not know what is in it. */
const { total: _total, taken: _taken, taken_amount: _amount, ...unseen } = packet
const face = { sender: 'budi', greeting: 'Good luck', kind: 'lucky', cover: 'wave' } as const
const claim = (account: string, index: number, more = {}) => ({ account, index, amount: '2500000', at: '2026-11-25T01:00:00Z', ...more })

function show(open_packet: () => unknown, before: object = { total: undefined, taken: undefined, taken_amount: undefined }, after: object = { my_share: '2500000', taken: 1, taken_amount: '2500000' }) {
  let opened = false
  const cell = world({
    'wallet.packet': () => ({ packet: { ...packet, ...(opened ? after : before) }, items: opened ? [claim('me', 0)] : [] }),
    'wallet.open_packet': () => {
      const answer = open_packet()
      opened = true
      return answer
    },
  })
  const view = render(<PacketView payment="p" open face={face} onClose={() => undefined} />, { wrapper: cell.Around })
  return { ...cell, ...view }
}
/** What the result says by itself; the check of the draw has a voice of its own. */
const said = () => read(screen.getAllByRole('status')[0] as Element)
const press = () => fireEvent.click(screen.getByRole('button', { name: 'Open' }))

describe('a red packet', () => {
  it('opens at a press, tells the share once, and lists who took what', async () => {
    const { container } = show(() => ({ packet: { ...packet, my_share: '2500000', taken: 1 } }))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Open' }))
    press()
    await waitFor(() => expect(said()).toMatch(/^You got IDR 25,000$/))
    expect(read(container)).toContain('1 of 3 taken')
    expect(screen.getAllByRole('listitem')).toHaveLength(1)
    expect(screen.queryByRole('button', { name: 'Open' })).toBeNull()
  })

  it('that was emptied a moment before says so', async () => {
    const finished = { state: 'finished', taken: 3, taken_amount: '10000000' }
    show(() => ({ packet: { ...packet, ...finished } }), {}, finished)
    press()
    await waitFor(() => expect(said()).toBe('You were a moment too late. All shares are taken.'))
  })

  it('can be pressed again after the connection was lost', async () => {
    let lost = true
    const { call } = show(() => {
      if (lost) throw new ApiError('client.network', '')
      return { packet: { ...packet, my_share: '2500000', taken: 1 } }
    })
    press()
    await waitFor(() => expect(read(screen.getByRole('alert'))).toContain('you get one share, never two'))
    lost = false
    press()
    await waitFor(() => expect(said()).toContain('You got'))
    expect(call.mock.calls.filter(([operation]) => operation === 'wallet.open_packet')).toHaveLength(2)
  })

  it.each([
    ['wallet.not_yours', 'This packet is for somebody else.'],
    ['wallet.other_unavailable', 'the sender’s wallet is stopped'.replace('’', "'")],
    ['wallet.draw_unavailable', 'cannot be drawn'],
  ])('says in words why it stays closed: %s', async (code, words) => {
    show(() => {
      throw new ApiError(code, '')
    })
    press()
    await waitFor(() => expect(read(screen.getByRole('alert'))).toContain(words))
  })

  it('shows the lucky one and offers the check when it is over', async () => {
    const cell = world({
      'wallet.packet': () => ({
        packet: { ...packet, state: 'returned', my_share: '2500000', taken: 2, taken_amount: '5000000', seed: 'ff' },
        items: [claim('me', 1), claim('dewi', 0, { luckiest: true })],
      }),
    })
    const { container } = render(<PacketView payment="p" open={false} face={undefined} onClose={() => undefined} />, { wrapper: cell.Around })
    await waitFor(() => expect(read(container)).toContain('2 of 3 taken: IDR 50,000 of IDR 100,000. IDR 50,000 went back.'))
    expect(read(screen.getAllByRole('listitem')[1] as Element)).toContain('Luckiest')
    fireEvent.click(screen.getByText('Compute it again'))
    await waitFor(() => expect(read(container)).toContain('not the one that was promised'))
  })

  it('shows nothing of its inside to whom it is not told yet, and at once when it has been opened', async () => {
    const opened = { ...packet, my_share: '2500000', taken: 1, taken_amount: '2500000' }
    const cell = world({
      // The list is slow: what the answer said is drawn without it.
      'wallet.packet': vi
        .fn()
        .mockResolvedValueOnce({ packet: unseen, items: [] })
        .mockReturnValue(new Promise(() => undefined)),
      'wallet.open_packet': () => ({ packet: opened }),
    })
    const { container } = render(<PacketView payment="p" open face={face} onClose={() => undefined} />, { wrapper: cell.Around })
    await waitFor(() => expect(cell.call).toHaveBeenCalledWith('wallet.packet', { payment: 'p' }))
    expect(screen.queryByRole('button', { name: 'See who took what' })).toBeNull()
    press()
    await waitFor(() => expect(said()).toMatch(/^You got IDR 25,000$/))
    expect(read(container)).toContain('1 of 3 taken: IDR 25,000 of IDR 100,000.')
  })

  it('says when its inside will show, without numbers that the cell does not tell', async () => {
    const cell = world({ 'wallet.packet': () => ({ packet: unseen, items: [] }) })
    const { container } = render(<PacketView payment="p" open={false} face={undefined} onClose={() => undefined} />, { wrapper: cell.Around })
    await waitFor(() => expect(read(container)).toContain('What is in it shows once you have opened it'))
    expect(read(container)).not.toMatch(/IDR|NaN|undefined/)
    expect(screen.queryByRole('list')).toBeNull()
  })

  it.each([
    ['open', 'Waits for Dewi'],
    ['finished', 'Dewi opened it'],
    ['returned', 'Expired'],
  ])('for one member shows the others whom it is for, and that it is %s', async (state, words) => {
    const cell = world({ 'wallet.packet': () => ({ packet: { ...unseen, kind: 'exclusive', only_for: 'dewi', state }, items: [] }) })
    const { container } = render(<PacketView payment="p" open={false} face={face} onClose={() => undefined} />, { wrapper: cell.Around })
    await waitFor(() => expect(said()).toBe('Only for Dewi'))
    expect(read(container)).toContain(words)
    expect(read(container)).not.toMatch(/IDR|NaN|undefined/)
    expect(screen.queryByRole('list')).toBeNull()
  })
})
