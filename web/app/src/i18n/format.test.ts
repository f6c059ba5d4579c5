import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { compareNames, formatBytes, formatDay, formatDuration, formatNames, formatRelative, formatShort } from './format'
import { indexLetter } from './letters'
import { preferredLanguage } from './languages'

// 14:05 in Jakarta, where the tests run.
const NOW = '2026-11-21T07:05:00Z'

beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: {} })
})

describe.each([
  ['en', 'Today', 'Yesterday', 'Tuesday', '3 months ago'],
  ['id', 'Hari ini', 'Kemarin', 'Selasa', '3 bulan yang lalu'],
  ['zh', '今天', '昨天', '星期二', '3个月前'],
])('dates in %s', (language, today, yesterday, tuesday, months) => {
  beforeAll(async () => {
    await i18next.changeLanguage(language)
  })

  it('are told from now', () => {
    expect(formatDay('2026-11-20T18:00:00Z', NOW)).toBe(today)
    expect(formatDay('2026-11-20T16:00:00Z', NOW)).toBe(yesterday)
    expect(formatDay('2026-11-17T05:00:00Z', NOW)).toBe(tuesday)
    expect(formatDay('2025-11-17T05:00:00Z', NOW)).toContain('2025')
    expect(formatShort('2026-11-20T16:00:00Z', NOW)).toBe(yesterday)
    expect(formatShort(NOW, NOW)).toMatch(/(14|2).05/)
    expect(formatRelative('2026-08-10T00:00:00Z', NOW)).toBe(months)
  })
})

describe('lengths of time and sizes', () => {
  beforeAll(async () => {
    await i18next.changeLanguage('en')
  })

  it.each([
    [1, '1 second'],
    [61, '61 seconds'],
    [90, '2 minutes'],
    [840, '14 minutes'],
    [7200, '2 hours'],
  ])('%i s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })

  it('keeps names apart from the words between them', () => {
    expect(formatNames(['Sari', 'Wayan'])).toBe('\u2068Sari\u2069 and \u2068Wayan\u2069')
    expect(formatBytes(2_440_000)).toBe('2.4 MB')
    expect(compareNames('andi 2', 'Andi 10')).toBeLessThan(0)
  })
})

describe('the letter of a name', () => {
  it.each([
    ['andi', 'A'],
    ['Ánna', 'A'],
    ['Ñoño', 'N'],
    ['王小明', 'W'],
    ['张伟', 'Z'],
    ['欧阳修', 'O'],
    ['阿明', 'A'],
    ['🌊', '#'],
    ['42', '#'],
    ['Юрий', '#'],
    ['', '#'],
  ])('%s', (name, letter) => {
    expect(indexLetter(name)).toBe(letter)
  })
})

describe('the language of a newcomer', () => {
  it.each([
    [['zh-TW', 'en'], 'zh'],
    [['ms-MY', 'en'], 'id'],
    [['fr-FR', 'id-ID'], 'id'],
    [['fr-FR'], 'en'],
    [[], 'en'],
  ])('%s', (wanted, language) => {
    expect(preferredLanguage(wanted)).toBe(language)
  })
})
