import { describe, expect, it } from 'vitest'
import type { StatementLine } from '@sapa/api-client'
import { byDay, choiceOf, filterOf, isEverything, searchOf } from './statement'

const line = (at: string): StatementLine => ({ line: at, at, kind: 'transfer', direction: 'in', amount: '100', balance: '100', payment: 'p' })

// The tests run in Jakarta: UTC+7.
describe('a statement', () => {
  it('stands under the days of the reader', () => {
    const days = byDay(['2026-11-21T17:30:00Z', '2026-11-21T16:30:00Z', '2026-11-20T18:00:00Z', '2026-11-19T01:00:00Z'].map(line))
    expect(days.map(({ day, lines }) => [day, lines.length])).toEqual([
      ['2026-11-22', 1],
      ['2026-11-21', 2],
      ['2026-11-19', 1],
    ])
    expect(byDay([])).toEqual([])
  })
})

describe('a choice of lines', () => {
  it('stands in the address and comes back from it', () => {
    const choice = { kinds: ['top_up', 'transfer'] as const, direction: 'in' as const, from: '2026-11-01', until: '2026-11-30' }
    expect(choiceOf(searchOf({ ...choice, kinds: [...choice.kinds] }))).toEqual(choice)
    expect(isEverything(choiceOf({}))).toBe(true)
  })

  it('leaves out what makes no sense: addresses are strangers’ words', () => {
    expect(choiceOf({ kinds: 'gold,transfer', direction: 'up', from: '2026-13-45', until: 7 })).toEqual({ kinds: ['transfer'], direction: undefined, from: undefined, until: undefined })
  })

  it('includes both days', () => {
    expect(filterOf({ kinds: [], from: '2026-11-01', until: '2026-11-01' })).toEqual({
      kinds: [],
      direction: undefined,
      from: '2026-10-31T17:00:00.000Z',
      until: '2026-11-01T17:00:00.000Z',
    })
  })
})
