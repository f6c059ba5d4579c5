import { expect, said, saying, test } from '../support/mini.ts'
import { until } from '../support/until.ts'

test('draws a page, and presses go where they should', async ({ run }) => {
  const forms = await run('forms')
  const { frame } = forms
  await expect(frame.locator('#shown')).toHaveText('m')
  await expect(frame.locator('#inner')).toHaveCSS('background-color', 'rgb(0, 0, 255)')
  expect((await forms.notes()).chrome.at(-1)).toMatchObject({ depth: 1, path: 'pages/index/index', bar: { title: 'Forms' }, shareable: true })

  await frame.locator('#inner').click()
  await frame.locator('#through').click()
  await saying(forms, { type: 'tap', name: 'outer' })
  expect((await said(forms)).filter(({ type }) => type === 'tap')).toEqual([
    { type: 'tap', name: 'inner', target: 'inner', mark: { m: '1' }, x: 'number' },
    { type: 'tap', name: 'through', target: 'through', mark: { m: '1' }, x: 'number' },
    { type: 'tap', name: 'outer', target: 'through', mark: { m: '1' }, x: 'number' },
  ])

  // A long press is one, and no tap follows it.
  await frame.locator('#through').hover()
  await forms.page.mouse.down()
  await expect(frame.locator('#through')).toHaveCSS('color', 'rgb(255, 0, 0)')
  await saying(forms, { type: 'longpress', name: 'outer' })
  await forms.page.mouse.up()
  await expect(frame.locator('#through')).not.toHaveCSS('color', 'rgb(255, 0, 0)')
  expect((await said(forms)).filter(({ type }) => type === 'tap')).toHaveLength(3)
})

test('shows pictures of the package, and says what is not there', async ({ run }) => {
  const forms = await run('forms')
  await saying(forms, { type: 'load', name: 'picture' })
  await saying(forms, { type: 'error', name: 'gone' })
  const box = await forms.frame.locator('#picture').boundingBox()
  expect([Math.round(box!.width), Math.round(box!.height)]).toEqual([104, 52])
})

test('loses no letter while what is typed comes back', async ({ run }) => {
  const forms = await run('forms')
  const { frame, page } = forms
  const text = 'The quick brown fox jumps over the lazy dog 0123456789'.repeat(2)
  for (const id of ['echo', 'late']) {
    const field = frame.locator(`#${id} input`)
    await field.click()
    await page.keyboard.type(text, { delay: 0 })
    await expect(field).toHaveValue(text)
    // In the middle of a text, the caret stays where it is.
    await field.evaluate((input: HTMLInputElement) => input.setSelectionRange(4, 4))
    await page.keyboard.type('very ', { delay: 0 })
    await expect(field).toHaveValue(`${text.slice(0, 4)}very ${text.slice(4)}`)
    expect(await field.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(9)
  }
  const upper = frame.locator('#upper input')
  await upper.click()
  await page.keyboard.type('abc def', { delay: 0 })
  await expect(upper).toHaveValue('ABC DEF')
  await frame.locator('#model input').fill('two ways')
  await expect(frame.locator('#shown')).toHaveText('two ways')
})

test('controls change, and a form sends what they hold', async ({ run }) => {
  const forms = await run('forms')
  const { frame } = forms
  await frame.locator('#switch').click()
  await frame.locator('#label-a').click()
  await frame.locator('#label-y').click()
  await frame.locator('#name input').fill('Budi')
  await frame.locator('#submit').click()
  await saying(forms, { type: 'submit' })
  expect((await said(forms)).filter(({ type }) => type === 'change' || type === 'submit')).toEqual([
    { type: 'change', value: false }, { type: 'change', value: ['a', 'b'] }, { type: 'change', value: 'y' },
    { type: 'submit', value: { name: 'Budi', on: false, many: ['a', 'b'], one: 'y' } },
  ])
  await frame.locator('#reset').click()
  await expect(frame.locator('#name input')).toHaveValue('Ani')
  await frame.locator('#submit').click()
  await saying(forms, { type: 'submit', value: { name: 'Ani', on: true, many: ['b'], one: 'x' } })
})

test('controls work by keyboard', async ({ run }) => {
  const forms = await run('forms')
  await forms.frame.locator('#switch input').focus()
  await forms.page.keyboard.press(' ')
  await saying(forms, { type: 'change', value: false })
  await forms.frame.locator('#submit').focus()
  await forms.page.keyboard.press('Enter')
  await saying(forms, { type: 'submit' })
})

test('asks its host for what only a host has', async ({ run }) => {
  const forms = await run('forms')
  await forms.frame.locator('#phone').click()
  await saying(forms, { type: 'getphonenumber', code: 'c' })
  await forms.frame.locator('#share').click()
  const shared = await until('sharing', async () => (await forms.notes()).calls.find(({ api }) => api === 'shareAppMessage'))
  expect(shared).toMatchObject({ args: { title: 'shared by button share', path: '/pages/index/index?shared=1' }, gesture: true })
})

test('rich text brings no script, no link, no address', async ({ run }) => {
  const forms = await run('forms')
  await expect(forms.frame.locator('#rich b')).toHaveText('text')
  await expect(forms.frame.locator('#rich p')).toHaveCSS('color', 'rgb(0, 128, 0)')
  const html = await forms.frame.locator('#rich').evaluate((element) => element.innerHTML)
  expect(html).not.toMatch(/script|onclick|onerror|href|https:/)
  await expect(forms.frame.locator('#decoded')).toHaveText('<a\u00a0b>')
})

test('a page scrolls, is pulled, measured and watched, and goes', async ({ run }) => {
  const forms = await run('forms', { touch: true })
  const { frame, page } = forms
  await frame.locator('#to-long').click()
  await expect(frame.locator('#top')).toHaveText('forms 0')
  await saying(forms, { query: [390, 300, 8, 300, 0] })
  await saying(forms, { current: 2, source: '' })
  await expect.poll(() => frame.locator('#scroller').evaluate((element) => element.scrollTop)).toBe(800)
  expect((await forms.notes()).chrome.at(-1)).toMatchObject({ depth: 2, path: 'pages/long/long', bar: { title: 'Long' } })

  await forms.inFrame(() => { (document.querySelector('.page:last-of-type') as HTMLElement).scrollTop = 100_000 }, undefined)
  await saying(forms, { seen: 'end', some: true })
  await saying(forms, { reached: true, scrolled: true })

  await forms.inFrame(() => { (document.querySelector('.page:last-of-type') as HTMLElement).scrollTop = 0 }, undefined)
  const touch = await page.context().newCDPSession(page)
  const at = (type: string, y: number) => touch.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: type === 'touchEnd' ? [] : [{ x: 195, y }] })
  await at('touchStart', 60)
  for (let y = 70; y <= 300; y += 20) await at('touchMove', y)
  await at('touchEnd', 0)
  await saying(forms, { pulled: 1 })
  await expect(frame.locator('#top')).toHaveText('forms 1')

  await page.evaluate(() => (window as unknown as { program: { back(): void } }).program.back())
  await saying(forms, { unloaded: true })
  await expect(frame.locator('#top')).toHaveCount(0)
  await expect(frame.locator('#inner')).toBeVisible()
})

