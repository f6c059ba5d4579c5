/** The languages that Sapa is written in. `tag` is what pages declare and what `Intl` gets. */
export const LANGUAGES = [
  { code: 'en', tag: 'en', name: 'English' },
  { code: 'id', tag: 'id', name: 'Bahasa Indonesia' },
  { code: 'zh', tag: 'zh-Hans', name: '简体中文' },
] as const

export type Language = (typeof LANGUAGES)[number]['code']

const STORED = 'sapa.language'

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language.code === value)
}

/** The first of the reader's languages that there is; English when there is none. Malay readers get Indonesian. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0] ?? ''
    if (isLanguage(base)) return base
    if (base === 'ms' || base === 'in' || base === 'jv' || base === 'su') return 'id'
    if (base === 'yue') return 'zh'
  }
  return 'en'
}

/** What was chosen on this device, if anything was. */
export function chosenLanguage(): Language | undefined {
  try {
    const stored = localStorage.getItem(STORED)
    return isLanguage(stored) ? stored : undefined
  } catch {
    return undefined
  }
}

export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(STORED, language)
  } catch {
    // Storage is refused in some private windows; the choice then lasts as long as the page.
  }
}
