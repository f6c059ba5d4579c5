import { expect, saying, test } from '../support/mini.ts'
import { until } from '../support/until.ts'

// `wx` calls over the host's checks (`HostApis`), with services that answer by themselves: what needs a browser's own realms, blobs and pictures.

test('requests go by the host, to declared domains only', async ({ run }) => {
  const apis = await run('apis', { apis: true })
  await saying(apis, { type: 'request', statusCode: 200, data: { method: 'POST', body: '{"n":1}', own: '1' } })
  await saying(apis, { type: 'refused', errMsg: 'request:fail url not in domain list' })
  await saying(apis, { type: 'can', request: true, nothing: false, location: false })
})

test('files: of the package, kept ones, and chosen pictures that the frame shows', async ({ run }) => {
  const apis = await run('apis', { apis: true, kept: [{ path: 'wxfile://usr/note.txt', text: 'from before' }] })
  await saying(apis, { type: 'package', data: { kept: 'in the package' }, again: true })
  // Read at once, although the host lends a blob.
  await saying(apis, { type: 'kept', before: 'from before' })
  await until('the note is kept', async () => (await apis.notes()).files?.['wxfile://usr/note.txt'] === 'kept' || undefined)
  await apis.frame.locator('#choose').click()
  await saying(apis, { type: 'chosen', same: true, png: true })
  await saying(apis, { type: 'shown', width: 6, height: 4 })
  await saying(apis, { type: 'font', errMsg: 'loadFontFace:fail font not found' })
})

test('an exported animation runs in the frame, step by step, and stays where it ended', async ({ run }) => {
  const apis = await run('apis', { apis: true })
  const box = apis.frame.locator('#box')
  await until('both steps ended', async () => (await apis.notes()).log.filter(({ text }) => text === '{"type":"ended"}').length === 2 || undefined)
  await expect(box).toHaveCSS('opacity', '0.5')
  // 100 pixels to the right, then a quarter turn in that place.
  await expect(box).toHaveCSS('transform', 'matrix(0, 1, -1, 0, 100, 0)')
})

test('what is copied elsewhere is read after a touch', async ({ run }) => {
  const apis = await run('apis', { apis: true })
  await saying(apis, { type: 'kept', before: 'readFileSync:fail no such file or directory, open "wxfile://usr/note.txt"' })
  await saying(apis, { type: 'early', errMsg: 'getClipboardData:fail can only be invoked by user TAP gesture.' })
  await apis.frame.locator('#copy').click()
  await saying(apis, { type: 'pasted', data: 'copied' })
})

test('pageScrollTo, startPullDownRefresh, stopPullDownRefresh, hideKeyboard', async ({ run }) => {
  const apis = await run('apis', { apis: true })
  await apis.frame.locator('#field input').click()
  await saying(apis, { type: 'blurred' })
  await apis.frame.locator('#down').click()
  await expect(apis.frame.locator('#below')).toBeInViewport()
  await apis.frame.locator('#below').click()
  await expect(apis.frame.locator('#box')).toBeInViewport()
  await apis.frame.locator('#pull').click()
  await saying(apis, { type: 'pulled' })
})
