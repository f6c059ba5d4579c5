import { chatRow, composer, message, say } from '../support/chat.ts'
import { expect, PHONE, test } from '../support/test.ts'
import { text } from '../support/text.ts'

test('somebody is found by their handle, asked, and becomes a friend to write to', async ({ cell, open }) => {
  const [hana, indra] = await cell.people('Hana', 'Indra')
  const asks = await open(hana, { viewport: PHONE, hasTouch: true, at: '/u/0/contacts/find' })
  const answers = await open(indra, { at: '/u/0/contacts/requests' })

  await asks.getByLabel(text('contacts:find.handle'), { exact: true }).fill(`@${indra.handle.toUpperCase()}`)
  await asks.getByRole('main').getByRole('button', { name: text('contacts:find.submit') }).click()
  await asks.getByRole('textbox', { name: text('contacts:greeting') }).fill('We share a wall.')
  await asks.getByRole('button', { name: text('contacts:ask') }).click()
  await expect(asks.getByText(text('contacts:relation.request_sent'))).toBeVisible()

  await expect(answers.getByText('We share a wall.')).toBeVisible()
  await answers.getByRole('button', { name: text('contacts:requests.accept_named', { name: hana.name }) }).click()
  await answers.goto('/u/0/chats')
  await chatRow(answers, hana.name).click()
  await say(answers, 'Then we should talk.')

  await asks.goto('/u/0/chats')
  await chatRow(asks, indra.name).click()
  await expect(message(asks, 'Then we should talk.')).toBeVisible()
  await say(asks, 'Come over')
  await expect(message(answers, 'Come over')).toBeVisible()
})

test('who is not there is said plainly', async ({ cell, open }) => {
  const [joko] = await cell.people('Joko')
  const page = await open(joko, { at: '/u/0/contacts/find' })
  await page.getByLabel(text('contacts:find.handle'), { exact: true }).fill('nobody.of.that.name')
  await page.getByRole('main').getByRole('button', { name: text('contacts:find.submit') }).click()
  await expect(page.getByText(text('contacts:find.nobody_title'))).toBeVisible()
})

test('a personal code leads to the person', async ({ cell, open }) => {
  const [kiki, lala] = await cell.people('Kiki', 'Lala')
  const { code } = await cell.call<{ code: string }>('contacts.personal_code', {}, lala.token)
  const page = await open(kiki, { at: '/u/0/chats' })
  await expect(page.getByRole('heading', { name: text('common:nav.chats') })).toBeVisible()
  await page.goto(`/add/${code}`)
  await expect(page.getByRole('heading', { name: lala.name })).toBeVisible()
  await page.getByRole('button', { name: text('contacts:ask') }).click()
  await expect(page.getByText(text('contacts:relation.request_sent'))).toBeVisible()
})

test('a friend who ended the friendship is not written to, and the text is kept', async ({ cell, open }) => {
  const [mega, nanda] = await cell.people('Mega', 'Nanda')
  const conversation = await cell.befriend(mega, nanda)
  await cell.call('contacts.delete', { account: mega.account }, nanda.token)
  const page = await open(mega, { at: `/u/0/chats/${conversation}` })
  await composer(page).fill('Are you there?')
  await page.getByRole('button', { name: text('chat:composer.send') }).click()
  await expect(message(page, 'Are you there?').getByRole('alert')).toContainText(text('errors:chat.not_friends'))
})
