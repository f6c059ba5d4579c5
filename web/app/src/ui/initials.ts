/** The hues of avatars without a picture: far enough apart to tell people, none of them the colour of a gift. */
const HUES = [190, 152, 118, 62, 320, 288, 256, 222] as const

/** The same hue for the same account on every device. */
export function hueOf(account: string): number {
  let sum = 7
  for (let at = 0; at < account.length; at += 1) sum = (sum * 31 + account.charCodeAt(at)) >>> 0
  return HUES[sum % HUES.length] as number
}

const HAN = /\p{Script=Han}/u
const LETTER = /[\p{L}\p{N}]/u
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * One or two letters that stand for a name: first and last word's first letter (`Sari Dewi` → `SD`), or the last one or two
 * characters of a Chinese name (`王小明` → `小明`), as people call each other. Emoji and marks count when there is no letter.
 */
export function initialsOf(name: string, limit: 1 | 2 = 2): string {
  const trimmed = name.trim()
  const characters = split(trimmed)
  if (characters.some((character) => HAN.test(character)) && !/\s/.test(trimmed)) {
    const han = characters.filter((character) => HAN.test(character))
    return (han.length > 2 ? han.slice(-limit) : han.slice(0, limit)).join('')
  }
  const words = trimmed.split(/[\s._-]+/u).filter((word) => LETTER.test(word))
  const first = words[0] === undefined ? characters[0] : firstLetter(words[0])
  const last = words.length > 1 ? firstLetter(words[words.length - 1] as string) : undefined
  const letters = limit === 2 && last !== undefined ? `${first ?? ''}${last}` : (first ?? '')
  return letters.toLocaleUpperCase()
}

function firstLetter(word: string): string | undefined {
  const characters = split(word)
  return characters.find((character) => LETTER.test(character)) ?? characters[0]
}

function split(text: string): string[] {
  return Array.from(graphemes.segment(text), (part) => part.segment)
}
