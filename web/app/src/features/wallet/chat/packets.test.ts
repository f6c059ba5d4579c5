import { describe, expect, it, vi } from 'vitest'
import { batcher, MOST_AT_ONCE } from './packets'
import type { PacketStatus } from './types'

const status = (payment: string): PacketStatus => ({ payment, state: 'open', taken: 0, shares: 3 })

describe('the states of packets', () => {
  it('that are asked for in one go are one call, each once', async () => {
    const ask = vi.fn(async (payments: string[]) => payments.map(status))
    const load = batcher(ask)
    const answers = await Promise.all([load('a'), load('b'), load('a')])
    expect(answers.map((answer) => answer?.payment)).toEqual(['a', 'b', 'a'])
    expect(ask.mock.calls).toEqual([[['a', 'b']]])
    await load('a')
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('are at most a hundred a call', async () => {
    const ask = vi.fn(async (payments: string[]) => payments.map(status))
    const load = batcher(ask)
    await Promise.all(Array.from({ length: 250 }, (_, index) => load(`p${index}`)))
    expect(ask.mock.calls.map(([payments]) => payments.length)).toEqual([MOST_AT_ONCE, MOST_AT_ONCE, 50])
  })

  it('are nothing for a packet that may not be seen, and fail together', async () => {
    expect(await batcher(async () => [])('hidden')).toBeNull()
    const load = batcher(async () => Promise.reject(new Error('away')))
    await expect(Promise.all([load('a'), load('b')])).rejects.toThrow('away')
  })
})
