import type { BankAccount, BankAccountInput } from '@sapa/api-client'

export type AccountForm = 'iban' | 'number'

/** Whether the check digits of an IBAN fit (ISO 13616): a slip of the finger shows before anything is sent. */
export function isIban(text: string): boolean {
  const compact = compactOf(text)
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(compact)) return false
  const digits = (compact.slice(4) + compact.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

/** The form of a BIC (ISO 9362). */
export function isBic(text: string): boolean {
  return /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(compactOf(text))
}

export function isAccountNumber(text: string): boolean {
  return /^[A-Z0-9]{4,34}$/.test(compactOf(text).replace(/[-.]/g, ''))
}

export function compactOf(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
}

export function accountInput(form: AccountForm, account: string, bic: string): BankAccountInput {
  return form === 'iban' ? { iban: compactOf(account) } : { number: compactOf(account).replace(/[-.]/g, ''), bic: compactOf(bic) }
}

/** An account as people read it: an IBAN in groups of four. */
export function accountText({ iban, number, bic, clearing }: BankAccount): string {
  if (iban) return iban.replace(/(.{4})(?=.)/g, '$1 ')
  return [number, bic ?? clearing].filter(Boolean).join(', ')
}
