import { describe, expect, it } from 'vitest'
import { ApiError } from '@sapa/api-client'
import { Reads } from './reads'

/** Reads whose timers and answers are the test's. */
function reads() {
  const timers: (() => void)[] = []
  const told: string[] = []
  let problem: string | undefined
  const marks = new Reads(
    async (conversation, no) => {
      if (problem !== undefined) throw new ApiError(problem, problem)
      told.push(`${conversation} ${no}`)
    },
    (run) => timers.push(run),
  )
  const beat = async () => {
    for (const run of timers.splice(0)) run()
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  }
  return { marks, told, beat, fail: (code: string | undefined) => (problem = code) }
}

describe('what was read', () => {
  it('is told once for all that was read within a beat', async () => {
    const { marks, told, beat } = reads()
    marks.note('c', 3)
    marks.note('c', 5)
    marks.note('c', 4)
    await beat()
    await beat()
    expect(told).toEqual(['c 5'])
  })

  it('is told again when the connection was lost meanwhile', async () => {
    const { marks, told, beat, fail } = reads()
    fail('client.network')
    marks.note('c', 3)
    await beat()
    fail(undefined)
    marks.tellAll()
    await beat()
    expect(told).toEqual(['c 3'])
  })

  it('is let go when the cell refuses it', async () => {
    const { marks, told, beat, fail } = reads()
    fail('chat.not_a_member')
    marks.note('c', 3)
    await beat()
    fail(undefined)
    marks.tellAll()
    await beat()
    expect(told).toEqual([])
  })
})
