import type { Page } from '@playwright/test'

import type { Cell, Person } from './cell.ts'
import { giveMoney } from './money.ts'
import { settled } from './settled.ts'
import { type Language, text } from './text.ts'
import { PIN } from './wallet.ts'

const LONG = 'Raden Ajeng Kartini Djojoadhiningrat van der Wolkenburg-Hohenste'

export type MoneyScene = { host: Person; direct: string; group: string }

/** Every card about money that there can be without waiting for a day, seen by one who is in all of it. */
export async function furnishMoney(cell: Cell): Promise<MoneyScene> {
  const [host, wayan, li, long] = await cell.people('Sari', 'Wayan', '李小龙', LONG)
  const direct = await cell.befriend(host, wayan)
  for (const friend of [li, long]) await cell.befriend(host, friend)
  await giveMoney(cell, 1_900_000, host, wayan, li, long)
  const pay = <T,>(who: Person, operation: string, input: object) => cell.call<T>(`wallet.${operation}`, { client_id: crypto.randomUUID(), pin: PIN, ...input }, who.token)
  const rupiah = (amount: number) => ({ amount: String(amount * 100), currency: 'IDR' })
  const transfer = (from: Person, amount: number, note?: string) => pay<{ payment: string }>(from, 'transfer', { conversation: direct, money: rupiah(amount), note })
  const ask = (from: Person, amount: number, note: string) =>
    cell.call<{ payment: string }>('wallet.request', { conversation: direct, money: rupiah(amount), note, client_id: crypto.randomUUID() }, from.token)
  const answer = (who: Person, operation: string, payment: string) => cell.call(`wallet.${operation}`, { payment }, who.token)
  const packet = (from: Person, conversation: string, more: object) =>
    pay<{ payment: string }>(from, 'send_packet', { conversation, kind: 'normal', money: rupiah(20_000), shares: 1, cover: 'classic', greeting: 'Selamat hari raya, semoga sehat selalu', ...more })

  await answer(host, 'accept_transfer', (await transfer(wayan, 150_000, 'Ferry tickets')).payment)
  await answer(wayan, 'decline_transfer', (await transfer(host, 45_500, 'For the coffee yesterday')).payment)
  await transfer(host, 12_345)
  await transfer(wayan, 999_999, 'A note as long as a note may be: fifty characters')
  await pay(wayan, 'pay_request', { payment: (await ask(host, 30_000, 'Durian')).payment })
  await answer(host, 'cancel_request', (await ask(host, 31_000, 'Twice by mistake')).payment)
  await pay(host, 'pay_request', { payment: (await ask(wayan, 25_000, 'Parking')).payment })
  await ask(wayan, 75_000, 'The other half of the dinner')
  await answer(host, 'open_packet', (await packet(wayan, direct, { cover: 'wave' })).payment)
  await packet(host, direct, { cover: 'lantern' })

  const members = [wayan, li, long]
  const { conversation: group } = await cell.call<{ conversation: string }>(
    'chat.create_group',
    { name: 'Saturday market', members: members.map((person) => person.account), client_id: crypto.randomUUID() },
    host.token,
  )
  const finished = await packet(wayan, group, { kind: 'lucky', money: rupiah(100_000), shares: 4, cover: 'batik' })
  for (const person of [long, host, li, wayan]) await answer(person, 'open_packet', finished.payment)
  const missed = await packet(li, group, { money: rupiah(20_000), shares: 2, greeting: '恭喜发财，大吉大利' })
  for (const person of [wayan, long]) await answer(person, 'open_packet', missed.payment)
  await packet(long, group, { kind: 'exclusive', only_for: li.account, cover: 'wave', greeting: 'Only for you' })
  const split = (from: Person, total: number, each: number) =>
    cell.call<{ payment: string }>(
      'wallet.split',
      {
        conversation: group,
        money: rupiah(total),
        note: 'Seafood at the harbour',
        shares: [host, ...members].filter((person) => person !== from).map((person) => ({ account: person.account, amount: String(each * 100) })),
        client_id: crypto.randomUUID(),
      },
      from.token,
    )
  const bill = await split(wayan, 400_000, 100_000)
  await pay(li, 'pay_request', { payment: bill.payment })
  await split(host, 90_000, 22_500)
  await packet(wayan, group, { kind: 'lucky', money: rupiah(250_000), shares: 10, cover: 'lantern', greeting: 'For everybody who helped' })
  return { host, direct, group }
}

/** Goes through the cards of a scene and every sheet that they open, and looks at each. */
export async function tourMoney(page: Page, scene: MoneyScene, language: Language, look: (name: string) => Promise<void>): Promise<void> {
  const see = async (name: string) => {
    await settled(page)
    await look(`money-${name}`)
  }
  await page.goto('/u/0/chats')
  await see('chats')
  await page.goto(`/u/0/chats/${scene.direct}`)
  await see('direct')
  await scrollUp(page)
  await see('direct-earlier')
  await sheets(page, see, language, ['transfer', 'packet', 'request'])
  await card(page, 'transfer', 3, see, 'transfer-in')
  await card(page, 'transfer', 2, see, 'transfer-out')
  await card(page, 'request', 3, see, 'request-in')
  await page.goto(`/u/0/chats/${scene.group}`)
  await see('group')
  await scrollUp(page)
  await see('group-earlier')
  await sheets(page, see, language, ['packet', 'split'])
  await card(page, 'split', 0, see, 'split-in')
  await card(page, 'packet', 3, see, 'packet-closed', false)
  await page.getByRole('button', { name: text('money_chat:packet.open', {}, language), exact: true }).click()
  await page.getByRole('dialog').getByRole('listitem').first().waitFor()
  await see('packet-opened')
  await page.keyboard.press('Escape')
  await card(page, 'packet', 0, see, 'packet-finished', false)
  await page.getByText(text('money_chat:draw.title', {}, language)).click()
  await page.getByRole('button', { name: text('money_chat:draw.check', {}, language) }).click()
  await page.getByText(text('money_chat:draw.right_title', {}, language)).scrollIntoViewIfNeeded()
  await see('packet-checked')
  await page.keyboard.press('Escape')
  await page.goto('/u/0/chats')
  await page.getByRole('link').filter({ hasText: text('chat:service.wallet', {}, language) }).first().click()
  await page.locator('[data-card=receipt]').first().waitFor()
  await see('receipts')
}

async function scrollUp(page: Page): Promise<void> {
  await page.getByRole('log').evaluate((log) => log.parentElement?.scrollTo(0, 0))
}

async function sheets(page: Page, see: (name: string) => Promise<void>, language: Language, actions: readonly string[]): Promise<void> {
  for (const action of actions) {
    await page.getByRole('button', { name: text('money_chat:menu.more', {}, language), exact: true }).click()
    if (action === actions[0]) await see(`menu-${actions.length}`)
    await page.getByRole('menuitem', { name: text(`money_chat:menu.${action}`, {}, language), exact: true }).click()
    const amount = page.getByRole('dialog').locator('input[inputmode]').first()
    await amount.fill('100000')
    await see(`new-${action}-${actions.length}`)
    await page.keyboard.press('Escape')
  }
}

async function card(page: Page, kind: string, index: number, see: (name: string) => Promise<void>, name: string, close = true): Promise<void> {
  await page.locator(`[data-card=${kind}]`).nth(index).getByRole('button').first().click()
  await page.getByRole('dialog').waitFor()
  await see(name)
  if (close) await page.keyboard.press('Escape')
}
