import { heard, hearing, size } from '../support/mini-events.ts'
import { expect, said, test } from '../support/mini.ts'

const PATH = { path: 'pages/controls/controls' }

test('checkbox, radio and switch: sizes, labels, what is disabled', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  expect(await size(frame.locator('#a input'))).toEqual([23, 23])
  expect(await size(frame.locator('#x input'))).toEqual([23, 23])
  expect(await size(frame.locator('#on input'))).toEqual([52, 32])
  expect(await size(frame.locator('#box input'))).toEqual([23, 23])

  await frame.locator('#label-a').click()
  await hearing(running, 'boxes', 'change', { value: ['a', 'b', 'c'] })
  await frame.locator('#label-b').click()
  await hearing(running, 'boxes', 'change', { value: ['a', 'c'] })
  await frame.locator('#c').click({ force: true })
  expect(await heard(running, 'boxes')).toHaveLength(2)

  await frame.locator('#y').click()
  await hearing(running, 'radios', 'change', { value: 'y' })
  await expect(frame.locator('#x input')).not.toBeChecked()
  await frame.locator('#y').click()
  await frame.locator('#label-z').click()
  expect(await heard(running, 'radios')).toEqual([{ value: 'y' }])

  await frame.locator('#on').click()
  await hearing(running, 'on', 'change', { value: false })
  await frame.locator('#box').click()
  await hearing(running, 'box', 'change', { value: true })
  await frame.locator('#off').click({ force: true })
  expect(await heard(running, 'off')).toEqual([])
  await frame.locator('#two-ways').click()
  await expect(frame.locator('#two')).toHaveText('true')
})

test('a press on a button within a label is one press', async ({ run }) => {
  const running = await run('components', PATH)
  await running.frame.locator('#in-label').click()
  await hearing(running, 'label-button', 'tap')
  expect((await said(running)).map(({ id, type }) => `${String(id)} ${String(type)}`)).toEqual(['in-label tap', 'label-button tap'])
})

test('form: what has a name is sent, and reset to what it was', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  const initial = { on: true, many: 20, text: 't', area: 'a', boxes: ['a'], radio: 'y', picked: 1, date: '' }
  const submitted = async (): Promise<unknown> => ((await heard(running, 'form', 'submit')).at(-1) as { value: unknown } | undefined)?.value
  await frame.locator('#submit').click()
  await expect.poll(submitted).toEqual(initial)

  await frame.locator('#form wx-switch').click()
  await frame.locator('#form wx-slider').focus()
  await page.keyboard.press('End')
  await frame.locator('#form wx-input input').first().fill('other')
  await frame.locator('#form textarea').fill('more')
  await frame.locator('#fb').click()
  await frame.locator('#fx').click()
  await frame.locator('#submit').click()
  await expect.poll(submitted).toEqual({ ...initial, on: false, many: 100, text: 'other', area: 'more', boxes: ['a', 'b'], radio: 'x' })
  await frame.locator('#reset').click()
  await hearing(running, 'form', 'reset')
  await frame.locator('#submit').click()
  await expect.poll(submitted).toEqual(initial)
})
