import { chatRow, message } from '../support/chat.ts'
import { Cell } from '../support/cell.ts'
import { within } from '../support/limit.ts'
import { settled } from '../support/settled.ts'
import { expect, PHONE, test } from '../support/test.ts'

const LIMIT_MS = 500
const TRIES = 5

test('without a server the app opens from its own store', async ({ browser }) => {
  const cell = await Cell.start()
  const context = await browser.newContext({ baseURL: cell.url, viewport: PHONE })
  try {
    await cell.setUp()
    const names = Array.from({ length: 30 }, (_, index) => `Friend ${index + 1}`)
    const [lili, ...friends] = await cell.people('Lili', ...names)
    if (lili === undefined) throw new Error('somebody was made')
    let conversation = ''
    for (const friend of friends) {
      conversation = await cell.befriend(lili, friend)
      await cell.send(friend, conversation, `Greetings from ${friend.name}`)
    }
    await context.addCookies([{ name: 'sapa_session_0', value: lili.token, url: cell.url, httpOnly: true }])
    const first = await context.newPage()
    await first.goto(`/u/0/chats/${conversation}`)
    await settled(first)
    await first.goto('/u/0/chats')
    await expect(chatRow(first, 'Greetings from Friend 30')).toBeVisible()
    // The service worker holds the app's files once it is in charge of the page.
    await first.evaluate(() => navigator.serviceWorker.ready)
    await first.reload()
    await first.waitForFunction(() => navigator.serviceWorker.controller !== null)
    // The list was loaded whole on the first visit, which lets go of messages paged in before it; this one keeps them.
    await first.goto(`/u/0/chats/${conversation}`)
    await settled(first)
    await expect(message(first, 'Greetings from Friend 30')).toBeVisible()
    await first.goto('/u/0/chats')
    await expect(chatRow(first, 'Greetings from Friend 30')).toBeVisible()
    await first.close()
    await cell.stop()

    const times: number[] = []
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const page = await context.newPage()
      await page.addInitScript(() => {
        const state = window as unknown as { shownAt?: number }
        const look = () => {
          if (document.body?.textContent?.includes('Greetings from Friend 30')) state.shownAt = performance.now()
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      })
      await page.goto('/u/0/chats')
      await page.waitForFunction(() => (window as unknown as { shownAt?: number }).shownAt !== undefined)
      times.push(Math.round(await page.evaluate(() => (window as unknown as { shownAt: number }).shownAt)))
      if (attempt === TRIES - 1) {
        await page.goto(`/u/0/chats/${conversation}`)
        await expect(message(page, 'Greetings from Friend 30')).toBeVisible()
      }
      await page.close()
    }
    const median = times.toSorted((one, other) => one - other)[Math.floor(TRIES / 2)] ?? Infinity
    console.log(`opened offline in ${times.join(', ')} ms`)
    within('opened from its own store', median, LIMIT_MS)
  } finally {
    await context.close()
    await cell.remove()
  }
})
