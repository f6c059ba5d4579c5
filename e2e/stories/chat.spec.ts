import { attach, chatRow, choose, composer, log, message, say, sayings } from '../support/chat.ts'
import { PASSWORD } from '../support/entry.ts'
import { picture } from '../support/png.ts'
import { sendPhotos } from '../support/screens.ts'
import { expect, PHONE, test } from '../support/test.ts'
import { pattern, text } from '../support/text.ts'
import { until } from '../support/until.ts'

test('two friends write to each other, and see what was read', async ({ cell, open }) => {
  const [oka, putri] = await cell.people('Oka', 'Putri')
  const conversation = await cell.befriend(oka, putri)
  const one = await open(oka, { at: `/u/0/chats/${conversation}` })
  const other = await open(putri, { viewport: PHONE, hasTouch: true })
  await expect(chatRow(other, oka.name)).toBeVisible()

  await say(one, 'Good morning from the harbour')
  await expect(chatRow(other, 'Good morning from the harbour')).toBeVisible()
  await expect(other).toHaveTitle(/2/)
  await chatRow(other, oka.name).click()
  await expect(message(other, 'Good morning from the harbour')).toBeVisible()
  await expect(message(one, 'Good morning from the harbour').getByLabel(text('chat:state.read'))).toBeVisible()

  // Who writes is shown for some seconds only: a machine that was asleep meanwhile sees it the next time.
  await expect(async () => {
    await composer(other).pressSequentially('And here', { delay: 20 })
    await expect(one.getByText(text('chat:typing.one')).first()).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await say(other, 'And here from the hills 🌋')
  await expect(message(one, 'And here from the hills 🌋')).toBeVisible()
  expect((await sayings(one)).slice(-2)).toEqual(['Good morning from the harbour', 'And here from the hills 🌋'])
})

test('photos arrive, can be looked at, and say that they are photos', async ({ cell, open }) => {
  const [rani, surya] = await cell.people('Rani', 'Surya')
  const conversation = await cell.befriend(rani, surya)
  const one = await open(rani, { viewport: PHONE, hasTouch: true, at: `/u/0/chats/${conversation}` })
  const other = await open(surya, { at: `/u/0/chats/${conversation}` })
  await expect(composer(one)).toBeVisible()
  await attach(one, [
    { name: 'pier.png', mimeType: 'image/png', buffer: picture(900, 600, 1) },
    { name: 'boat.png', mimeType: 'image/png', buffer: picture(400, 700, 2) },
  ])
  await expect(one.getByRole('list', { name: text('chat:attach.chosen') }).getByRole('listitem')).toHaveCount(2)
  await say(one, 'The pier, and the boat')

  const arrived = message(other, 'The pier, and the boat')
  const pictures = arrived.getByRole('button', { name: pattern('chat:photo.open') }).locator('img')
  await expect(pictures).toHaveCount(2)
  for (const image of await pictures.all()) {
    await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.complete && element.naturalWidth > 0)).toBe(true)
  }
  await pictures.first().click()
  const viewer = other.getByRole('dialog', { name: text('chat:photo.viewer') })
  await expect(viewer).toBeVisible()
  await other.keyboard.press('ArrowRight')
  await expect(viewer.getByRole('button', { name: text('chat:photo.previous') })).toBeVisible()
  await other.keyboard.press('Escape')
  await expect(viewer).toHaveCount(0)
})

test('what is no picture is refused before it is sent', async ({ cell, open }) => {
  const [tari, umar] = await cell.people('Tari', 'Umar')
  const conversation = await cell.befriend(tari, umar)
  const page = await open(tari, { at: `/u/0/chats/${conversation}` })
  await attach(page, [{ name: 'lies.png', mimeType: 'image/png', buffer: Buffer.from('<script>alert(1)</script>') }])
  await composer(page).fill('A picture, they say')
  await page.getByRole('button', { name: text('chat:composer.send') }).click()
  await expect(page.getByRole('alert').filter({ hasText: text('errors:blobs.not_an_image') }).first()).toBeVisible()
})

