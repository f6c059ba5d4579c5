// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, type Wallet } from '@sapa/api-client'
import accounts from '@/i18n/en/accounts.json'
import common from '@/i18n/en/common.json'
import errors from '@/i18n/en/errors.json'
import money from '@/i18n/en/money.json'
import { AccountContext, Signal, type Account } from '@/state'
import { PaymentSheet } from './PaymentSheet'

vi.mock('@tanstack/react-router', () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="#x">{children}</a> }))

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { accounts, common, errors, money } }, defaultNS: 'common', interpolation: { escapeValue: false } })
  // jsdom has no dialogs.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function () {
    this.open = false
  }
})
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const open = { balance: '10000000', held: '0', level: 'basic', payment_limit: '200000000', day_limit: '500000000', left_today: '500000000', must_accept_terms: false, reference: 'SAPA-AAAAA-BBBBB' } as const

function wallet(part: Partial<Wallet['open']> = {}, rest: Partial<Wallet> = {}): Wallet {
  return { state: 'open', currency: 'IDR', step: '100', exponent: 2, play_money: true, open: { ...open, ...part }, ...rest }
}

function show(answers: Record<string, unknown>, perform: (pin: string) => Promise<unknown>) {
  const calls: string[] = []
  const account = {
    self: 'me',
    slot: 0,
    connection: new Signal('online'),
    call: async (op: string) => {
      calls.push(op)
      return answers[op]
    },
  } as unknown as Account
  const closed = vi.fn()
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={queries}>
      <AccountContext value={account}>
        <PaymentSheet payment={{ title: 'Pay Sari', payee: { display_name: 'Sari' }, money: { amount: '1250000', currency: 'IDR' }, perform }} onClose={closed} />
      </AccountContext>
    </QueryClientProvider>,
  )
  const again = () => act(() => queries.invalidateQueries())
  return { closed, calls, again, answers }
}

const field = () => screen.getByLabelText('Payment PIN') as HTMLInputElement
const give = (pin: string) => fireEvent.change(field(), { target: { value: pin } })

describe('a payment', () => {
  it('shows what is paid and what is left, and is made with the sixth digit', async () => {
    const perform = vi.fn(async () => ({ payment: 'p' }))
    const { closed } = show({ 'wallet.me': wallet() }, perform)
    await screen.findByText(/87,500 left after this/)
    expect(screen.getByText('Play money')).toBeTruthy()
    expect(field().type).toBe('text')
    expect(field().autocomplete).toBe('off')
    give('24081')
    expect(perform).not.toHaveBeenCalled()
    give('240817')
    await waitFor(() => expect(closed).toHaveBeenCalledWith({ payment: 'p' }))
    expect(perform).toHaveBeenCalledTimes(1)
  })

  it('asks again after a wrong PIN, with what is left', async () => {
    const perform = vi.fn(async () => {
      throw new ApiError('wallet.wrong_pin', '', 403, { left: 3 })
    })
    show({ 'wallet.me': wallet() }, perform)
    await screen.findByText(/left after this/)
    give('999999')
    await screen.findByText('That is not your PIN. 3 attempts are left.')
    expect(field().value).toBe('')
    expect(document.activeElement).toBe(field())
  })

  it('says when the next PIN can be given', async () => {
    show({ 'wallet.me': wallet() }, async () => {
      throw new ApiError('wallet.pin_locked', '', 429, { retry_after_seconds: 900 })
    })
    await screen.findByText(/left after this/)
    give('999999')
    await screen.findByText(/try again in 15 minutes/)
    expect(screen.queryByLabelText('Payment PIN')).toBeNull()
  })

  it('leads to the bank when money is missing, and back when it is there', async () => {
    const answers: Record<string, unknown> = {
      'wallet.me': wallet({ balance: '250000' }),
      'wallet.top_up_details': { reference: open.reference, demo_bank: true },
      'wallet.pay_in_at_demo_bank': {},
    }
    const { again, calls } = show(answers, async () => ({}))
    await screen.findByText(/10,000 is missing/)
    fireEvent.click(screen.getByRole('button', { name: 'Top up' }))
    expect(((await screen.findByLabelText('Amount')) as HTMLInputElement).value).toBe('10,000')
    fireEvent.click(screen.getByRole('button', { name: 'Pay at the demo bank' }))
    await screen.findByText(/on its way from the bank/)
    expect(calls).toContain('wallet.pay_in_at_demo_bank')
    answers['wallet.me'] = wallet({ balance: '1250000' })
    await again()
    await waitFor(() => expect(field()).toBeTruthy())
  })

  it('does not know what a lost answer means, and tries again with the same PIN', async () => {
    const pins: string[] = []
    const { closed } = show({ 'wallet.me': wallet() }, async (pin) => {
      pins.push(pin)
      if (pins.length === 1) throw new ApiError('client.timeout', '')
      return { payment: 'p' }
    })
    await screen.findByText(/left after this/)
    give('240817')
    await screen.findByText('It is not certain whether this went through')
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(closed).toHaveBeenCalled())
    expect(pins).toEqual(['240817', '240817'])
  })

  it('goes on after new terms were accepted', async () => {
    const answers: Record<string, unknown> = {
      'wallet.me': wallet({ must_accept_terms: true }),
      'wallet.terms': { version: 2, text: 'Be kind.', currency: 'IDR' },
    }
    show(answers, async () => ({}))
    await screen.findByText('Be kind.')
    answers['wallet.me'] = wallet()
    answers['wallet.accept_terms'] = {}
    fireEvent.click(screen.getByRole('button', { name: 'I have read and accept' }))
    await waitFor(() => expect(field()).toBeTruthy())
  })

  it('says why a frozen wallet pays nothing', async () => {
    show({ 'wallet.me': wallet({ frozen_reason: 'Your phone was reported lost' }, { state: 'frozen' }) }, async () => ({}))
    await screen.findByText(/Your phone was reported lost/)
    expect(screen.queryByLabelText('Payment PIN')).toBeNull()
  })
})
