import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalsOf, fromMinor, groupDigits, isMore, marksOf, minus, plus, readAmount, toMinor, tooSmall, typeAmount } from './amount'

const IDR = { exponent: 2, step: '100' }
const EUR = { exponent: 2, step: '1' }
const KWD = { exponent: 3, step: '1' }
const [en, id] = [marksOf('en'), marksOf('id')]

describe('an amount that is pasted', () => {
  it.each([
    ['15000', IDR, id, '15000'],
    ['15.000', IDR, id, '15000'],
    ['15,000', IDR, id, '15000'],
    ['Rp 15.000', IDR, en, '15000'],
    ['1.500.000', IDR, en, '1500000'],
    ['15.000,00', IDR, id, '15000'],
    ['１５０００', IDR, en, '15000'],
    ['12.5', EUR, en, '12.5'],
    ['12,5', EUR, en, '12.5'],
    ['1,234.56', EUR, en, '1234.56'],
    ['1.234,56', EUR, id, '1234.56'],
    ['1.234', EUR, id, '1234'],
    ['1,234', EUR, en, '1234'],
    ['1.234', KWD, en, '1.234'],
    ['007', EUR, en, '7'],
    ['.5', EUR, en, '0.5'],
    ['nothing', EUR, en, ''],
  ])('%s', (text, rules, marks, plain) => {
    expect(readAmount(text, rules, marks)).toBe(plain)
  })

  it('is refused when it is finer than can be paid, and not rounded', () => {
    expect(toMinor(readAmount('15.5', IDR, en), IDR)).toEqual({ minor: '', problem: 'step' })
    expect(toMinor('1.234', EUR)).toEqual({ minor: '', problem: 'too_fine' })
  })
})

describe('an amount that is typed', () => {
  it('takes either key for the decimals, and none where there are none', () => {
    expect(typeAmount('12', '12.', EUR, id)).toBe('12.')
    expect(typeAmount('12', '12,', EUR, en)).toBe('12.')
    expect(typeAmount('12,5', '12,5,', EUR, id)).toBe('12.5')
    expect(typeAmount('15', '15.', IDR, en)).toBe('15')
    expect(typeAmount('12.55', '12.555', EUR, en)).toBe('12.55')
  })

  it('keeps its worth when a digit inside of a group goes', () => {
    expect(typeAmount('1,234', '1,23', EUR, en)).toBe('123')
    expect(typeAmount('1.234', '1.34', EUR, id)).toBe('134')
  })

  it('is the same whichever way its digits come', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.constantFrom(en, id), (whole, marks) => {
        let shown = ''
        for (const digit of whole.toString()) shown = groupDigits(typeAmount(shown, shown + digit, IDR, marks), marks)
        const plain = readAmount(shown, IDR, marks)
        expect(plain).toBe(whole.toString())
        expect(toMinor(plain, IDR).minor).toBe(`${whole}00`)
        expect(fromMinor(`${whole}00`, IDR)).toBe(whole.toString())
      }),
    )
  })
})

describe('counting', () => {
  it('never loses a digit', () => {
    expect(plus('9007199254740993', '1')).toBe('9007199254740994')
    expect(minus('9007199254740993', '1')).toBe('9007199254740992')
    expect(minus('1', '2')).toBe('0')
    expect(isMore('10', '9')).toBe(true)
    expect(isMore('', '0')).toBe(false)
  })

  it('knows what can be typed', () => {
    expect([decimalsOf(IDR), decimalsOf(EUR), decimalsOf(KWD)]).toEqual([0, 2, 3])
    expect(toMinor('', IDR)).toEqual({ minor: '' })
    expect(toMinor('0', IDR)).toEqual({ minor: '' })
    expect(fromMinor('1250', EUR)).toBe('12.50')
    expect(fromMinor('5', EUR)).toBe('0.05')
  })
})

describe('a withdrawal', () => {
  const open = { balance: '500000', held: '0', level: 'basic', payment_limit: '2000000', day_limit: '5000000', left_today: '3000000', must_accept_terms: false, reference: 'SAPA-1' } as const
  const withdrawals = { min: '1000000', max_open: 20 }

  it.each([
    ['999900', '1000000'],
    ['1000000', undefined],
    ['500000', undefined],
    ['', '1000000'],
  ])('of %s may be too small: %s', (amount, min) => {
    expect(tooSmall(amount, { withdrawals, open })).toBe(min)
  })

  it('of all that there is waits until nothing is held', () => {
    expect(tooSmall('500000', { withdrawals, open: { ...open, held: '100' } })).toBe('1000000')
  })

  it('has no smallest where the cell names none', () => {
    expect(tooSmall('100', { open })).toBeUndefined()
  })
})
