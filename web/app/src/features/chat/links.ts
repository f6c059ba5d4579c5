import { LinkifyIt } from 'linkify-it'
import type { AccountId, Mention } from '@sapa/api-client'

export type Token =
  | { kind: 'text'; text: string }
  | { kind: 'link'; text: string; href: string; local: boolean }
  | { kind: 'mention'; text: string; account?: AccountId }

/** Endings that people write without https://, beside those of countries. Anything else needs its scheme to become a link. */
const ENDINGS = 'com net org edu gov info biz name pro dev app xyz online site store shop tech cloud blog page wiki news live social world asia'.split(' ')

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: false })
  .add('ftp:', null)
  .add('//', null)
  .tlds(ENDINGS, true)

/** Only these ever become something to press, whatever the words look like. */
const SAFE = /^(https?:\/\/|mailto:)/i

/** Splits a message into words, links and mentions. What is shown is always exactly what was written. */
export function tokenize(text: string, mentions: readonly Mention[] = [], origin = globalThis.location?.origin): Token[] {
  const tokens: Token[] = []
  let at = 0
  for (const mention of [...mentions].sort((one, other) => one.offset - other.offset)) {
    const end = mention.offset + mention.length
    if (mention.offset < at || end > text.length || mention.length <= 0) continue
    addLinks(tokens, text.slice(at, mention.offset), origin)
    tokens.push({ kind: 'mention', text: text.slice(mention.offset, end), account: mention.account })
    at = end
  }
  addLinks(tokens, text.slice(at), origin)
  return tokens
}

/** Scripts that set no spaces around an address; it ends where they go on. */
const UNSPACED = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uffef]+)/u

function addLinks(tokens: Token[], text: string, origin: string | undefined): void {
  for (const [index, run] of text.split(UNSPACED).entries()) {
    if (index % 2 === 1) addText(tokens, run)
    else addLinksOf(tokens, run, origin)
  }
}

function addText(tokens: Token[], text: string): void {
  const last = tokens.at(-1)
  if (text === '') return
  if (last?.kind === 'text') tokens[tokens.length - 1] = { kind: 'text', text: last.text + text }
  else tokens.push({ kind: 'text', text })
}

function addLinksOf(tokens: Token[], text: string, origin: string | undefined): void {
  let at = 0
  for (const match of linkify.match(text) ?? []) {
    if (!SAFE.test(match.url)) continue
    addText(tokens, text.slice(at, match.index))
    tokens.push({ kind: 'link', text: text.slice(match.index, match.lastIndex), ...address(match.url, match.schema, origin) })
    at = match.lastIndex
  }
  addText(tokens, text.slice(at))
}

/** A bare domain is taken as HTTPS. Links into this cell stay in the app. */
function address(url: string, schema: string, origin: string | undefined): { href: string; local: boolean } {
  const href = schema === '' ? url.replace(/^http:\/\//i, 'https://') : url
  if (origin && (href === origin || href.startsWith(`${origin}/`))) return { href: href.slice(origin.length) || '/', local: true }
  return { href, local: false }
}

/** Up to this many emoji alone are drawn large. */
const LARGE_EMOJI = 3
/** Older browsers do not know sets of sequences; there, emoji alone just stay small. */
const ONLY_EMOJI = (() => {
  try {
    return new RegExp('^(?:\\p{RGI_Emoji}|\\s)+$', 'v')
  } catch {
    return undefined
  }
})()

/** Whether a message is nothing but a few emoji. */
export function isLargeEmoji(text: string): boolean {
  const trimmed = text.trim()
  if (trimmed.length === 0 || trimmed.length > 40 || !ONLY_EMOJI?.test(trimmed)) return false
  const count = [...new Intl.Segmenter().segment(trimmed.replace(/\s/g, ''))].length
  return count <= LARGE_EMOJI
}

/** Finds who is called in a text: `@` and a member's name as it is shown here, the longest name first. */
export function findMentions(text: string, names: readonly { account?: AccountId; name: string }[]): Mention[] {
  if (!text.includes('@')) return []
  const byLength = [...names].filter(({ name }) => name).sort((one, other) => other.name.length - one.name.length)
  const mentions: Mention[] = []
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const rest = text.slice(at + 1)
    const called = byLength.find(({ name }) => rest.startsWith(name) && !continues(rest.slice(name.length)))
    if (!called) continue
    const length = called.name.length + 1
    mentions.push({ ...(called.account === undefined ? {} : { account: called.account }), offset: at, length })
    at += length - 1
  }
  return mentions
}

/** `@Sari` is not in `@Sarinah`; in scripts without spaces a name may be followed by anything. */
function continues(after: string): boolean {
  return /^[\p{Script=Latin}\p{N}]/u.test(after)
}