test('a group is made, talks, gets a name, and is left', async ({ cell, open }) => {
  const [vera, wira, yani] = await cell.people('Vera', 'Wira', 'Yani')
  await cell.befriend(vera, wira)
  await cell.befriend(vera, yani)
  const one = await open(vera, { at: '/u/0/chats/new-group' })
  const other = await open(wira)
  await one.getByRole('checkbox', { name: wira.name }).check({ force: true })
  await one.getByRole('checkbox', { name: yani.name }).check({ force: true })
  await one.getByLabel(text('chat:group.name'), { exact: true }).fill('Market day')
  await one.getByRole('button', { name: text('chat:group.create', { count: 3 }) }).click()
  await expect(one.getByRole('heading', { name: 'Market day' })).toBeVisible()
  await say(one, 'Who brings the scales?')

  await chatRow(other, 'Market day').click()
  await expect(message(other, 'Who brings the scales?')).toBeVisible()
  await say(other, 'I do')
  await expect(message(one, 'I do')).toBeVisible()

  const page = await open(yani)
  await chatRow(page, 'Market day').click()
  await expect(message(page, 'Who brings the scales?')).toBeVisible()
  await page.getByRole('link', { name: text('chat:info.open') }).click()
  await page.getByRole('button', { name: text('chat:leave.title') }).click()
  await page.getByRole('dialog').getByRole('button', { name: text('chat:leave.confirm') }).click()
  await expect(log(one).getByText(pattern('chat:system.left'))).toBeVisible()
})

test('a message is recalled for everybody, answered and forwarded', async ({ cell, open }) => {
  const [zaki, alma, bayu] = await cell.people('Zaki', 'Alma', 'Bayu')
  const conversation = await cell.befriend(zaki, alma)
  const further = await cell.befriend(zaki, bayu)
  const one = await open(zaki, { at: `/u/0/chats/${conversation}` })
  const other = await open(alma, { at: `/u/0/chats/${conversation}` })
  await say(one, 'The secret is nutmeg')
  await say(one, 'The stew simmers for two hours')
  await expect(message(other, 'The secret is nutmeg')).toBeVisible()

  await choose(one, 'The secret is nutmeg', text('chat:menu.recall'))
  await expect(message(other, 'The secret is nutmeg')).toHaveCount(0)
  await expect(log(other).getByText(pattern('chat:system.recalled')).first()).toBeVisible()
  await expect(log(one).getByText(text('chat:system.recalled_by_me'))).toBeVisible()

  await choose(other, 'The stew simmers for two hours', text('chat:menu.reply'))
  await say(other, 'On low heat?')
  await expect(message(one, 'On low heat?')).toContainText('The stew simmers for two hours')

  await choose(one, 'On low heat?', text('chat:menu.forward'))
  const dialog = one.getByRole('dialog')
  await dialog.getByText(bayu.name).click()
  await dialog.getByRole('button', { name: text('chat:forward.send', { count: 1 }) }).click()
  await one.goto(`/u/0/chats/${further}`)
  await expect(message(one, 'On low heat?')).toContainText(text('chat:forwarded'))
})

test('without a connection everything stays readable, and what was written goes out once', async ({ cell, device }) => {
  const [cahya, dodi] = await cell.people('Cahya', 'Dodi')
  const conversation = await cell.befriend(cahya, dodi)
  await cell.send(dodi, conversation, 'Before the storm')
  const { page, context } = await device({ people: [cahya], at: `/u/0/chats/${conversation}` })
  await expect(message(page, 'Before the storm')).toBeVisible()

  await context.setOffline(true)
  await say(page, 'Written in the dark')
  await expect(message(page, 'Written in the dark').getByLabel(text('chat:state.sending'))).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: text('common:offline') })).toBeVisible()
  await cell.send(dodi, conversation, 'Are you all right?')

  await context.setOffline(false)
  await expect(message(page, 'Are you all right?')).toBeVisible()
  await expect(message(page, 'Written in the dark').getByLabel(text('chat:state.sent'))).toBeVisible()
  const history = await cell.call<{ messages: { body: { text?: string } }[] }>(
    'chat.history',
    { conversation, after: 0, limit: 100 },
    dodi.token,
  )
  const texts = history.messages.map(({ body }) => body.text).filter((words) => words !== undefined)
  expect(texts).toEqual(['Before the storm', 'Are you all right?', 'Written in the dark'])
  await expect.poll(() => sayings(page)).toEqual(texts)
})

