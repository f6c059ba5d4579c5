// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@sapa/api-client'
import common from '@/i18n/en/common.json'
import errors from '@/i18n/en/errors.json'
import money from '@/i18n/en/money.json'
import money_operator from '@/i18n/en/money_operator.json'
import operator from '@/i18n/en/operator.json'
import { AccountContext, type Account } from '@/state'
import { Unclaimed } from './Unclaimed'

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { common, errors, money, money_operator, operator } }, defaultNS: 'common', interpolation: { escapeValue: false } })
  // jsdom has no dialogs.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function () {
    this.open = false
  }
})
afterEach(cleanup)

const left = (account: string, rest: string) => ({ account, reference: `SAPA-${account}`, left: { amount: '100000000', currency: 'IDR' }, rest, changed_at: '2026-11-25T00:00:00Z' })
const heir = { account: 'heir', handle: 'putu', display_name: 'Putu', avatar_version: 0 }

function show(items: unknown[], pay: () => unknown = () => ({})) {
  const given: unknown[] = []
  const call = vi.fn((name: string, input: unknown) => {
    if (name === 'wallet.unclaimed') return Promise.resolve({ items })
    if (name === 'accounts.people') return Promise.resolve({ items: [heir] })
    given.push([name, input])
    return Promise.resolve().then(pay)
  })
  const account = { self: 'me', slot: 0, call } as unknown as Account
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const { container } = render(
    <QueryClientProvider client={queries}>
      <AccountContext value={account}>
        <Unclaimed />
      </AccountContext>
    </QueryClientProvider>,
  )
  return { container, given, call }
}

async function chooseHeir() {
  fireEvent.click(await screen.findByRole('button', { name: 'Give to …' }))
  fireEvent.click(await screen.findByText('Putu'))
  expect(screen.getByRole('button', { name: 'Give' })).toHaveProperty('disabled', true)
  fireEvent.change(screen.getByLabelText('Why?'), { target: { value: ' her sister ' } })
  fireEvent.click(screen.getByRole('button', { name: 'Give' }))
}

describe('what deleted accounts left', () => {
  it('is given to somebody, whole and with a reason', async () => {
    const { given } = show([left('a', '40000000'), left('b', '0')])
    await chooseHeir()
    await waitFor(() => expect(given).toHaveLength(1))
    expect(given[0]).toEqual(['wallet.pay_unclaimed', { account: 'a', to: 'heir', money: { amount: '40000000', currency: 'IDR' }, reason: 'her sister', client_id: expect.any(String) }])
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Give' })).toBeNull())
  })

  it('says why not, and tries again under the same id', async () => {
    const { given } = show([left('a', '40000000')], () => {
      throw new ApiError('wallet.yourself', '', 409)
    })
    await chooseHeir()
    expect(await screen.findByText(money.error.yourself)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Give' }))
    await waitFor(() => expect(given).toHaveLength(2))
    expect(given[1]).toEqual(given[0])
  })

  it('is not spoken of where nobody left anything', async () => {
    const { container, call } = show([])
    await waitFor(() => expect(call).toHaveBeenCalled())
    expect(container.textContent).toBe('')
  })
})
