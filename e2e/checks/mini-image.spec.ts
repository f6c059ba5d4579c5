import { heard, hearing, seen, size } from '../support/mini-events.ts'
import { expect, test } from '../support/mini.ts'

const PATH = { path: 'pages/image/image' }
const GREEN = [0, 170, 0]
const BLUE = [0, 0, 255]

// The picture is 200 by 100 and green all over; the element is 100 by 100 and blue where no picture is.
test('image: each mode shows what it should', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  expect(await size(frame.locator('#none'))).toEqual([320, 240])
  for (const id of ['scaleToFill', 'aspectFit', 'aspectFill', 'center', 'top', 'bottom', 'left']) await hearing(running, id, 'load', { width: 200, height: 100 })
  const places: Record<string, [number, number, number[]][]> = {
    scaleToFill: [[2, 2, GREEN], [97, 97, GREEN]],
    aspectFit: [[50, 10, BLUE], [50, 30, GREEN], [2, 50, GREEN], [50, 90, BLUE]],
    aspectFill: [[2, 2, GREEN], [97, 97, GREEN]],
    center: [[2, 2, GREEN], [97, 97, GREEN]],
  }
  for (const [id, list] of Object.entries(places)) for (const [x, y, color] of list) expect([id, x, y, await seen(running, id, x, y)]).toEqual([id, x, y, color])
  for (const [id, at] of [['corner', '0% 0%'], ['right', '100% 100%'], ['top', '50% 0%'], ['bottom', '50% 100%'], ['left', '0% 50%'], ['center', '50% 50%']] as const) {
    await expect(frame.locator(`#${id} img`)).toHaveCSS('object-fit', 'none')
    await expect(frame.locator(`#${id} img`)).toHaveCSS('object-position', at)
  }
  expect(await size(frame.locator('#width'))).toEqual([90, 45])
  expect(await size(frame.locator('#height'))).toEqual([60, 30])
})

test('image: from the package, from data, never from a document; late when it may', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  await hearing(running, 'relative', 'load', { width: 200, height: 100 })
  await hearing(running, 'data', 'load', { width: 1, height: 1 })
  await hearing(running, 'gone', 'error')
  await hearing(running, 'evil', 'error')
  expect(await heard(running, 'late')).toEqual([])
  await frame.locator('#late').scrollIntoViewIfNeeded()
  await hearing(running, 'late', 'error')
  expect(running.server.strangers.filter((url) => url.includes('gone'))).toEqual([])
})
