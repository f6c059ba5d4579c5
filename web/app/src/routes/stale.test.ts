// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reloadWhenStale } from './stale'

describe('code that cannot be loaded', () => {
  const reload = vi.fn()
  const answers = vi.fn<typeof fetch>()
  vi.stubGlobal('fetch', answers)
  reloadWhenStale(reload)

  const fail = async () => {
    window.dispatchEvent(new Event('vite:preloadError'))
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  }

  beforeEach(() => {
    sessionStorage.clear()
    reload.mockClear()
  })

  it('brings the new version when the cell answers, and only once', async () => {
    answers.mockResolvedValue(new Response('ok'))
    await fail()
    await fail()
    expect(reload).toHaveBeenCalledTimes(1)
  })

  it('leaves the page as it is while the cell is away', async () => {
    answers.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    await fail()
    // A proxy that has nobody behind it.
    answers.mockResolvedValueOnce(new Response('', { status: 502 }))
    await fail()
    expect(reload).not.toHaveBeenCalled()
  })
})
