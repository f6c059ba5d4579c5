import { expect, said, test, type Running } from '../support/mini.ts'
import { until } from '../support/until.ts'

async function logged(running: Running, key: string): Promise<Record<string, unknown>> {
  return until(key, async () => (await said(running)).find((one) => key in one))
}

async function stopped(running: Running): Promise<{ reason: string; text: string }> {
  return until('the program stopped', async () => (await running.notes()).stopped[0])
}

test('package code has nothing to reach out with', async ({ run, mini }) => {
  const hostile = await run('hostile', { query: { origin: encodeURIComponent(mini.url) } })
  const { found, code } = (await logged(hostile, 'found')) as { found: Record<string, string>; code: Record<string, string> }
  expect(Object.entries(found).filter(([, type]) => type !== 'undefined')).toEqual([])
  expect(code).toMatchObject({
    Function: 'refused EvalError', constructor: 'refused EvalError', async: 'refused EvalError', generator: 'refused EvalError', url: 'refused TypeError', iframe: 'refused ReferenceError',
  })
  expect(code['text']).not.toContain('reached')
  await logged(hostile, 'done')
  // Two frames later, what a style or a picture could load would have been asked for.
  await hostile.inFrame(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))), undefined)
  expect(mini.strangers).toEqual([])
})

test('the frame has an origin of its own, and nothing of its host', async ({ run }) => {
  const forms = await run('forms')
  await expect(forms.frame.locator('#shown')).toBeVisible()
  const seen = await forms.inFrame(async () => {
    const tried = async (work: () => unknown): Promise<string> => {
      try {
        return `reached ${String(await work())}`
      } catch (error) {
        return `refused ${(error as Error).name}`
      }
    }
    return {
      origin: self.origin,
      parent: await tried(() => (parent as unknown as { secret: string }).secret),
      dom: await tried(() => parent.document.title),
      storage: await tried(() => localStorage.length),
      cookie: await tried(() => document.cookie),
      database: await tried(() => new Promise((resolve, reject) => {
        const request = indexedDB.open('x')
        request.onsuccess = resolve
        request.onerror = () => reject(request.error)
      })),
      fetch: await tried(() => fetch(location.href)),
      top: await tried(() => { top!.location.href = 'about:blank' }),
    }
  }, undefined)
  expect(seen).toEqual({
    origin: 'null', parent: 'refused SecurityError', dom: 'refused SecurityError', storage: 'refused SecurityError', cookie: 'refused SecurityError', database: 'refused SecurityError',
    fetch: 'refused TypeError', top: 'refused SecurityError',
  })
})

test('the frame cannot be led elsewhere', async ({ run, mini }) => {
  const forms = await run('forms')
  await expect(forms.frame.locator('#shown')).toBeVisible()
  // Our own script would have to do it: no code of a program runs in the frame. Were it to, the policy around it holds.
  await forms.inFrame(() => { location.href = `${location.href.replace('/mini/frame.html', '')}/leak?secret` }, undefined)
  await until('the navigation was refused', async () => (forms.page.frames().some((one) => one.url().startsWith('chrome-error:')) ? true : undefined))
  expect(mini.strangers).toEqual([])
})

test('an endless loop leaves the frame as smooth as it was, and ends when the host says so', async ({ run }) => {
  const hostile = await run('hostile', { query: { attack: 'none' }, patience: 1000 })
  await hostile.frame.locator('#loop').click()
  const frames = await hostile.inFrame(() => new Promise<number>((resolve) => {
    let count = 0
    const until = performance.now() + 1000
    const step = (now: number): void => {
      count++
      if (now < until) requestAnimationFrame(step)
      else resolve(count)
    }
    requestAnimationFrame(step)
  }), undefined)
  console.log(`frames in a second beside an endless loop: ${frames}`)
  expect(frames).toBeGreaterThan(20)
  await until('the host knows', async () => ((await hostile.notes()).events.some(({ name }) => name === 'unresponsive') ? true : undefined))
  await hostile.page.evaluate(() => (window as unknown as { program: { stop(): void } }).program.stop())
  expect(await stopped(hostile)).toMatchObject({ reason: 'closed' })
  await expect(hostile.page.locator('iframe')).toHaveCount(0)
})

const ends: [attack: string, reason: string, text: RegExp][] = [
  ['badTag', 'violation', /a tag has no proper name/],
  ['unknownNode', 'violation', /there is no node/],
  ['duplicate', 'violation', /exists already/],
  ['cycle', 'violation', /contains the parent/],
  ['deep', 'violation', /too deep/],
  ['many', 'violation', /too many nodes/],
  ['flood', '', /too many messages/],
  ['shape', 'violation', /no proper shape/],
]
for (const [attack, reason, text] of ends) {
  test(`hostile operations end a program: ${attack}`, async ({ run }) => {
    const hostile = await run('hostile', { query: { attack } })
    const end = await stopped(hostile)
    if (reason !== '') expect(end.reason).toBe(reason)
    expect(end.text).toMatch(text)
    await expect(hostile.page.locator('iframe')).toHaveCount(0)
  })
}

test('tags and attributes that would run something are only names', async ({ run }) => {
  const hostile = await run('hostile', { query: { attack: 'tags' } })
  await logged(hostile, 'sent')
  const found = await until('the elements', () => hostile.inFrame(() => {
    const made = [...document.querySelectorAll('.page')].flatMap((page) => [...page.shadowRoot!.querySelectorAll('wx-script, wx-iframe')])
    if (made.length < 2) return undefined
    return { attributes: made.map((one) => one.getAttributeNames()), frames: self.frames.length }
  }, undefined))
  expect(found).toEqual({ attributes: [[], []], frames: 0 })
  expect(await hostile.page.evaluate(() => (window as unknown as { hacked?: unknown }).hacked)).toBeUndefined()
})

test('calls cannot pollute or reach what a table inherits', async ({ run }) => {
  const hostile = await run('hostile', { query: { attack: 'pollute' } })
  await until('the call', async () => (await hostile.notes()).calls.find(({ api }) => api === 'showToast'))
  expect(await hostile.page.evaluate(() => ({} as Record<string, unknown>)['polluted'])).toBeUndefined()
  const other = await run('hostile', { query: { attack: 'inherited' } })
  await logged(other, 'sent')
  expect((await other.notes()).stopped).toEqual([])
})
