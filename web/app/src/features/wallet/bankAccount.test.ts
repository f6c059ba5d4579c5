import { describe, expect, it } from 'vitest'
import { accountInput, accountText, isAccountNumber, isBic, isIban } from './bankAccount'

describe('an account at a bank', () => {
  it.each([
    ['DE89 3704 0044 0532 0130 00', true],
    ['gb82 west 1234 5698 7654 32', true],
    ['DE89 3704 0044 0532 0130 01', false],
    ['1234567890', false],
    ['', false],
  ])('%s is an IBAN: %s', (text, is) => {
    expect(isIban(text)).toBe(is)
  })

  it('can be a number with a BIC', () => {
    expect([isBic('CENAIDJA'), isBic('cenaidjaxxx'), isBic('BCA')]).toEqual([true, true, false])
    expect([isAccountNumber('123-456-7890'), isAccountNumber('12'), isAccountNumber('12 34?')]).toEqual([true, false, false])
    expect(accountInput('number', '123-456 7890', 'cenaidja')).toEqual({ number: '1234567890', bic: 'CENAIDJA' })
    expect(accountInput('iban', 'de89 3704', '')).toEqual({ iban: 'DE893704' })
  })

  it('is written as people read it', () => {
    expect(accountText({ iban: 'DE89370400440532013000' })).toBe('DE89 3704 0044 0532 0130 00')
    expect(accountText({ number: '1234567890', bic: 'CENAIDJA' })).toBe('1234567890, CENAIDJA')
  })
})
