import type { Page } from '@playwright/test'

import { attach, chatRow, composer, message } from '../support/chat.ts'
import { picture } from '../support/png.ts'
import { expect, PHONE, test } from '../support/test.ts'
import { text } from '../support/text.ts'

const MOST_TAPS = 3

/** Counts what a finger does on the page; the system's own dialogs are not the page's. */
async function countTaps(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const state = window as unknown as { taps: number }
    state.taps = 0
    window.addEventListener('click', (event) => (state.taps += event.isTrusted && event.detail > 0 ? 1 : 0), true)
  })
  return () => page.evaluate(() => (window as unknown as { taps: number }).taps)
}

test('a message, a photo and a new friend take at most three taps', async ({ cell, open }) => {
  const [ika, jaya, kemal] = await cell.people('Ika', 'Jaya', 'Kemal')
  await cell.befriend(ika, jaya)
  const page = await open(ika, { viewport: PHONE, hasTouch: true, isMobile: true })
  await expect(chatRow(page, jaya.name)).toBeVisible()

  let taps = await countTaps(page)
  await chatRow(page, jaya.name).tap()
  await composer(page).tap()
  await composer(page).fill('Three taps')
  await page.getByRole('button', { name: text('chat:composer.send') }).tap()
  await expect(message(page, 'Three taps')).toBeVisible()
  expect(await taps(), 'a message').toBeLessThanOrEqual(MOST_TAPS)

  await page.goto('/u/0/chats')
  taps = await countTaps(page)
  await chatRow(page, jaya.name).tap()
  await attach(page, [{ name: 'a.png', mimeType: 'image/png', buffer: picture(300, 200) }])
  await expect(page.getByRole('list', { name: text('chat:attach.chosen') })).toBeVisible()
  await page.getByRole('button', { name: text('chat:composer.send') }).tap()
  await expect(page.getByRole('button', { name: text('chat:photo.open', { index: 1, count: 1 }) })).toBeVisible()
  expect(await taps(), 'a photo').toBeLessThanOrEqual(MOST_TAPS)

  await page.goto('/u/0/chats')
  taps = await countTaps(page)
  await page.getByRole('button', { name: text('chat:new.label') }).tap()
  await page.getByRole('menuitem', { name: text('chat:new.friend') }).tap()
  await page.getByLabel(text('contacts:find.handle'), { exact: true }).fill(kemal.handle)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: text('contacts:ask') }).tap()
  await expect(page.getByText(text('contacts:relation.request_sent'))).toBeVisible()
  expect(await taps(), 'a new friend').toBeLessThanOrEqual(MOST_TAPS)
})
