import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { Dispatcher, Failure, handler } from './handlers'

const dispatcher = (): Dispatcher => new Dispatcher({
  showToast: handler({ args: v.object({ title: v.string() }), run: ({ title }, { gesture }) => ({ title, gesture }) }),
  scanCode: handler({ args: v.object({}), needsGesture: true, run: () => ({ result: 'code' }) }),
  cancelled: handler({ args: v.unknown(), run: () => { throw new Failure('cancel', 1) } }),
  broken: handler({ args: v.unknown(), run: () => { throw new TypeError('secret detail') } }),
})

describe('calls of a program', () => {
  it('are answered by the table, after their schema', async () => {
    expect(await dispatcher().call('showToast', { title: 'x', more: 1 })).toEqual({ ok: { title: 'x', gesture: false } })
    expect(await dispatcher().call('showToast', { title: 7 })).toMatchObject({ err: expect.stringContaining('parameter error: parameter.title') as string })
    expect(await dispatcher().call('showToast', null)).toMatchObject({ err: expect.stringContaining('parameter error') as string })
  })

  it('are refused when they are not in it, whatever an object inherits', async () => {
    for (const api of ['none', 'constructor', '__proto__', 'toString']) expect(await dispatcher().call(api, {})).toEqual({ err: 'not supported' })
  })

  it('may need that somebody has just done something', async () => {
    const calls = dispatcher()
    expect(await calls.call('scanCode', {})).toEqual({ err: 'can only be invoked by user TAP gesture.' })
    calls.gesture()
    expect(await calls.call('scanCode', {})).toEqual({ ok: { result: 'code' } })
  })

  it('fail with the text of a failure, and say nothing of our own errors', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(await dispatcher().call('cancelled', {})).toEqual({ err: 'cancel', code: 1 })
    expect(await dispatcher().call('broken', {})).toEqual({ err: 'internal error' })
  })
})
