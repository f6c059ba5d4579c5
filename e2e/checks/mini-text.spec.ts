import { box, heard, hearing, size } from '../support/mini-events.ts'
import { expect, said, test } from '../support/mini.ts'

const PATH = { path: 'pages/text/text' }

test('text: entities, spaces, lines', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  const text = (id: string) => frame.locator(`#${id}`).evaluate((element) => element.textContent)
  expect(await text('decoded')).toBe("<a\u00a0b> &'")
  expect([await text('nbsp'), await text('ensp'), await text('emsp')]).toEqual(['a\u00a0\u00a0b', 'a\u2002b', 'a\u2003b'])
  // Line feeds in data are lines, also empty ones.
  const [, , , four] = await box(frame.locator('#lines'))
  const [, , , one] = await box(frame.locator('#inner-text'))
  expect(Math.round(four! / one!)).toBe(4)
  expect(await size(frame.locator('#two-lines'))).toEqual([60, 40])
  await expect(frame.locator('#selectable')).toHaveCSS('user-select', 'text')
  await expect(frame.locator('#raw')).toHaveCSS('user-select', 'none')
  await expect(frame.locator('#inner-text')).toHaveCSS('color', 'rgb(1, 2, 3)')
})

test('view: hover-class while it is pressed, not above where it stops; hidden', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  const red = 'rgb(255, 0, 0)'
  await frame.locator('#within').hover()
  await page.mouse.down()
  await expect(frame.locator('#within')).toHaveCSS('background-color', red)
  await expect(frame.locator('#outer')).not.toHaveCSS('background-color', red)
  await page.mouse.up()
  await expect(frame.locator('#within')).not.toHaveCSS('background-color', red)
  await frame.locator('#beside').hover()
  await page.mouse.down()
  await expect(frame.locator('#outer')).toHaveCSS('background-color', red)
  await page.mouse.up()
  await expect(frame.locator('#outer')).not.toHaveCSS('background-color', red)
  await expect(frame.locator('#hidden')).toBeHidden()
  await expect(frame.locator('#shown')).toBeVisible()
})

test('icon and progress', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  expect(await size(frame.locator('#icon'))).toEqual([23, 23])
  expect(await size(frame.locator('#large'))).toEqual([40, 40])
  expect(await size(frame.locator('#rpx'))).toEqual([39, 39])
  await expect(frame.locator('#icon svg')).toHaveCSS('fill', 'rgb(7, 193, 96)')
  await expect(frame.locator('#large svg')).toHaveCSS('fill', 'rgb(1, 2, 3)')

  expect(await size(frame.locator('#progress .sapa-progress-bar'))).toEqual([200, 6])
  expect(await size(frame.locator('#progress .sapa-progress-fill'))).toEqual([80, 6])
  const styled = frame.locator('#styled')
  await expect(styled).toContainText('25%')
  await expect(styled).toHaveAttribute('aria-valuenow', '25')
  expect((await size(styled.locator('.sapa-progress-bar')))[1]).toBe(12)
  await expect(styled.locator('.sapa-progress-bar')).toHaveCSS('background-color', 'rgb(4, 5, 6)')
  await expect(styled.locator('.sapa-progress-fill')).toHaveCSS('background-color', 'rgb(1, 2, 3)')
  await hearing(running, 'styled', 'activeend', { curPercent: 25 })
  await frame.locator('#more').click()
  await hearing(running, 'styled', 'activeend', { curPercent: 75 })
})

test('rich-text: nodes and markup by the same rules', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  const nodes = frame.locator('#nodes')
  expect(await nodes.evaluate((element) => element.textContent)).toBe('Hello\u00a0World')
  expect((await size(nodes))[1]).toBe(60)
  await expect(nodes.locator('div')).toHaveCSS('color', 'rgb(1, 2, 3)')
  await nodes.click()
  await hearing(running, 'nodes', 'tap')
  const html = await frame.locator('#html').evaluate((element) => [element.textContent, [...element.querySelectorAll('*')].map((one) => one.localName)])
  expect(html).toEqual(['a <b>x', ['div', 'h2']])
})

test('button: sizes, kinds, disabled', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  const button = frame.locator('#default')
  expect(await size(button)).toEqual([390, 46])
  await expect(button).toHaveCSS('font-size', '18px')
  await expect(button).toHaveCSS('border-radius', '5px')
  await expect(button).toHaveCSS('background-color', 'rgb(248, 248, 248)')
  expect((await size(frame.locator('#mini')))[1]).toBe(30)
  await expect(frame.locator('#mini')).toHaveCSS('background-color', 'rgb(7, 193, 96)')
  await expect(frame.locator('#plain')).toHaveCSS('border-top-color', 'rgb(230, 67, 64)')
  await expect(frame.locator('#disabled')).toHaveAttribute('aria-disabled', 'true')
  await frame.locator('#disabled').click({ force: true })
  await frame.locator('#more').click()
  await hearing(running, 'styled', 'activeend', { curPercent: 75 })
  expect(await heard(running, 'disabled')).toEqual([])
  expect(await frame.locator('#loading').evaluate((element) => getComputedStyle(element, '::before').animationName)).toBe('sapa-turn')
})

test('navigator: there, nowhere and back', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  await expect(frame.locator('#there')).toHaveAttribute('role', 'link')
  await frame.locator('#nowhere').click()
  await hearing(running, 'nowhere', 'fail')
  await frame.locator('#there').click()
  await hearing(running, 'there', 'complete')
  expect((await running.notes()).chrome.at(-1)).toMatchObject({ depth: 2, path: 'pages/image/image' })
  await frame.locator('#back').scrollIntoViewIfNeeded()
  await frame.locator('#back').click()
  await expect.poll(async () => (await running.notes()).chrome.at(-1)!.depth).toBe(1)
  expect((await said(running)).filter(({ id }) => id === 'there').map(({ type }) => type)).toEqual(['success', 'complete'])
})