test('components have styles and slots of their own, and speak with their page', async ({ run }) => {
  const packages = await run('packages')
  const { frame } = packages
  await expect(frame.locator('#sum')).toHaveText('5! 1')
  await expect(frame.locator('#sum')).toHaveCSS('color', 'rgb(1, 2, 3)')
  const plain = frame.locator('#plain')
  await expect(plain).toHaveCSS('display', 'block')
  await expect(plain).toHaveCSS('color', 'rgb(9, 9, 9)')
  const box = plain.locator('wx-view')
  await expect(box).toHaveText('GREEN insideafter green')
  await expect(box).toHaveCSS('background-color', 'rgb(0, 200, 0)')
  await expect(box).toHaveCSS('border-top-width', '0px')
  await expect(box).toHaveCSS('width', '195px')
  await box.click()
  await expect(box).toHaveText('BLUE insideafter blue')
})

test('a component of a subpackage takes the place of its placeholder', async ({ run }) => {
  const { frame } = await run('packages')
  await expect(frame.locator('#late-one wx-view')).toHaveText('late green true')
  await expect(frame.locator('#late-one wx-view')).toHaveCSS('color', 'rgb(7, 7, 7)')
})

test('scripts of templates handle events and changes', async ({ run }) => {
  const packages = await run('packages')
  const script = packages.frame.locator('#script')
  await expect(script).toHaveCSS('opacity', '1')
  await script.click()
  await saying(packages, { name: 'script', there: true })
  await expect(script).toHaveClass('pressed')
  await expect(script).toHaveCSS('color', 'rgb(5, 5, 5)')
  await packages.frame.locator('#later').click()
  await expect(script).toHaveCSS('opacity', '0.5')
})

test('subpackages come when they are needed, and tabs stay', async ({ run }) => {
  const packages = await run('packages')
  const { frame, page } = packages
  await frame.locator('#go').click()
  await expect(frame.locator('#item')).toHaveText('7 700 from home')
  await expect(frame.locator('#item')).toHaveCSS('font-weight', '700')
  await expect(frame.locator('#item')).toHaveCSS('color', 'rgb(1, 2, 3)')
  await page.evaluate(() => (window as unknown as { program: { back(): void } }).program.back())
  await expect(frame.locator('#sum')).toHaveText('5! 2')
  await frame.locator('#later').click()
  await expect(frame.locator('#sum')).toHaveText('700! 2')
  const tap = (index: number) => page.evaluate((index) => (window as unknown as { program: { tapTab(index: number): void } }).program.tapTab(index), index)
  await tap(1)
  await saying(packages, { tab: '1', text: 'Second' })
  await expect(frame.locator('#second')).toBeVisible()
  expect((await packages.notes()).chrome.at(-1)).toMatchObject({ tab: 1, depth: 1 })
  await tap(0)
  await expect(frame.locator('#sum')).toHaveText('700! 3')
})
