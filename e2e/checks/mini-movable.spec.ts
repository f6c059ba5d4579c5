import { box, drag, fingers, heard, hearing, size } from '../support/mini-events.ts'
import { expect, test } from '../support/mini.ts'

const PATH = { path: 'pages/movable/movable' }
type Change = { x: number; y: number; source: string }

test('movable-view: stands, moves and stays within its area', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  const [left, top] = await box(frame.locator('#area'))
  const free = frame.locator('#free')
  expect(await box(free)).toEqual([left! + 20, top! + 10, 50, 40])
  // Without a size of their own, area and view are 10 pixels wide and high.
  expect(await size(frame.locator('#small'))).toEqual([10, 10])
  // One that is larger than its area moves until its other edge shows.
  expect((await box(frame.locator('#wide')))[0]).toBe(left! - 60)

  await frame.locator('#in-free').click()
  await hearing(running, 'in-free', 'tap')
  await drag(running, free, 40, 30)
  expect(await box(free)).toEqual([left! + 60, top! + 40, 50, 40])
  await hearing(running, 'free', 'change', { x: 60, y: 40, source: 'touch' })
  expect((await heard(running, 'free', 'htouchmove')).length).toBeGreaterThan(0)
  expect(await heard(running, 'free', 'vtouchmove')).toEqual([])
  await drag(running, free, 250, 250)
  expect(await box(free)).toEqual([left! + 150, top! + 110, 50, 40])

  await drag(running, frame.locator('#flat'), 30, 20)
  await hearing(running, 'flat', 'change', { x: 30, y: 0, source: 'touch' })

  await drag(running, frame.locator('#stuck'), 30, 10)
  expect(await heard(running, 'stuck')).toEqual([])

  await frame.locator('#free').focus()
  await page.keyboard.press('ArrowLeft')
  await hearing(running, 'free', 'change', { x: 140, y: 110, source: 'touch' })
})

test('movable-view: beyond the edge and back', async ({ run }) => {
  const running = await run('components', PATH)
  const far = running.frame.locator('#far')
  const [left] = await box(far)
  await drag(running, far, 200, 0)
  await hearing(running, 'far', 'change', { x: 150, y: 0, source: 'out-of-bounds' })
  const changes = (await heard(running, 'far', 'change')) as Change[]
  expect(changes.some(({ source, x }) => source === 'touch-out-of-bounds' && x > 150)).toBe(true)
  expect((await box(far))[0]).toBe(left! + 150)
})

test('movable-view: where the program puts it', async ({ run }) => {
  const running = await run('components', PATH)
  const told = running.frame.locator('#told')
  const [left] = await box(told)
  await running.frame.locator('#go').click()
  await hearing(running, 'told', 'change', { x: 250, y: 0, source: '' })
  expect(await heard(running, 'told', 'change')).toHaveLength(1)
  expect((await box(told))[0]).toBe(left! + 250)
})

test('movable-view: two fingers scale it', async ({ run }) => {
  const running = await run('components', { ...PATH, touch: true })
  const scaled = running.frame.locator('#scaled')
  await scaled.scrollIntoViewIfNeeded()
  const [x, y] = await box(scaled)
  const pair = (distance: number) => [{ x: x! + 50 - distance / 2, y: y! + 30 }, { x: x! + 50 + distance / 2, y: y! + 30 }]
  await fingers(running, [pair(40), pair(50), pair(60)])
  await hearing(running, 'scaled', 'scale', { x: 25, y: 15, scale: 1.5 })
  expect(await size(scaled)).toEqual([150, 90])
  await fingers(running, [pair(20), pair(60), pair(80)])
  await expect.poll(() => size(scaled)).toEqual([200, 120])
})
