import { Cell } from '../support/cell.ts'
import { expect, PHONE, test as base } from '../support/test.ts'
import { pattern, text } from '../support/text.ts'
import { until } from '../support/until.ts'
import { expectBalance, PIN } from '../support/wallet.ts'

/** With a bank that speaks by files. */
const test = base.extend<object, { cell: Cell }>({
  cell: [
    async ({}, use) => {
      const cell = await Cell.start()
      await cell.setUp()
      await use(cell)
      await cell.remove()
    },
    { scope: 'worker' },
  ],
})

test('wallets are offered, money comes from the bank, and what nobody knows is given to its owner', async ({ cell, open }) => {
  const [gita] = await cell.people('Gita')
  const desk = await open(cell.operator, { at: '/u/0/operator?part=money' })
  await desk.getByRole('button', { name: text('money_operator:overview.set_up') }).click()
  await desk.getByRole('combobox').selectOption('IDR')
  await desk.getByRole('textbox', { name: text('money_operator:settings.terms') }).fill('Be kind, and pay what you owe.')
  await desk.getByRole('button', { name: text('money_operator:settings.offer') }).click()
  await expect(desk.getByText(text('common:saved'), { exact: true })).toBeVisible()

  const reference = await cell.openWallet(gita, PIN)
  const page = await open(gita, { viewport: PHONE, hasTouch: true, at: '/u/0/me/wallet/top-up' })
  await expect(page.getByText(reference)).toBeVisible()
  await expect(page.getByText('1234567890')).toBeVisible()
  await page.goto('/u/0/me/wallet')
  await cell.bankSays({ rupiah: 75_000, says: `topup ${reference.toLowerCase()}` }, { rupiah: 40_000, from: 'Mbah Putri', says: 'for the rice' })
  await expectBalance(page, '75,000')

  await desk.getByText(text('money_operator:bank.title'), { exact: true }).click()
  await expect(desk.getByText(text('money_operator:bank.look_title'))).toBeVisible()
  await expect(desk.getByText('for the rice')).toBeVisible()
  await desk.getByRole('button', { name: text('money_operator:bank.give') }).click()
  const sheet = desk.getByRole('dialog')
  await sheet.getByRole('searchbox').fill('Gita')
  await sheet.getByRole('button', { name: /Gita/ }).click()
  await sheet.getByRole('textbox', { name: text('money_operator:reason.label') }).fill('She showed the receipt')
  await sheet.getByRole('button', { name: text('money_operator:give.confirm') }).click()
  await expect(desk.getByText(text('money_operator:bank.in_order_title'))).toBeVisible()
  await expectBalance(page, '115,000')

  await desk.getByText(text('money_operator:overview.title'), { exact: true }).click()
  await desk.getByRole('button', { name: text('money_operator:audit.run') }).click()
  await expect(desk.getByText(text('money_operator:audit.sound'))).toBeVisible()
})

test('a withdrawal that the bank paid with a fee on top is found by the operator', async ({ cell, open }) => {
  await cell.offerWallets()
  const [joko] = await cell.people('Joko')
  const reference = await cell.openWallet(joko, PIN)
  await cell.bankSays({ rupiah: 100_000, says: reference })
  const money = { amount: '5000000', currency: 'IDR' }
  const asked = await cell.call<{ payment: string }>('wallet.withdraw', { pin: PIN, money, holder: 'Joko', to: { number: '5550001' }, client_id: 'a' }, joko.token)
  await until('the bank was told', async () => {
    const { state } = await cell.call<{ state: string }>('wallet.withdrawal', { payment: asked.payment }, joko.token)
    return state === 'sent' ? true : undefined
  })
  await cell.bankSays({ rupiah: -52_500, from: 'JOKO' })

  const desk = await open(cell.operator, { at: '/u/0/operator?part=money&of=bank' })
  await desk.getByRole('button', { name: text('money_operator:bank.match') }).click()
  const sheet = desk.getByRole('dialog')
  await sheet.getByRole('button', { name: /Joko/ }).click()
  await sheet.getByRole('textbox', { name: text('money_operator:reason.label') }).fill('The fee is 2,500 a payment')
  await sheet.getByRole('button', { name: text('money_operator:match.confirm') }).click()
  await expect(desk.getByText(text('money_operator:bank.in_order_title'))).toBeVisible()
  const page = await open(joko, { viewport: PHONE, hasTouch: true, at: '/u/0/me/wallet' })
  await expectBalance(page, '50,000')
  await desk.getByText(text('money_operator:looks.title'), { exact: true }).click()
  await expect(desk.getByText('The fee is 2,500 a payment')).toBeVisible()
})

test('whose wallet is looked at or frozen reads why', async ({ cell, open }) => {
  await cell.offerWallets()
  const [hasan] = await cell.people('Hasan')
  await cell.openWallet(hasan, PIN)
  const page = await open(hasan, { viewport: PHONE, hasTouch: true, at: '/u/0/me/wallet' })
  await expectBalance(page, '0')

  const desk = await open(cell.operator, { at: '/u/0/operator?part=money&of=people' })
  await desk.getByRole('searchbox').fill('Hasan')
  await desk.getByRole('button', { name: /Hasan/ }).click()
  const sheet = desk.getByRole('dialog')
  await expect(sheet.getByText(text('money_operator:reason.read_title', { name: 'Hasan' }))).toBeVisible()
  await sheet.getByRole('textbox').fill('You asked where your money is')
  await sheet.getByRole('button', { name: text('money_operator:act.look'), exact: true }).click()
  await expect(sheet.getByText(text('money_operator:look.balance'))).toBeVisible()
  await sheet.getByRole('button', { name: text('money_operator:act.freeze') }).click()
  await sheet.getByRole('textbox').fill('Your phone was reported lost')
  await sheet.getByRole('button', { name: text('money_operator:act.freeze') }).click()
  await expect(sheet.getByText(text('money_operator:look.frozen'), { exact: true })).toBeVisible()

  await expect(page.getByText(text('money:notice.frozen_title'))).toBeVisible()
  await expect(page.getByText(/Your phone was reported lost/)).toBeVisible()
  await sheet.getByRole('button', { name: text('common:action.close') }).click()
  await desk.getByText(text('money_operator:looks.title'), { exact: true }).click()
  await expect(desk.getByText('You asked where your money is')).toBeVisible()
  await expect(desk.getByText(pattern('money_operator:looks.by', { name: 'Oma Tuti' })).first()).toBeVisible()
})
