import { box, drag, heard, hearing } from '../support/mini-events.ts'
import { expect, test } from '../support/mini.ts'

const PATH = { path: 'pages/pickers/pickers' }

test('slider: geometry, steps, drag and keys', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  const plain = frame.locator('#plain')
  await expect(plain).toHaveAttribute('aria-valuenow', '30')
  // The block is 28 pixels wide, the track 2 high, and the block's middle stands at the value.
  const [left, , width] = await box(plain.locator('.sapa-slider-track'))
  expect([width, (await box(plain.locator('.sapa-slider-track')))[3]]).toEqual([264, 2])
  expect((await box(plain.locator('.sapa-slider-block'))).slice(2)).toEqual([28, 28])
  expect((await box(plain.locator('.sapa-slider-block')))[0]).toBe(Math.round(left! + 264 * 0.3 - 14))

  await drag(running, plain.locator('.sapa-slider-block'), 66, 0)
  await hearing(running, 'plain', 'change', { value: 55 })
  const changing = (await heard(running, 'plain', 'changing')) as { value: number }[]
  expect(changing.length).toBeGreaterThan(2)
  expect(changing.every(({ value }) => Number.isInteger(value) && value > 30 && value <= 55)).toBe(true)
  await page.mouse.click(left! + 132, (await box(plain))[1]! + 10)
  await hearing(running, 'plain', 'change', { value: 50 })

  const steps = frame.locator('#steps')
  await expect(steps).toHaveAttribute('aria-valuenow', '0.3')
  await expect(steps.locator('.sapa-slider-value')).toHaveText('0.3')
  // Blocks are between 12 and 28 pixels.
  expect((await box(steps.locator('.sapa-slider-block'))).slice(2)).toEqual([12, 12])
  await expect(steps.locator('.sapa-slider-fill')).toHaveCSS('background-color', 'rgb(1, 2, 3)')
  await expect(steps.locator('.sapa-slider-track')).toHaveCSS('background-color', 'rgb(4, 5, 6)')
  await expect(steps.locator('.sapa-slider-block')).toHaveCSS('background-color', 'rgb(7, 8, 9)')
  await steps.focus()
  await page.keyboard.press('ArrowRight')
  await hearing(running, 'steps', 'change', { value: 0.4 })
  await page.keyboard.press('Home')
  await hearing(running, 'steps', 'change', { value: -1 })

  await drag(running, frame.locator('#dead .sapa-slider-track'), 20, 0)
  await expect(frame.locator('#dead')).toHaveAttribute('aria-valuenow', '5')
  expect(await heard(running, 'dead')).toEqual([])
})

test('picker: rows of one column, by mouse and by keys, cancelled and chosen', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  await frame.locator('#one-view').click()
  const dialog = frame.getByRole('dialog', { name: 'Which?' })
  await expect(dialog).toBeVisible()
  await expect(dialog.locator('.sapa-sheet-row')).toHaveText(['Ani', 'Budi', 'Citra'])
  const wheel = dialog.getByRole('spinbutton')
  await expect(wheel).toHaveAttribute('aria-valuetext', 'Budi')
  await expect(wheel).toBeFocused()
  // The chosen row stands within the indicator.
  const row = await box(dialog.getByText('Budi'))
  const indicator = await box(dialog.locator('.sapa-wheel-indicator'))
  expect(row).toEqual(indicator)

  await page.keyboard.press('Escape')
  await hearing(running, 'one', 'cancel', {})
  await expect(dialog).toHaveCount(0)

  await frame.locator('#one').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await expect(wheel).toHaveAttribute('aria-valuetext', 'Citra')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await hearing(running, 'one', 'change', { value: '2' })

  await frame.locator('#off').click({ force: true })
  await expect(frame.getByRole('dialog')).toHaveCount(0)
})

