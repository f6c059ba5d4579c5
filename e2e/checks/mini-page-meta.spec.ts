import { heard, hearing } from '../support/mini-events.ts'
import { expect, test } from '../support/mini.ts'

const PATH = { path: 'pages/page/page' }

test('page-meta and navigation-bar', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  const host = frame.locator('.page')
  await expect(host).toHaveCSS('background-color', 'rgb(9, 8, 7)')
  await expect(frame.locator('wx-page')).toHaveCSS('padding-left', '5px')
  await expect(frame.locator('wx-page')).toHaveCSS('font-size', '20px')
  await expect.poll(async () => (await running.notes()).chrome.at(-1)?.bar).toMatchObject({ title: 'From the bar', backgroundColor: '#123456', textStyle: 'white', loading: true })

  await frame.locator('#down').click()
  await hearing(running, 'meta', 'scrolldone')
  await hearing(running, 'meta', 'scroll', { scrollTop: 120 })
  await expect(host).toHaveCSS('overflow-y', 'auto')
  await frame.locator('#still').click()
  await expect(host).toHaveCSS('overflow-y', 'hidden')
  await expect(frame.locator('wx-page')).toHaveCSS('padding-left', '0px')
  await expect.poll(async () => (await running.notes()).chrome.at(-1)?.bar.title).toBe('Changed')
  await frame.locator('#still').click()
  await expect(host).toHaveCSS('overflow-y', 'auto')
})

test('web-view: the host shows it, here stands where it leads', async ({ run }) => {
  const running = await run('components', PATH)
  const { frame } = running
  await frame.locator('#open').click()
  await hearing(running, 'web', 'load', { src: 'https://shop.example/pay?x=1' })
  await expect(frame.locator('#web')).toContainText('shop.example')
  const calls = async () => (await running.notes()).calls.filter(({ api }) => api === 'webView').map(({ args }) => [args['open'], args['src']])
  expect(await calls()).toEqual([[true, 'https://shop.example/pay?x=1']])
  await frame.locator('#open').dispatchEvent('click')
  expect(await heard(running, 'web', 'error')).toEqual([])
  expect(running.server.strangers.filter((url) => url.includes('shop'))).toEqual([])
})
