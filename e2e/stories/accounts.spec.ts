import { chatRow } from '../support/chat.ts'
import { Cell } from '../support/cell.ts'
import { fillNewAccount, keepCodes, PASSWORD, signIn } from '../support/entry.ts'
import { expect, test } from '../support/test.ts'
import { text } from '../support/text.ts'

test('the first operator comes by the one-time link, which works once', async ({ browser }) => {
  const cell = await Cell.start()
  const context = await browser.newContext({ baseURL: cell.url })
  try {
    const page = await context.newPage()
    const path = await cell.setupPath()
    await page.goto(path)
    await fillNewAccount(page, { name: 'Ayu', handle: 'ayu' }, text('accounts:setup.submit'))
    await keepCodes(page)
    await expect(page).toHaveURL(/\/u\/0\/chats$/)
    await expect(page.getByRole('heading', { name: text('common:nav.chats') })).toBeVisible()
    await page.getByRole('button', { name: text('chat:empty.invite') }).click()
    await page.getByRole('dialog').getByRole('button', { name: text('accounts:invitation.make') }).click()
    await expect(page.getByRole('dialog').getByRole('img', { name: text('accounts:invitation.code') })).toBeVisible()

    const stranger = await (await browser.newContext({ baseURL: cell.url })).newPage()
    await stranger.goto(path)
    await fillNewAccount(stranger, { name: 'Budi', handle: 'budi' }, text('accounts:setup.submit'))
    await expect(stranger.getByRole('alert')).toContainText(text('errors:accounts.link_invalid'))
    await stranger.context().close()
  } finally {
    await context.close()
    await cell.remove()
  }
})

test('an invitation leads through registration to a friend who is already there', async ({ cell, device, open }) => {
  const host = cell.operator
  const page = await open(host, { at: '/u/0/contacts' })
  const invitation = await cell.call<{ url: string }>('accounts.create_invitation', {}, host.token)

  const { page: guest } = await device({ at: new URL(invitation.url).pathname })
  await expect(guest.getByText(host.name).first()).toBeVisible()
  await fillNewAccount(guest, { name: 'Citra Dewi', handle: 'citra.dewi' }, text('accounts:register.submit'))
  await keepCodes(guest)
  await expect(guest).toHaveURL(/\/u\/0\/chats/)
  await expect(chatRow(guest, host.name)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Citra Dewi' })).toBeVisible()

  const { page: late } = await device({ at: new URL(invitation.url).pathname })
  await expect(late.getByText(text('accounts:invite_problem.used_up'))).toBeVisible()
})

test('a forgotten password is replaced by a recovery code, once, and the person is told', async ({ cell, device }) => {
  const dian = await cell.register('Dian', 'dian.sastro', PASSWORD)
  const [code = ''] = dian.recoveryCodes
  const recover = async () => {
    const { page } = await device({ at: '/sign-in' })
    await page.getByRole('link', { name: text('accounts:sign_in.forgotten') }).click()
    // The page before asks for a handle too: the code's field says that this one is there.
    await page.getByLabel(text('accounts:recover.code'), { exact: true }).fill(code)
    await page.getByLabel(text('accounts:form.handle'), { exact: true }).fill('dian.sastro')
    await page.getByLabel(text('accounts:form.new_password'), { exact: true }).fill('eleven grey herons')
    await page.getByRole('button', { name: text('accounts:recover.submit') }).click()
    return page
  }
  const page = await recover()
  await expect(page).toHaveURL(/\/u\/0\/chats/)
  const again = await recover()
  await expect(again.getByRole('alert')).toContainText(text('errors:accounts.recovery_code_invalid'))

  const { page: other } = await device({ at: '/sign-in' })
  await signIn(other, 'dian.sastro', PASSWORD)
  await expect(other.getByRole('alert')).toContainText(text('errors:accounts.wrong_credentials'))
  await signIn(other, 'dian.sastro', 'eleven grey herons')
  await expect(other).toHaveURL(/\/u\/0\/chats/)
})

test("an operator's one-time link replaces a password", async ({ cell, device }) => {
  const [eka] = await cell.people('Eka')
  const link = await cell.call<{ url: string }>('accounts.make_recovery_link', { account: eka.account }, cell.operator.token)
  const { pathname, hash } = new URL(link.url)
  const { page } = await device({ at: pathname + hash })
  await page.getByLabel(text('accounts:form.new_password'), { exact: true }).fill('three quick terns')
  await page.getByRole('button', { name: text('accounts:recover_link.submit') }).click()
  await expect(page).toHaveURL(/\/u\/0\/chats/)
  const me = await cell.call<{ account: { handle: string } }>('accounts.sign_in', { handle: eka.handle, password: 'three quick terns' })
  expect(me.account.handle).toBe(eka.handle)

  const { page: late } = await device({ at: pathname + hash })
  await late.getByLabel(text('accounts:form.new_password'), { exact: true }).fill('another long one')
  await late.getByRole('button', { name: text('accounts:recover_link.submit') }).click()
  await expect(late.getByRole('alert')).toContainText(text('errors:accounts.link_invalid'))
})

test('two accounts live side by side, each at an address of its own', async ({ cell, device }) => {
  const [home, shop] = await cell.people('Fajar at home', 'Fajar at the shop')
  const { page, context } = await device({ people: [home, shop], at: '/u/0/me/accounts' })
  await expect(page.getByText(home.name).first()).toBeVisible()
  await page.getByRole('link', { name: shop.name }).click()
  await expect(page).toHaveURL(/\/u\/1\/chats/)
  const second = await context.newPage()
  await second.goto('/u/0/me/profile')
  await expect(second.getByLabel(text('accounts:form.name'), { exact: true })).toHaveValue(home.name)
  await page.goto('/u/1/me/profile')
  await expect(page.getByLabel(text('accounts:form.name'), { exact: true })).toHaveValue(shop.name)

  await second.goto('/u/0/me/accounts')
  await second.getByRole('button', { name: text('accounts:slots.sign_out_named', { name: shop.name }) }).click()
  await second.getByRole('dialog').getByRole('button', { name: text('accounts:sign_out.confirm') }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(second.getByRole('link', { name: shop.name })).toHaveCount(0)
})

test('the language follows the browser and can be chosen', async ({ cell, device }) => {
  const { page } = await device({ at: '/sign-in', locale: 'id-ID' })
  await expect(page.getByRole('button', { name: text('accounts:sign_in.submit', {}, 'id') })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', /^id/)

  const [gita] = await cell.people('Gita')
  const { page: mine } = await device({ people: [gita], at: '/u/0/me/settings' })
  await mine.getByText('简体中文', { exact: true }).click()
  await expect(mine.getByRole('link', { name: text('common:nav.contacts', {}, 'zh') })).toBeVisible()
  await mine.reload()
  await expect(mine.getByRole('link', { name: text('common:nav.contacts', {}, 'zh') })).toBeVisible()
  await expect(mine.locator('html')).toHaveAttribute('lang', /^zh/)
})
