import { type Page, expect } from '@playwright/test'

import type { Cell, Person } from './cell.ts'
import { pattern, text } from './text.ts'
import { until } from './until.ts'

/** The payment PIN of everybody in these stories. */
export const PIN = '135790'

/** Lets a cell offer wallets in rupiah. */
export async function offerWallets(cell: Cell): Promise<void> {
  const { currency } = await cell.call<{ currency?: string }>('wallet.settings', {}, cell.operator.token)
  if (currency === undefined) await cell.call('wallet.update_settings', { currency: 'IDR', terms: 'Money for stories. Nobody can buy anything with it.' }, cell.operator.token)
}

/** Opens wallets and pays so many rupiah into each, by a statement of the bank as a bank writes it. */
export async function giveMoney(cell: Cell, rupiah: number, ...people: Person[]): Promise<void> {
  await offerWallets(cell)
  const references: string[] = []
  for (const person of people) {
    const me = await cell.call<{ terms_version: number; open?: object }>('wallet.me', {}, person.token)
    if (me.open === undefined) await cell.call('wallet.open', { version: me.terms_version, pin: PIN }, person.token)
    references.push((await cell.call<{ reference: string }>('wallet.top_up_details', {}, person.token)).reference)
  }
  await cell.bankSays(...references.map((says) => ({ rupiah, says })))
  for (const person of people) {
    await until(`the money of ${person.name} is there`, async () => ((await balanceOf(cell, person)) >= BigInt(rupiah) * 100n ? true : undefined))
  }
}

/** What somebody can pay with, in sen. */
export async function balanceOf(cell: Cell, person: Person): Promise<bigint> {
  const me = await cell.call<{ open?: { balance: string } }>('wallet.me', {}, person.token)
  return BigInt(me.open?.balance ?? '0')
}

/** Gives the PIN in the sheet that asks for it. */
export async function givePin(page: Page): Promise<void> {
  await page.getByLabel(text('money:pin.label')).fill(PIN)
}

/** Chooses what to do with money in the conversation that is open. */
export async function chooseMoney(page: Page, action: 'transfer' | 'packet' | 'request' | 'split'): Promise<void> {
  await page.getByRole('button', { name: text('money_chat:menu.more'), exact: true }).click()
  await page.getByRole('menuitem', { name: text(`money_chat:menu.${action}`), exact: true }).click()
}

/** The cards about money in the conversation that is open. */
export function cards(page: Page, kind: 'transfer' | 'packet' | 'request' | 'split' | 'receipt') {
  return page.locator(`[data-card=${kind}]`)
}

