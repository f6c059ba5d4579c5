import { describe, expect, it } from 'vitest'
import { dateSession, timeSession } from './dates'
import { MultiSelectorSession, SelectorSession } from './ranges'
import { REGIONS } from './region-data'
import { readRegions, RegionSession } from './regions'

const middle = (session: { labels: readonly (readonly string[])[]; indices: readonly number[] }): string[] => session.labels.map((labels, at) => labels[session.indices[at]!] ?? '')

describe('picker of rows', () => {
  it('shows texts, or what the key names, and gives the row as text', () => {
    const session = new SelectorSession([{ name: 'a' }, { name: 'b' }], 'name', '1')
    expect(session.labels).toEqual([['a', 'b']])
    expect(session.detail()).toEqual({ value: '1' })
  })

  it('takes rows that are none', () => {
    for (const range of [undefined, null, 'text', 7, {}, [null, undefined, {}, () => 1]]) expect(() => new SelectorSession(range, '__proto__', NaN)).not.toThrow()
    expect(new SelectorSession(Array(10_000).fill('x'), '', 9_999).labels[0]).toHaveLength(5_000)
    expect(new MultiSelectorSession(Array(50).fill(['x']), '', []).labels).toHaveLength(8)
  })

  it('keeps the other columns when one is turned', () => {
    const session = new MultiSelectorSession([['a', 'b'], ['c', 'd']], '', [1, 1])
    session.turn(0, 0)
    expect(session.detail()).toEqual({ value: [0, 1] })
  })
})

describe('picker of dates', () => {
  it('knows the days of a month', () => {
    const session = dateSession('2023-01-31', undefined, undefined, 'day')
    session.turn(1, 1)
    expect(session.detail()).toEqual({ value: '2023-02-28' })
    session.turn(0, session.labels[0]!.indexOf('2024'))
    expect(session.labels[2]).toHaveLength(29)
    session.turn(0, session.labels[0]!.indexOf('1900'))
    expect(session.labels[2]).toHaveLength(28)
  })

  it('stays between start and end', () => {
    const session = dateSession('2024-01-01', '2024-03-10', '2025-02-05', 'day')
    expect(session.detail()).toEqual({ value: '2024-03-10' })
    expect(session.labels[1]![0]).toBe('03')
    session.turn(0, 1)
    expect(session.labels[1]).toEqual(['01', '02'])
    expect(session.detail()).toEqual({ value: '2025-02-05' })
  })

  it.each([['year', '2024'], ['month', '2024-07'], ['day', '2024-07-09']] as const)('gives as much as %s says', (fields, value) => {
    expect(dateSession('2024-07-09', undefined, undefined, fields).detail()).toEqual({ value })
  })

  it('takes today when there is no date, and bounds that are none', () => {
    const today = new Date(2024, 4, 6)
    expect(dateSession('soon', '', {}, 'day', today).detail()).toEqual({ value: '2024-05-06' })
    expect(dateSession('2024-05-06', '2030-01-01', '2020-01-01', 'day').detail()).toEqual({ value: '2030-01-01' })
  })
})

describe('picker of times', () => {
  it('stays between start and end', () => {
    const session = timeSession('23:59', '09:30', '21:05')
    expect(session.detail()).toEqual({ value: '21:05' })
    session.turn(0, 0)
    expect(session.labels[1]![0]).toBe('30')
    expect(session.detail()).toEqual({ value: '09:30' })
  })
})

describe('picker of regions', () => {
  it('holds 38 provinces of Indonesia, each with a code of its own', () => {
    const codes = REGIONS.map(([code]) => code)
    expect(codes.filter((code) => code.length === 2)).toHaveLength(38)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('follows a larger place with what lies within', () => {
    const session = new RegionSession(REGIONS, ['DKI Jakarta', 'Kota Administrasi Jakarta Pusat', 'Menteng'], 'region', '')
    expect(session.detail()).toEqual({ value: ['DKI Jakarta', 'Kota Administrasi Jakarta Pusat', 'Menteng'], code: ['31', '31.71', '31.71.06'], postcode: '' })
    session.turn(0, session.labels[0]!.indexOf('北京市'))
    expect(middle(session)).toEqual(['北京市', '北京市', '东城区'])
  })

  it('begins each column with the row that the program adds', () => {
    const session = new RegionSession(REGIONS, [], 'city', 'All')
    expect(middle(session)).toEqual(['All', 'All'])
    expect(session.detail()).toEqual({ value: ['All', 'All'], code: [], postcode: '' })
  })

  it('takes from a host what has its shape', () => {
    expect(readRegions([['1', 'One', [['2', 'Two'], 3]], ['no']])).toEqual([['1', 'One', [['2', 'Two', []]]]])
    for (const answer of [undefined, null, [], 'x', [[1, 2]]]) expect(readRegions(answer)).toBeNull()
  })
})
