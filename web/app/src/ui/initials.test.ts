import { describe, expect, it } from 'vitest'
import { hueOf, initialsOf } from './initials'

describe('initials', () => {
  it.each([
    ['Sari Dewi', 'SD', 'S'],
    ['wayan', 'W', 'W'],
    ['王小明', '小明', '明'],
    ['李娜', '李娜', '李'],
    ['欧阳 修', '欧修', '欧'],
    ['Ána María Hernández', 'ÁH', 'Á'],
    ['🌊', '🌊', '🌊'],
    ['👩‍👩‍👧 family', 'F', 'F'],
    ['  (Budi) Santoso ', 'BS', 'B'],
    ['', '', ''],
  ])('of %s', (name, two, one) => {
    expect(initialsOf(name)).toBe(two)
    expect(initialsOf(name, 1)).toBe(one)
  })
})

describe('the hue of a face', () => {
  it('is the same for the same account and spreads over many', () => {
    expect(hueOf('abc')).toBe(hueOf('abc'))
    expect(new Set(Array.from({ length: 100 }, (_, index) => hueOf(`account-${index}`))).size).toBe(8)
  })
})
