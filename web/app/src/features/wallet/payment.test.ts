import { describe, expect, it } from 'vitest'
import { ApiError, CLIENT_CODES, type Wallet } from '@sapa/api-client'
import { firstStep, stepAfter } from './payment'
import { isWeakPin, pinDigits } from './pin'

const wallet = (open: Partial<NonNullable<Wallet['open']>> = {}, rest: Partial<Wallet> = {}): Wallet => ({
  state: 'open',
  currency: 'IDR',
  step: '100',
  exponent: 2,
  play_money: false,
  open: { balance: '1000000', held: '0', level: 'basic', payment_limit: '2000000', day_limit: '5000000', left_today: '3000000', must_accept_terms: false, reference: 'SAPA-1', ...open },
  ...rest,
})
const money = { amount: '500000', currency: 'IDR' }

describe('a payment begins', () => {
  it.each([
    ['with the PIN', wallet(), money, { at: 'pin' }],
    ['with the PIN while the wallet is not known', undefined, money, { at: 'pin' }],
    ['by opening a wallet', wallet({}, { state: 'not_open', open: undefined }), money, { at: 'opening' }],
    ['with new terms', wallet({ must_accept_terms: true }), money, { at: 'terms' }],
    ['by saying what is missing', wallet({ balance: '100000' }), money, { at: 'missing', missing: '400000' }],
    ['with the PIN for all that is there', wallet({ balance: '500000' }), money, { at: 'pin' }],
  ])('%s', (_, held, wanted, step) => {
    expect(firstStep(held, wanted)).toEqual(step)
  })

  it.each([
    [wallet({}, { state: 'frozen' }), 'wallet.frozen'],
    [wallet({}, { state: 'not_offered', open: undefined }), 'wallet.not_offered'],
    [wallet({ payment_limit: '400000' }), 'wallet.over_payment_limit'],
    [wallet({ left_today: '400000' }), 'wallet.over_day_limit'],
  ])('not at all: %#', (held, code) => {
    expect(firstStep(held, money)).toMatchObject({ at: 'refused', again: false, error: { code } })
  })
})

describe('after a refusal', () => {
  it('the PIN is asked for again, as long as there are attempts', () => {
    expect(stepAfter(new ApiError('wallet.wrong_pin', '', 403, { left: 2 }), 3)).toEqual({ at: 'pin', wrong: { left: 2, attempt: 3 } })
    expect(stepAfter(new ApiError('wallet.pin_locked', '', 429, { retry_after_seconds: 900 }), 1, 1000)).toEqual({ at: 'locked', until: 901_000 })
  })

  it('there is a way on', () => {
    expect(stepAfter(new ApiError('wallet.insufficient_funds', '', 409, { missing: '4200' }), 1)).toEqual({ at: 'missing', missing: '4200' })
    expect(stepAfter(new ApiError('wallet.not_open', ''), 1)).toEqual({ at: 'opening' })
    expect(stepAfter(new ApiError('wallet.terms_changed', ''), 1)).toEqual({ at: 'terms' })
  })

  it.each([CLIENT_CODES.network, CLIENT_CODES.timeout, 'cell.outcome_unknown'])('%s leaves the outcome unknown', (code) => {
    expect(stepAfter(new ApiError(code, ''), 1).at).toBe('unknown')
  })

  it('everything else is said, and tried again only where that makes sense', () => {
    expect(stepAfter(new ApiError('cell.overloaded', ''), 1)).toMatchObject({ at: 'refused', again: true })
    expect(stepAfter(new ApiError('wallet.over_day_limit', ''), 1)).toMatchObject({ at: 'refused', again: false })
    expect(stepAfter(new Error('bug'), 1).at).toBe('unknown')
  })
})

describe('a PIN', () => {
  it.each(['000000', '123456', '654321', '456789'])('%s is what everybody tries first', (pin) => {
    expect(isWeakPin(pin)).toBe(true)
  })
  it.each(['135790', '112233', '890123', '121212'])('%s will do', (pin) => {
    expect(isWeakPin(pin)).toBe(false)
  })
  it('is digits, whichever keyboard they come from', () => {
    expect(pinDigits('１２ 3a45678')).toBe('123456')
  })
})
