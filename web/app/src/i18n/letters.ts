/** Characters that open each letter in the pinyin order of `Intl.Collator`; there is no I, U or V in it. */
const PINYIN_STARTS: readonly (readonly [letter: string, first: string])[] = [
  ['A', '阿'],
  ['B', '八'],
  ['C', '嚓'],
  ['D', '哒'],
  ['E', '妸'],
  ['F', '发'],
  ['G', '旮'],
  ['H', '哈'],
  ['J', '讥'],
  ['K', '咔'],
  ['L', '垃'],
  ['M', '妈'],
  ['N', '拏'],
  ['O', '噢'],
  ['P', '妑'],
  ['Q', '七'],
  ['R', '呥'],
  ['S', '仨'],
  ['T', '他'],
  ['W', '穵'],
  ['X', '夕'],
  ['Y', '丫'],
  ['Z', '帀'],
]
const pinyin = new Intl.Collator('zh-Hans-u-co-pinyin', { sensitivity: 'base' })

/** Where names stand that begin with no letter. */
export const OTHER_LETTER = '#'

/** The letter of the index that a name stands under: its own without marks, or the one of its pinyin. */
export function indexLetter(name: string): string {
  const [first = ''] = name.trim()
  if (/\p{Script=Han}/u.test(first)) {
    let letter = OTHER_LETTER
    for (const [candidate, start] of PINYIN_STARTS) {
      if (pinyin.compare(first, start) < 0) break
      letter = candidate
    }
    return letter
  }
  const plain = first.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
  return /^[A-Z]/.test(plain) ? (plain[0] as string) : OTHER_LETTER
}
