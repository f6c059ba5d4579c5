import { heard, hearing, size } from '../support/mini-events.ts'
import { expect, test } from '../support/mini.ts'

const PATH = { path: 'pages/fields/fields' }

test('input: events in order, with value, cursor and key', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  const placeholder = frame.locator('#plain .sapa-placeholder')
  await expect(placeholder).toHaveText('hint')
  await expect(placeholder).toHaveCSS('color', 'rgb(1, 2, 3)')
  await expect(placeholder).toHaveCSS('font-style', 'italic')
  await frame.locator('#plain input').click()
  await hearing(running, 'plain', 'focus', { value: '', height: 0 })
  await page.keyboard.press('a')
  await hearing(running, 'plain', 'input', { value: 'a', cursor: 1, keyCode: 65 })
  await expect(placeholder).toBeHidden()
  await page.keyboard.press('Enter')
  await hearing(running, 'plain', 'confirm', { value: 'a' })
  await hearing(running, 'plain', 'blur', { value: 'a', cursor: 1 })
})

test('input: kinds, length, confirm, what is disabled', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  const property = (id: string, name: string) => frame.locator(`#${id} input`).evaluate((input, name) => (input as unknown as Record<string, unknown>)[name], name)
  // 140 letters unless the program says otherwise: typed ones, not those that it sets.
  expect(await property('plain', 'maxLength')).toBe(140)
  expect(String(await property('long', 'value'))).toHaveLength(200)
  await frame.locator('#short input').click()
  await page.keyboard.type('abcdef')
  await expect(frame.locator('#short input')).toHaveValue('abc')
  expect([await property('secret', 'type'), await property('number', 'inputMode'), await property('digit', 'inputMode'), await property('phone', 'inputMode')]).toEqual(['password', 'numeric', 'decimal', 'tel'])

  expect(await property('search', 'enterKeyHint')).toBe('search')
  await frame.locator('#search input').click()
  await page.keyboard.press('Enter')
  await hearing(running, 'search', 'confirm', { value: '' })
  await expect(frame.locator('#search input')).toBeFocused()

  await expect(frame.locator('#dead input')).toBeDisabled()
  await frame.locator('#dead').click()
  await hearing(running, 'dead', 'tap')

  await frame.locator('#replaced input').click()
  await page.keyboard.type('1a2b')
  await expect(frame.locator('#replaced input')).toHaveValue('12')
  await frame.locator('#controlled input').click()
  await page.keyboard.type('xyz')
  await expect(frame.locator('#controlled input')).toHaveValue('xy')
})

test('input: focus, cursor and selection by the program', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  const selection = (id: string) => frame.locator(`#${id} input`).evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd])
  await frame.locator('#focus-cursor').click()
  await expect(frame.locator('#cursor input')).toBeFocused()
  expect(await selection('cursor')).toEqual([2, 2])
  await frame.locator('#focus-chosen').click()
  await expect(frame.locator('#chosen input')).toBeFocused()
  expect(await selection('chosen')).toEqual([1, 4])
  await hearing(running, 'cursor', 'blur', { value: 'abcdef', cursor: 2 })
})

test('textarea: its size, lines, growth', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  expect(await size(frame.locator('#default'))).toEqual([300, 150])
  await frame.locator('#area textarea').click()
  await page.keyboard.type('one')
  await page.keyboard.press('Enter')
  await page.keyboard.type('two')
  await hearing(running, 'area', 'input', { value: 'one\ntwo', cursor: 7, keyCode: 79 })
  const lines = (await heard(running, 'area', 'linechange')) as { lineCount: number; height: number; heightRpx: number }[]
  expect(lines.at(-1)!.lineCount).toBe(2)
  expect(Math.abs(lines.at(-1)!.heightRpx - (lines.at(-1)!.height * 750) / 390)).toBeLessThan(0.01)
  const [, before] = await size(frame.locator('#grows'))
  await frame.locator('#tall').click()
  await expect.poll(async () => Math.round((await size(frame.locator('#grows')))[1]! / before!)).toBe(4)
})
