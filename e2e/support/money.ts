import { type Page, expect } from '@playwright/test'

import type { Cell, Person } from './cell.ts'
import { pattern, text } from './text.ts'
import { until } from './until.ts'
import { PIN } from './wallet.ts'

/** Opens wallets and pays so many rupiah into each, by a statement of the bank as a bank writes it. */
export async function giveMoney(cell: Cell, rupiah: number, ...people: Person[]): Promise<void> {
  await cell.offerWallets()
  const references: string[] = []
  for (const person of people) references.push(await cell.openWallet(person, PIN))
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

/** Chooses what to do with money in the conversation that is open. */
export async function chooseMoney(page: Page, action: 'transfer' | 'packet' | 'request' | 'split'): Promise<void> {
  await page.getByRole('button', { name: text('money_chat:menu.more'), exact: true }).click()
  await page.getByRole('menuitem', { name: text(`money_chat:menu.${action}`), exact: true }).click()
}

/** The cards about money in the conversation that is open. */
export function cards(page: Page, kind: 'transfer' | 'packet' | 'request' | 'split' | 'receipt') {
  return page.locator(`[data-card=${kind}]`)
}

/** Opens a packet by its card and its coin, and waits for what came out. */
export async function openPacket(page: Page): Promise<void> {
  await cards(page, 'packet').last().getByRole('button').click()
  const sheet = page.getByRole('dialog')
  const coin = sheet.getByRole('button', { name: text('money_chat:packet.open'), exact: true })
  await expect(coin).toBeVisible()
  // What is in it is not for whoever has not opened it.
  await expect(sheet.getByRole('button', { name: text('money_chat:packet.see_shares') })).toHaveCount(0)
  await coin.click()
  await expect(sheet.getByRole('status').filter({ hasText: pattern('money_chat:packet.you_got') })).toBeAttached()
}
