// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { useState } from 'react'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import money from '@/i18n/en/money.json'
import { AmountField } from './AmountField'

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: 'en', resources: { en: { money }, id: { money } }, interpolation: { escapeValue: false } })
})
afterEach(async () => {
  cleanup()
  await i18next.changeLanguage('en')
})

function Amount({ currency, exponent, step, seen }: { currency: string; exponent: number; step: string; seen: (minor: string) => void }) {
  const [value, setValue] = useState('')
  return (
    <>
      <AmountField
        label="How much?"
        value={value}
        of={{ currency, exponent, step }}
        onChange={(minor) => {
          setValue(minor)
          seen(minor)
        }}
      />
      <button onClick={() => setValue('4250000')}>All</button>
    </>
  )
}

const rupiah = { currency: 'IDR', exponent: 2, step: '100' }

/** What a keyboard does: one letter more at the end. */
function type(field: HTMLInputElement, letters: string): void {
  for (const letter of letters) fireEvent.input(field, { target: { value: field.value + letter }, inputType: 'insertText' })
}

describe('the field of an amount', () => {
  it('groups digits while they are typed and gives minor units', () => {
    let minor = ''
    render(<Amount {...rupiah} seen={(value) => (minor = value)} />)
    const field = screen.getByLabelText('How much?') as HTMLInputElement
    expect(field.inputMode).toBe('numeric')
    type(field, '1500000')
    expect(field.value).toBe('1,500,000')
    expect(minor).toBe('150000000')
  })

  it('writes as the language does', async () => {
    await i18next.changeLanguage('id')
    render(<Amount {...rupiah} seen={() => undefined} />)
    const field = screen.getByLabelText('How much?') as HTMLInputElement
    type(field, '25000')
    expect(field.value).toBe('25.000')
  })

  it('says what is wrong with a fraction that nobody can pay, and gives no amount for it', () => {
    let minor = 'untouched'
    render(<Amount {...rupiah} seen={(value) => (minor = value)} />)
    const field = screen.getByLabelText('How much?') as HTMLInputElement
    fireEvent.input(field, { target: { value: '15,5' }, inputType: 'insertFromPaste' })
    expect(minor).toBe('')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText(/multiple of/)).toBeTruthy()
  })

  it('shows what is set from outside', () => {
    render(<Amount {...rupiah} seen={() => undefined} />)
    const field = screen.getByLabelText('How much?') as HTMLInputElement
    type(field, '7')
    fireEvent.click(screen.getByText('All'))
    expect(field.value).toBe('42,500')
  })

  it('has decimals where the currency has', () => {
    let minor = ''
    render(<Amount currency="EUR" exponent={2} step="1" seen={(value) => (minor = value)} />)
    const field = screen.getByLabelText('How much?') as HTMLInputElement
    expect(field.inputMode).toBe('decimal')
    type(field, '12.5')
    expect([field.value, minor]).toEqual(['12.5', '1250'])
  })
})
