import type { Page } from '@playwright/test'

import { Cell } from '../support/cell.ts'
import { expect, PHONE, test as base } from '../support/test.ts'
import { pattern, text } from '../support/text.ts'
import { expectBalance, givePin, openWallet, payIn, PIN, pinField } from '../support/wallet.ts'

/** What the town's bank takes for a closed account. */
const CLOSED = '5550000'

/** In a demo town, whose bank makes money up. */
const test = base.extend<object, { cell: Cell }>({
  cell: [
    async ({}, use) => {
      const cell = await Cell.start({ demo: true })
      await use(cell)
      await cell.remove()
    },
    { scope: 'worker' },
  ],
})

test('a wallet is opened, filled at the demo bank, and its statement says so', async ({ cell, open }) => {
  const [ayu] = await cell.people('Ayu')
  const page = await open(ayu, { viewport: PHONE, hasTouch: true, at: '/u/0/me' })
  await page.getByRole('link', { name: text('settings:me.wallet') }).click()
  await page.getByRole('button', { name: text('money:open.title') }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: text('money:terms.accept') }).click()

  // What everybody tries first is not taken, and neither is a slip of the finger.
  const chosen = sheet.getByRole('textbox', { name: text('money:new_pin.label'), exact: true })
  await chosen.pressSequentially('123456')
  await expect(sheet.getByText(text('money:new_pin.weak'))).toBeVisible()
  await chosen.pressSequentially(PIN)
  await sheet.getByRole('textbox', { name: text('money:new_pin.label_again') }).pressSequentially('240818')
  await expect(sheet.getByText(text('money:new_pin.differ'))).toBeVisible()
  await chosen.pressSequentially(PIN)
  await sheet.getByRole('textbox', { name: text('money:new_pin.label_again') }).pressSequentially(PIN)
  await expectBalance(page, 'IDR')

  await page.getByRole('navigation', { name: text('money:home.ways') }).getByRole('link', { name: text('money:top_up.title') }).click()
  await page.getByLabel(text('money:top_up.amount'), { exact: true }).pressSequentially('150000')
  await expect(page.getByLabel(text('money:top_up.amount'), { exact: true })).toHaveValue('150,000')
  await page.getByRole('button', { name: text('money:top_up.demo_pay') }).click()
  await expect(page.getByText(pattern('money:top_up.arrived'))).toBeVisible()

  await page.getByRole('link', { name: text('common:action.back') }).click()
  await expectBalance(page, '150,000')
  await page.getByRole('button', { name: /150,000/ }).first().click()
  await expect(page.getByTestId('balance')).not.toContainText('150,000')
  await page.reload()
  await expect(page.getByTestId('balance')).toContainText('••••')
  await page.getByRole('link', { name: text('money:statement.title') }).click()
  await expect(page.getByRole('button').filter({ hasText: text('money:kind.top_up') })).toContainText('+IDR')
})

test('one pays another by their code, and a wrong PIN pays nothing', async ({ cell, open }) => {
  const [bima, citra] = await cell.people('Bima', 'Citra')
  await cell.openWallet(bima, PIN)
  await cell.openWallet(citra, PIN)
  await payIn(cell, bima, 100_000)
  const { url } = await cell.call<{ url: string }>('wallet.pay_code', {}, citra.token)
  const receiver = await open(citra, { at: '/u/0/me/wallet' })
  const page = await open(bima, { viewport: PHONE, hasTouch: true })
  await expect(page.getByRole('heading', { name: text('common:nav.chats') })).toBeVisible()

  await page.goto(new URL(url).pathname)
  await expect(page.getByRole('heading', { name: 'Citra' })).toBeVisible()
  await page.getByLabel(text('money:pay_code.amount')).pressSequentially('12500')
  await page.getByLabel(text('money:pay_code.note')).fill('Kopi')
  await page.getByRole('button', { name: pattern('money:pay_code.submit_money') }).click()
  await givePin(page, '999998')
  await expect(page.getByRole('dialog').getByText(text('money:pin.wrong_left', { count: 4 }))).toBeVisible()
  await expect(pinField(page)).toBeFocused()
  await givePin(page)

  await expect(page.getByRole('heading', { name: text('money:pay_code.done') })).toBeVisible()
  await expectBalance(receiver, '12,500')
  await expect(receiver.getByText('Kopi')).toBeVisible()
  await page.getByRole('link', { name: text('money:to_wallet') }).click()
  await expectBalance(page, '87,500')
})