test('what is loaded ahead may fail without a word', async ({ cell, device }) => {
  const [esti] = await cell.people('Esti')
  // A service worker that came first would have it at hand.
  const { page, context } = await device({ people: [esti], at: '/welcome', serviceWorkers: 'block' })
  await context.route('**/assets/QuickFind*', (route) => route.abort())
  const failed = page.waitForEvent('requestfailed', { predicate: (request) => request.url().includes('QuickFind') })
  await page.goto('/u/0/chats')
  await failed
  await page.getByRole('button', { name: text('chat:empty.invite') }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('a second device has what the first has: messages, drafts, what was read and recalled', async ({ cell, device, open }) => {
  const eni = await cell.register('Eni', 'eni.wulan', PASSWORD)
  const [fery] = await cell.people('Fery')
  const conversation = await cell.befriend(eni, fery)
  const at = `/u/0/chats/${conversation}`
  await cell.send(fery, conversation, 'First word')
  const laptop = await open(eni, { at })
  const { page: phone, context } = await device({ people: [await cell.signIn(eni, PASSWORD)], viewport: PHONE, hasTouch: true, at })
  await expect(message(phone, 'First word')).toBeVisible()

  await say(laptop, 'Said on the laptop')
  await expect(message(phone, 'Said on the laptop')).toBeVisible()
  await composer(laptop).fill('Half a thought')
  await laptop.getByRole('link', { name: text('common:nav.contacts') }).click()
  await expect(composer(phone)).toHaveValue('Half a thought')

  await phone.goto('/u/0/chats')
  await phone.close()
  await laptop.goto(at)
  await choose(laptop, 'Said on the laptop', text('chat:menu.recall'))
  await expect(message(laptop, 'Said on the laptop')).toHaveCount(0)
  await cell.send(fery, conversation, 'Said while the phone slept')
  await expect(message(laptop, 'Said while the phone slept')).toBeVisible()
  const again = await context.newPage()
  await again.goto(at)
  await expect(message(again, 'Said while the phone slept')).toBeVisible()
  await expect(message(again, 'Said on the laptop')).toHaveCount(0)
  await expect(log(again).getByText(text('chat:system.recalled_by_me'))).toBeVisible()
  await until('the phone knows what the laptop has read', async () => {
    const row = await cell.call<{ unread: number }>('chat.conversation', { conversation }, eni.token)
    return row.unread === 0 ? true : undefined
  })
})

test('who has many unread messages begins where they begin, sees how many, and can jump to the latest', async ({ cell, open }) => {
  const [gani, hesty] = await cell.people('Gani', 'Hesty')
  const conversation = await cell.befriend(gani, hesty)
  for (let number = 1; number <= 40; number += 1) await cell.send(hesty, conversation, `Page ${number} of a long story`)
  const page = await open(gani, { viewport: PHONE, hasTouch: true, at: `/u/0/chats/${conversation}` })
  await expect(message(page, 'Page 1 of')).toBeInViewport()
  await expect(message(page, 'Page 40 of')).not.toBeInViewport()
  await page.getByRole('button', { name: new RegExp(`^${text('chat:log.latest_none')}, \\d+`) }).click()
  await expect(message(page, 'Page 40 of')).toBeInViewport()
})

test('a photo is opened, and the original of an answer found, by keys alone', async ({ cell, open }) => {
  const [indah, joni] = await cell.people('Indah', 'Joni')
  const conversation = await cell.befriend(indah, joni)
  await sendPhotos(cell, joni, conversation, 'The old bridge', 1)
  const page = await open(indah, { at: `/u/0/chats/${conversation}` })
  await expect(message(page, 'The old bridge')).toBeVisible()
  await composer(page).press('ArrowUp')
  await expect(message(page, 'The old bridge')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: text('chat:menu.photos', { count: 1 }) }).press('Enter')
  await expect(page.getByRole('dialog', { name: text('chat:photo.viewer') })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(message(page, 'The old bridge')).toBeFocused()
  await page.keyboard.press('r')
  await page.keyboard.type('It still stands')
  await page.keyboard.press('Enter')
  await expect(message(page, 'It still stands').getByLabel(text('chat:state.sent'))).toBeVisible()
  await composer(page).press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: text('chat:menu.answered') }).press('Enter')
  await expect(message(page, 'The old bridge').first()).toBeFocused()
})
