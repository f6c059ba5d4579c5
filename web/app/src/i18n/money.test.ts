import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { formatMoney } from './money'

beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: {} })
})

const bare = (text: string) => text.replace(/\s/g, '')

describe('an amount', () => {
  it('is written as the language writes it', async () => {
    await i18next.changeLanguage('id')
    expect(bare(formatMoney({ amount: '1500000', currency: 'IDR' }))).toBe('Rp15.000')
    expect(bare(formatMoney({ amount: '1500050', currency: 'IDR' }))).toBe('Rp15.000,50')
    expect(bare(formatMoney({ amount: '5', currency: 'IDR' }))).toBe('Rp0,05')
    expect(bare(formatMoney({ amount: '-5', currency: 'IDR' }))).toBe('-Rp0,05')
    expect(bare(formatMoney({ amount: '-40000', currency: 'IDR' }))).toBe('-Rp400')
  })

  it('follows the decimals of its currency', async () => {
    await i18next.changeLanguage('en')
    expect(bare(formatMoney({ amount: '1500', currency: 'JPY' }))).toContain('1,500')
    expect(bare(formatMoney({ amount: '1500', currency: 'USD' }))).toMatch(/15\.00$/)
    expect(bare(formatMoney({ amount: '1500', currency: 'KWD' }))).toContain('1.500')
  })

  it('loses no digit', async () => {
    await i18next.changeLanguage('en')
    expect(formatMoney({ amount: '123456789012345678901', currency: 'IDR' })).toContain('1,234,567,890,123,456,789.01')
    expect(bare(formatMoney({ amount: '0', currency: 'IDR' }))).toMatch(/[^0-9.,]0$/)
  })
})
