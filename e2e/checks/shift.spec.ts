import type { Page } from '@playwright/test'

import { composer, log, message } from '../support/chat.ts'
import { sendPhotos } from '../support/screens.ts'
import { settled } from '../support/settled.ts'
import { DESKTOP, expect, PHONE, test } from '../support/test.ts'

const LIMIT = 0.02

/** Sums up the layout shifts of the page from its first moment, as the browser's own metric does. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const state = window as unknown as { shifted: number }
    state.shifted = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) state.shifted += entry.value
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () => page.evaluate(() => (window as unknown as { shifted: number }).shifted)
}

for (const [form, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  test(`opening and receiving moves nothing that stands: ${form}`, async ({ cell, device }) => {
    const [galih, hesti] = await cell.people('Galih', 'Hesti')
    const conversation = await cell.befriend(galih, hesti)
    for (let number = 0; number < 40; number += 1) {
      await cell.send(number % 3 ? galih : hesti, conversation, `Message ${number} of a morning with a lot to say about the weather.`)
      if (number % 10 === 5) await sendPhotos(cell, hesti, conversation, 'From above', (number % 4) + 1)
    }
    const { page } = await device({ viewport, people: [galih], at: '/u/0/chats' })
    await settled(page)
    const shifted = await watchShifts(page)
    const measured: Record<string, number> = {}

    for (const path of ['/u/0/chats', `/u/0/chats/${conversation}`, '/u/0/contacts', '/u/0/me', '/u/0/me/profile']) {
      await page.goto('about:blank')
      await page.goto(path)
      await settled(page)
      measured[path.replace(conversation, '…')] = await shifted()
    }

    await page.goto(`/u/0/chats/${conversation}`)
    await settled(page)
    const before = await shifted()
    await sendPhotos(cell, hesti, conversation, 'Pictures arrive', 2)
    await expect(message(page, 'Pictures arrive')).toBeVisible()
    await settled(page)
    measured['receiving pictures'] = (await shifted()) - before

    await log(page).hover()
    // One turn of the wheel a frame, as a person scrolls: many screens within one frame are a jump, not a shift.
    for (let turn = 0; turn < 40; turn += 1) {
      await page.mouse.wheel(0, -240)
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    }
    await expect(message(page, 'Message 0 of')).toHaveCount(1)
    await settled(page)
    await composer(page).fill('Words')
    measured['history above'] = (await shifted()) - before
    // The measure itself is measured: something that does push the page down has to show.
    await page.evaluate(() => {
      const intruder = document.createElement('div')
      intruder.style.height = '200px'
      document.getElementById('root')?.prepend(intruder)
    })
    await expect.poll(shifted).toBeGreaterThan(before + LIMIT)
    console.log(form, JSON.stringify(measured))
    for (const [what, value] of Object.entries(measured)) expect(value, what).toBeLessThanOrEqual(LIMIT)
  })
}
