import { box, heard, hearing, size } from '../support/mini-events.ts'
import { expect, said, test } from '../support/mini.ts'

const PATH = { path: 'pages/covers/covers' }

test('root-portal, match-media and cover views', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  // Out of what would clip and move it.
  expect(await box(frame.locator('#out'))).toEqual([7, 300, 100, 100])
  await frame.locator('#out').click()
  await hearing(running, 'out', 'tap')
  expect(await frame.locator('#clip #stays').count()).toBe(1)
  expect(await frame.locator('#clip #out').count()).toBe(0)

  await expect(frame.locator('#narrow')).toBeVisible()
  await expect(frame.locator('#broad')).toBeHidden()
  await expect(frame.locator('#landscape')).toBeHidden()
  await page.setViewportSize({ width: 900, height: 600 })
  await expect(frame.locator('#narrow')).toBeHidden()
  await expect(frame.locator('#broad')).toBeVisible()
  await expect(frame.locator('#landscape')).toBeVisible()

  expect(await size(frame.locator('#cover-image'))).toEqual([40, 20])
  await hearing(running, 'cover-image', 'load', { width: 200, height: 100 })
  await expect(frame.locator('#cover')).toHaveCSS('white-space', 'nowrap')
  await frame.locator('#cover').click()
  await hearing(running, 'cover', 'tap')
})

test('page-container: comes and goes, by its overlay, Escape and the way back', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  const contained = frame.locator('#contained')
  const events = async () => (await said(running)).filter(({ id }) => id === 'container').map(({ type }) => type)
  await expect(contained).toBeHidden()
  await frame.locator('#show').click()
  await hearing(running, 'container', 'afterenter')
  expect(await events()).toEqual(['beforeenter', 'enter', 'afterenter'])
  expect(await box(contained)).toEqual([0, 580, 390, 120])
  await expect(frame.locator('.sapa-container-overlay')).toHaveCSS('background-color', 'rgba(1, 2, 3, 0.5)')
  await frame.locator('.sapa-container-overlay').click({ position: { x: 10, y: 10 } })
  await hearing(running, 'container', 'afterleave')
  await expect(contained).toBeHidden()
  expect((await events()).slice(3)).toEqual(['clickoverlay', 'beforeleave', 'leave', 'afterleave'])

  await frame.locator('#show').click()
  await expect.poll(async () => (await heard(running, 'container', 'afterenter')).length).toBe(2)
  await page.evaluate(() => (window as unknown as { program: { back(): void } }).program.back())
  await expect.poll(async () => (await heard(running, 'container', 'afterleave')).length).toBe(2)
  expect((await running.notes()).chrome.at(-1)).toMatchObject({ depth: 1, path: 'pages/covers/covers' })
})

test('what is only held shows its children; what is not here shows nothing; tags of browsers mean nothing', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  for (const id of ['shared', 'shot', 'accessory', 'grid']) await expect(frame.locator(`#${id}`)).toBeVisible()
  for (const id of ['open-data', 'ad', 'official']) await expect(frame.locator(`#${id}`)).toBeHidden()
  const tags = await frame.locator('#frame, #script, #object, #unknown, #live, #camera, #voip').evaluateAll((elements) => elements.map((one) => [one.localName, one.attributes.length, one.namespaceURI === 'http://www.w3.org/1999/xhtml']))
  expect(tags).toEqual(['iframe', 'script', 'object', 'marquee', 'live-player', 'camera', 'voip-room'].map((tag) => [`wx-${tag}`, 1, true]))
  expect(await running.inFrame(() => document.querySelectorAll('iframe, object, embed').length, undefined)).toBe(0)
})

test('map: a sheet with markers that can be pressed and heard', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  const map = frame.locator('#map')
  expect(await size(map)).toEqual([300, 150])
  await expect(frame.getByRole('group', { name: 'Map: 6.1754° S, 106.8272° E' })).toBeVisible()
  const markers = map.locator('.sapa-marker')
  await expect(markers).toHaveCount(2)
  await frame.getByRole('button', { name: 'Gambir' }).focus()
  await running.page.keyboard.press('Enter')
  await hearing(running, 'map', 'markertap', { markerId: 8 })
  // 0.0027 degrees at scale 16 are 126 pixels.
  const [one, other] = [await box(markers.nth(0)), await box(markers.nth(1))]
  expect(Math.abs(other[0]! - one[0]! - 126)).toBeLessThanOrEqual(1)
  await hearing(running, 'map', 'center', { latitude: -6.1754, longitude: 106.8272, errMsg: 'getCenterLocation:ok' })
  await hearing(running, 'map', 'region', [true, true, true])
  await expect(frame.locator('#on-map')).toBeVisible()
})
