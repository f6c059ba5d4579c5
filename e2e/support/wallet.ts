import { type Locator, type Page, expect } from '@playwright/test'

import type { Cell, Person } from './cell.ts'
import { text } from './text.ts'

/** Of people in these tests; neither all the same nor in a row. */
export const PIN = '240817'

/** The field that asks for the payment PIN. */
export function pinField(page: Page): Locator {
  return page.getByRole('dialog').getByRole('textbox', { name: text('money:pin.label') })
}

/** Gives the PIN; the sixth digit sends it. */
export async function givePin(page: Page, pin = PIN): Promise<void> {
  await pinField(page).pressSequentially(pin)
}

/** Reads the terms, chooses a PIN twice; the wallet is open. */
export async function openWallet(page: Page, pin = PIN): Promise<void> {
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: text('money:terms.accept') }).click()
  await sheet.getByRole('textbox', { name: text('money:new_pin.label'), exact: true }).pressSequentially(pin)
  await sheet.getByRole('textbox', { name: text('money:new_pin.label_again') }).pressSequentially(pin)
}

/** Digits of what the wallet's first page says is in it. */
export async function expectBalance(page: Page, rupiah: string): Promise<void> {
  await expect(page.getByTestId('balance')).toContainText(rupiah)
}

/** Pays in at the demo bank without a browser, and waits until it is there. */
export async function payIn(cell: Cell, person: Person, rupiah: number): Promise<void> {
  await cell.call('wallet.pay_in_at_demo_bank', { money: { amount: `${rupiah}00`, currency: 'IDR' } }, person.token)
  await expect
    .poll(async () => (await cell.call<{ open?: { balance: string } }>('wallet.me', {}, person.token)).open?.balance, { timeout: 30_000 })
    .toBe(`${rupiah}00`)
}