test('picker: columns that follow each other', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  await frame.locator('#many-button').click()
  const wheels = frame.getByRole('dialog').getByRole('spinbutton')
  await expect(wheels.nth(1)).toHaveAttribute('aria-valuetext', 'Semarang')
  await page.keyboard.press('ArrowDown')
  await hearing(running, 'many', 'columnchange', { column: 0, value: 1 })
  await expect(wheels.nth(1)).toHaveAttribute('aria-valuetext', 'Denpasar')
  await wheels.nth(1).focus()
  await page.keyboard.press('End')
  await hearing(running, 'many', 'columnchange', { column: 1, value: 2 })
  await frame.getByRole('button', { name: 'Done' }).click()
  await hearing(running, 'many', 'change', { value: [1, 2] })
})

test('picker: dates, times and regions within their bounds', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  const done = () => frame.getByRole('button', { name: 'Done' }).click()
  const texts = () => frame.getByRole('dialog').getByRole('spinbutton').evaluateAll((wheels) => wheels.map((one) => one.getAttribute('aria-valuetext')))

  // A disabled field within a picker is what it is pressed by.
  await frame.locator('#day-input').click({ force: true })
  await expect.poll(texts).toEqual(['2024', '02', '29'])
  await page.keyboard.press('ArrowDown')
  await expect.poll(texts).toEqual(['2025', '01', '02'])
  await done()
  await hearing(running, 'day', 'change', { value: '2025-01-02' })

  await frame.locator('#month').click()
  await expect.poll(texts).toEqual(['2024', '02'])
  await done()
  await hearing(running, 'month', 'change', { value: '2024-02' })

  await frame.locator('#time').click()
  await frame.getByRole('dialog').getByRole('spinbutton').nth(1).focus()
  await page.keyboard.press('End')
  await done()
  await hearing(running, 'time', 'change', { value: '12:59' })

  await frame.locator('#region').click()
  await expect.poll(texts).toEqual(['Semua', 'Semua', 'Semua'])
  await page.keyboard.press('ArrowDown')
  await expect.poll(texts).toEqual(['Aceh', 'Semua', 'Semua'])
  await done()
  await hearing(running, 'region', 'change', { value: ['Aceh', 'Semua', 'Semua'], code: ['11'], postcode: '' })

  await frame.locator('#two-ways').click()
  await page.keyboard.press('ArrowDown')
  await done()
  await expect(frame.locator('#chosen')).toHaveText('2')
  await frame.locator('#submit').click()
  await hearing(running, 'form', 'submit')
  expect(((await heard(running, 'form', 'submit'))[0] as { value: unknown }).value).toEqual({ one: '1', day: '2025-01-02', amount: 7 })
})

test('picker-view: rows as high as the indicator, snapping, events', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame, page } = running
  const wheels = frame.locator('#wheels')
  await wheels.scrollIntoViewIfNeeded()
  const columns = wheels.locator('wx-picker-view-column')
  // Two columns share the width; a row is as high as the indicator; the third row stands in the middle.
  const [x, y] = await box(wheels)
  expect(await box(columns.nth(0))).toEqual([x, y, 150, 250])
  expect(await box(columns.nth(0).getByText('12'))).toEqual([x, y! + 100, 150, 50])
  // A number beyond the end stands for the last row.
  expect(await box(columns.nth(1).getByText('17'))).toEqual([x! + 150, y! + 100, 150, 50])
  await expect(columns.nth(0).locator('.sapa-wheel-mask')).toHaveCSS('opacity', '0.5')

  await drag(running, columns.nth(0), 0, -90)
  await hearing(running, 'wheels', 'change', { value: [4, 7] })
  await hearing(running, 'wheels', 'pickend')
  expect((await heard(running, 'wheels', 'pickstart')).length).toBeGreaterThan(0)
  expect(await heard(running, 'wheels', 'change')).toEqual([{ value: [4, 7] }])
  expect(await box(columns.nth(0).getByText('14'))).toEqual([x, (await box(wheels))[1]! + 100, 150, 50])

  await columns.nth(1).locator('.sapa-wheel').focus()
  await page.keyboard.press('ArrowUp')
  await hearing(running, 'wheels', 'change', { value: [4, 6] })

  await frame.locator('#set').click()
  await expect.poll(async () => box(columns.nth(0).getByText('15'))).toEqual([x, (await box(wheels))[1]! + 100, 150, 50])
  expect(await heard(running, 'wheels', 'change')).toHaveLength(2)
})