test('too little money leads to the bank and back to the payment', async ({ cell, open }) => {
  const [dian, eka] = await cell.people('Dian', 'Eka')
  await cell.openWallet(eka, PIN)
  const { code } = await cell.call<{ code: string }>('wallet.pay_code', {}, eka.token)
  const page = await open(dian, { at: `/u/0/me/wallet/pay/${code}` })

  await page.getByRole('button', { name: text('money:open.title') }).click()
  await openWallet(page)
  await page.getByLabel(text('money:pay_code.amount')).pressSequentially('20000')
  await page.getByRole('button', { name: pattern('money:pay_code.submit_money') }).click()
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByText(text('money:pay.missing_title'))).toBeVisible()
  await sheet.getByRole('button', { name: text('money:top_up.title') }).click()
  await sheet.getByRole('button', { name: text('money:top_up.demo_pay') }).click()

  // The money arrives, and the payment goes on by itself.
  await givePin(page)
  await expect(page.getByRole('heading', { name: text('money:pay_code.done') })).toBeVisible()
})

/** Asks for money at an account, with the PIN. */
async function withdraw(page: Page, rupiah: string, account: string): Promise<void> {
  await page.getByLabel(text('money:withdraw.amount')).pressSequentially(rupiah)
  await page.getByRole('textbox', { name: text('money:withdraw.number') }).fill(account)
  await page.getByRole('textbox', { name: text('money:withdraw.bic') }).fill('cenaidja')
  await page.getByRole('button', { name: text('money:withdraw.submit') }).click()
  await givePin(page)
}

test('money goes out to a bank, and comes back from an account that is closed', async ({ cell, open }) => {
  const [fajar] = await cell.people('Fajar')
  await cell.openWallet(fajar, PIN)
  await payIn(cell, fajar, 90_000)
  const page = await open(fajar, { at: '/u/0/me/wallet/withdraw' })
  await page.getByRole('button', { name: text('money:withdraw.submit') }).click()
  await expect(page.getByText(text('money:withdraw.number_wrong'))).toBeVisible()
  await withdraw(page, '40000', '123-456-7890')
  await expect(page.getByText(text('money:withdrawal.done'))).toBeVisible()
  await expect(page.getByText(text('money:withdrawal.waits'))).toHaveCount(0)

  await page.getByRole('link', { name: text('money:withdraw.another') }).click()
  await withdraw(page, '30000', CLOSED)
  await expect(page.getByText(text('money:withdrawal.reason.AC04'))).toBeVisible()
  await page.getByRole('link', { name: text('money:to_wallet') }).click()
  await expectBalance(page, '50,000')

  await page.goto('/u/0/me/wallet/statement?kinds=withdrawal')
  const lines = page.getByRole('button').filter({ hasText: text('money:kind.withdrawal') })
  await expect(lines).toHaveCount(3)
  await expect(lines.first()).toContainText('+IDR')
  await lines.nth(1).click()
  await expect(page.getByRole('dialog')).toContainText('30,000')
  await expect(page.getByRole('dialog')).toContainText(text('money:withdrawal.returned'))
  await page.keyboard.press('Escape')
  await expect(lines.nth(1)).toBeFocused()
})

test('whoever is not signed in is led to the payment afterwards', async ({ device }) => {
  const { page } = await device({ at: '/pay/abcdefghij234567' })
  await page.getByRole('link', { name: text('money:pay_code.sign_in') }).click()
  await expect(page).toHaveURL(/next=.*pay.*abcdefghij234567/)
})
