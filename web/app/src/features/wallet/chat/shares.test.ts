import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalSplit, meanShare, ownPart, packetProblem, packetTotal, paidCount } from './shares'

describe('an equal split', () => {
  it('is in whole steps, and the rest stays with who asks', () => {
    expect(equalSplit('10000000', 3, '10000')).toEqual({ each: '3330000', rest: '10000' })
    expect(equalSplit('900', 3, '100')).toEqual({ each: '300', rest: '0' })
    expect(equalSplit('200', 3, '100')).toEqual({ each: '0', rest: '200' })
    expect(equalSplit('', 3, '100')).toEqual({ each: '0', rest: '0' })
    expect(equalSplit('500', 0, '100')).toEqual({ each: '0', rest: '500' })
  })

  it('gives nothing away and nothing twice, for any bill', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 1, max: 500 }), fc.constantFrom('1', '100', '10000'), (steps, people, step) => {
        const total = (steps * BigInt(step)).toString()
        const { each, rest } = equalSplit(total, people, step)
        expect(BigInt(each) * BigInt(people) + BigInt(rest)).toBe(BigInt(total))
        expect(BigInt(each) % BigInt(step)).toBe(0n)
        expect(BigInt(rest) < BigInt(step) * BigInt(people)).toBe(true)
      }),
    )
  })
})

describe('own amounts', () => {
  it('leave the rest of the bill with who asks', () => {
    expect(ownPart('1000', ['300', '', '200'])).toEqual({ asked: '500', own: '500' })
    expect(ownPart('1000', ['1000'])).toEqual({ asked: '1000', own: '0' })
    expect(ownPart('1000', ['700', '400'])).toEqual({ asked: '1100', own: undefined })
  })
})

describe('a red packet', () => {
  const rules = { step: '100', maxShare: '50000', maxShares: 500 }

  it('of equal shares costs their sum, a lucky one what is put in', () => {
    expect(packetTotal({ kind: 'normal', amount: '1500', shares: 4 })).toBe('6000')
    expect(packetTotal({ kind: 'lucky', amount: '1500', shares: 4 })).toBe('1500')
    expect(packetTotal({ kind: 'normal', amount: '', shares: 4 })).toBe('0')
    expect(meanShare('1500', 4, '100')).toBe('300')
  })

  it.each([
    [{ kind: 'normal', amount: '50000', shares: 500 }, undefined],
    [{ kind: 'normal', amount: '50100', shares: 1 }, { at: 'amount', problem: 'too_much', limit: '50000' }],
    [{ kind: 'lucky', amount: '100000', shares: 2 }, undefined],
    [{ kind: 'lucky', amount: '100100', shares: 2 }, { at: 'amount', problem: 'too_much', limit: '100000' }],
    [{ kind: 'lucky', amount: '200', shares: 3 }, { at: 'amount', problem: 'too_little', least: '300' }],
    [{ kind: 'lucky', amount: '', shares: 3 }, undefined],
    [{ kind: 'exclusive', amount: '50100', shares: 1 }, { at: 'amount', problem: 'too_much', limit: '50000' }],
    [{ kind: 'normal', amount: '100', shares: 501 }, { at: 'shares', problem: 'count', limit: 500 }],
    [{ kind: 'normal', amount: '100', shares: 0 }, { at: 'shares', problem: 'count', limit: 500 }],
    [{ kind: 'normal', amount: '100', shares: NaN }, { at: 'shares', problem: 'count', limit: 500 }],
  ] as const)('%j: %j', (draft, problem) => {
    expect(packetProblem(draft, rules)).toEqual(problem)
  })
})

it('of a bill, those who paid are counted', () => {
  expect(paidCount([{ state: 'paid' }, { state: 'open' }, { state: 'declined' }, { state: 'paid' }])).toEqual({ paid: 2, asked: 4 })
})
