import { describe, expect, it } from 'vitest'
import type { Contact } from '@sapa/api-client'
import { matching, rowsOf } from './names'

const friend = (display_name: string, remark?: string): Contact => ({
  card: { account: display_name, handle: display_name.toLowerCase().replace(/[^a-z]/g, '') || 'x', display_name, avatar_version: 0 },
  remark,
  since: '2026-11-21T00:00:00Z',
})
const shown = (contacts: Contact[]) => rowsOf(contacts).map((row) => (row.kind === 'letter' ? row.letter : row.contact.card.display_name))

describe('the order of friends', () => {
  it('puts each under the letter of what the reader calls them', () => {
    expect(shown([friend('Wayan'), friend('andi'), friend('Bo', 'Zoë'), friend('Ána')])).toEqual(['A', 'Ána', 'andi', 'W', 'Wayan', 'Z', 'Bo'])
  })

  it('sorts Chinese names by pinyin and the rest last', () => {
    expect(shown([friend('张伟'), friend('🌊'), friend('李娜'), friend('Zed'), friend('42')])).toEqual(['L', '李娜', 'Z', 'Zed', '张伟', '#', '🌊', '42'])
  })
})

describe('filtering friends', () => {
  it.each([
    ['jose', ['José']],
    ['PAK', ['Made']],
    ['伟', ['张伟']],
    ['', ['José', 'Made', '张伟']],
    ['nobody', []],
  ])('%s', (words, found) => {
    expect(matching([friend('José'), friend('Made', 'Pak Made'), friend('张伟')], words).map(({ card }) => card.display_name)).toEqual(found)
  })
})
