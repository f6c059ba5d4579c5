import { box, drag, fingers, heard, hearing, size } from '../support/mini-events.ts'
import { expect, test } from '../support/mini.ts'

const PATH = { path: 'pages/scrolling/scrolling' }

test('scroll-view: places, events and ends', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  const down = frame.locator('#down')
  const top = () => down.evaluate((element) => element.scrollTop)
  expect(await size(down)).toEqual([390, 100])
  await frame.locator('#top').click()
  await expect.poll(top).toBe(123)
  await hearing(running, 'down', 'scroll', { scrollLeft: 0, scrollTop: 123, scrollWidth: 390, scrollHeight: 1000, deltaX: 0, deltaY: -123 })
  await frame.locator('#into').click()
  await expect.poll(top).toBe(350)
  await down.evaluate((element) => { element.scrollTop = 890 })
  await hearing(running, 'down', 'scrolltolower', { direction: 'bottom' })
  await down.evaluate((element) => { element.scrollTop = 5 })
  await hearing(running, 'down', 'scrolltoupper', { direction: 'top' })
  expect([(await heard(running, 'down', 'scrolltolower')).length, (await heard(running, 'down', 'scrolltoupper')).length]).toEqual([1, 1])

  const across = frame.locator('#across')
  expect(await across.evaluate((element) => [element.scrollLeft, element.scrollWidth, getComputedStyle(element).display])).toEqual([30, 1200, 'flex'])
  await across.evaluate((element) => { element.scrollLeft = 1100 })
  await hearing(running, 'across', 'scrolltolower', { direction: 'right' })
  await expect(frame.locator('#still')).toHaveCSS('overflow-y', 'hidden')
})

test('scroll-view: is pulled to refresh', async ({ run }) => {
  const running = await run('components', { ...PATH, touch: true })
  const [x, y] = await box(running.frame.locator('#fresh'))
  const path = (length: number) => Array.from({ length: 8 }, (_, step) => [{ x: x! + 100, y: y! + 5 + (step * length) / 7 }])
  await fingers(running, path(40))
  await hearing(running, 'fresh', 'refresherabort')
  await fingers(running, path(120))
  await hearing(running, 'fresh', 'refresherrefresh')
  await hearing(running, 'fresh', 'refresherrestore')
  expect((await heard(running, 'fresh', 'refresherpulling')).length).toBeGreaterThan(2)
})

test('swiper: one after the other, by hand and by the program', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  const plain = frame.locator('#plain')
  await plain.scrollIntoViewIfNeeded()
  expect(await size(plain)).toEqual([390, 150])
  await expect(plain.locator('.sapa-swiper-dots > i')).toHaveCount(4)
  await expect(plain.locator('.sapa-swiper-dots > i.on')).toHaveCSS('background-color', 'rgb(1, 2, 3)')
  await drag(running, plain, -180, 0)
  await hearing(running, 'plain', 'change', { current: 1, currentItemId: 'item-1', source: 'touch' })
  await hearing(running, 'plain', 'animationfinish', { current: 1, currentItemId: 'item-1', source: 'touch' })
  expect((await heard(running, 'plain', 'transition')).length).toBeGreaterThan(1)
  expect((await box(frame.locator('#item-1')))[0]).toBe((await box(plain))[0])
  await frame.locator('#third').click()
  await hearing(running, 'plain', 'change', { current: 2, currentItemId: 'item-2', source: '' })

  await drag(running, frame.locator('#ring'), -180, 0)
  await hearing(running, 'ring', 'change', { current: 0, currentItemId: '', source: 'touch' })
  await drag(running, frame.locator('#tall'), 0, -38)
  await hearing(running, 'tall', 'change', { current: 1, currentItemId: '', source: 'touch' })
  expect(await size(frame.locator('#many wx-swiper-item').first())).toEqual([170, 150])
  await frame.locator('#auto-on').click()
  await frame.locator('#auto').scrollIntoViewIfNeeded()
  await hearing(running, 'auto', 'change', { current: 2, currentItemId: '', source: 'autoplay' })
  await hearing(running, 'auto', 'change', { current: 0, currentItemId: '', source: 'autoplay' })
})
