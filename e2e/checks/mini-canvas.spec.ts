import { box, heard, hearing, seen, size } from '../support/mini-events.ts'
import { expect, test } from '../support/mini.ts'

const PATH = { path: 'pages/canvas/canvas' }

test('canvas 2d: drawn in the Worker, pictures too', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  expect(await size(frame.locator('#default'))).toEqual([300, 150])
  await hearing(running, 'two', 'drawn', [true, true, true])
  await hearing(running, 'two', 'gone', true)
  await hearing(running, 'two', 'frame', 'number')
  expect(await seen(running, 'two', 20, 30)).toEqual([255, 0, 0])
  expect(await seen(running, 'two', 75, 30)).toEqual([0, 170, 0])
  expect(String((await hearing(running, 'two', 'file'))['detail'])).toMatch(/^tmp\.png:\d+$/)

  const [x, y] = await box(frame.locator('#two'))
  await running.page.mouse.click(x! + 12, y! + 34)
  await hearing(running, 'two', 'touchstart', [12, 34])
})

test('canvas-id: the old calls draw when they are told to', async ({ run }) => {
  const running = await run('components', PATH)
  await hearing(running, 'old-one', 'measured', true)
  await hearing(running, 'old-one', 'pixels', [80, 40, 80 * 40 * 4, 0, 0, 255, 255])
  expect(await seen(running, 'old-one', 20, 30)).toEqual([0, 0, 255])
  expect(await seen(running, 'old-one', 60, 10)).toEqual([0, 170, 0])
  await running.frame.locator('#again').click()
  expect(String((await hearing(running, 'old-one', 'file'))['detail'])).toMatch(/^tmp\.jpg:\d+$/)
  // With `reserve`, what was there stays.
  expect(await seen(running, 'old-one', 20, 30)).toEqual([0, 255, 0])
  expect(await seen(running, 'old-one', 20, 10)).toEqual([0, 0, 255])
  expect(await heard(running, 'old-one', 'failed')).toEqual([])
})
