import { describe, expect, it } from 'vitest'
import { findMentions, isLargeEmoji, tokenize } from './links'

const ORIGIN = 'https://sapa.example'

/** Links in angle brackets with where they lead, mentions in square ones. */
function shown(text: string, mentions: Parameters<typeof tokenize>[1] = []): string {
  return tokenize(text, mentions, ORIGIN)
    .map((token) => (token.kind === 'text' ? token.text : token.kind === 'mention' ? `[${token.text}]` : `<${token.text}|${token.href}>`))
    .join('')
}

describe('links', () => {
  it.each([
    ['plain words', 'plain words'],
    ['see https://example.org/a?b=1.', 'see <https://example.org/a?b=1|https://example.org/a?b=1>.'],
    ['(http://example.org)', '(<http://example.org|http://example.org>)'],
    ['www.sapa.dev now', '<www.sapa.dev|https://www.sapa.dev> now'],
    ['write to sari@example.org', 'write to <sari@example.org|mailto:sari@example.org>'],
    ['看这里https://example.org/a吧', '看这里<https://example.org/a|https://example.org/a>吧'],
    ['（www.sapa.dev）', '（<www.sapa.dev|https://www.sapa.dev>）'],
    ['version 1.2.3 and file.txt', 'version 1.2.3 and file.txt'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['data:text/html,<b>', 'data:text/html,<b>'],
    ['vbscript:x ftp://example.org //example.org', 'vbscript:x ftp://example.org //example.org'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })

  it('keep links into this cell in the app', () => {
    const [token] = tokenize(`${ORIGIN}/join/abc`, [], ORIGIN)
    expect(token).toEqual({ kind: 'link', text: `${ORIGIN}/join/abc`, href: '/join/abc', local: true })
    expect(tokenize('https://sapa.example.evil.org/join/abc', [], ORIGIN)[0]).toMatchObject({ local: false })
  })

  it('show exactly what was written, whatever the mentions claim', () => {
    const text = 'hello @Sari and @Wayan'
    expect(shown(text, [{ account: 'a', offset: 6, length: 5 }, { account: 'b', offset: 16, length: 6 }])).toBe('hello [@Sari] and [@Wayan]')
    expect(shown(text, [{ account: 'a', offset: 6, length: 500 }])).toBe(text)
    expect(shown(text, [{ account: 'a', offset: 6, length: 5 }, { account: 'b', offset: 8, length: 5 }])).toBe('hello [@Sari] and @Wayan')
    expect(shown(text, [{ offset: 6, length: 0 }])).toBe(text)
  })
})

describe('mentions', () => {
  const names = [{ account: 's', name: 'Sari' }, { account: 'sw', name: 'Sari Wulandari' }, { account: 'm', name: '林美兰' }, { name: 'everyone' }]

  it.each([
    ['hi @Sari', [{ account: 's', offset: 3, length: 5 }]],
    ['@Sari Wulandari!', [{ account: 'sw', offset: 0, length: 15 }]],
    ['@Sarinah', []],
    ['@林美兰你好', [{ account: 'm', offset: 0, length: 4 }]],
    ['😄 @everyone', [{ offset: 3, length: 9 }]],
    ['@@Sari', [{ account: 's', offset: 1, length: 5 }]],
    ['a@Sari.example', [{ account: 's', offset: 1, length: 5 }]],
    ['no one', []],
  ])('%s', (text, expected) => {
    expect(findMentions(text, names)).toEqual(expected)
  })
})

describe('large emoji', () => {
  it.each([
    ['😄', true],
    ['👩‍👩‍👧‍👦 ❤️', true],
    ['🇮🇩🇨🇳🇲🇾', true],
    ['😄😄😄😄', false],
    ['ok 😄', false],
    ['1', false],
    ['', false],
  ])('%s', (text, expected) => {
    expect(isLargeEmoji(text)).toBe(expected)
  })
})
