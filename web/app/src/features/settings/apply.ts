/** What this device looks like: kept here, not in the account, because the phone in the sun and the desk at night differ. */
export type Theme = 'auto' | 'light' | 'dark'
export const TEXT_SIZES = [0.9, 1, 1.15, 1.3, 1.5, 2] as const
export type TextSize = (typeof TEXT_SIZES)[number]

export interface Look {
  theme: Theme
  textSize: TextSize
}

const STORED = 'sapa.look'
const DEFAULT: Look = { theme: 'auto', textSize: 1 }

export function currentLook(): Look {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Look>
    return {
      theme: stored.theme === 'light' || stored.theme === 'dark' ? stored.theme : DEFAULT.theme,
      textSize: TEXT_SIZES.find((size) => size === stored.textSize) ?? DEFAULT.textSize,
    }
  } catch {
    return DEFAULT
  }
}

export function storeLook(look: Look): void {
  try {
    localStorage.setItem(STORED, JSON.stringify(look))
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  show(look)
}

/** Before the first render, so that no page flashes in the wrong colours. Follows changes in other tabs. */
export function applySettings(): void {
  show(currentLook())
  window.addEventListener('storage', (event) => {
    if (event.key === STORED) show(currentLook())
  })
}

function show({ theme, textSize }: Look): void {
  const root = document.documentElement
  if (theme === 'auto') delete root.dataset['theme']
  else root.dataset['theme'] = theme
  root.style.setProperty('--text-scale', String(textSize))
  // The browser's own bars take the colour of the page.
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const dark = meta.dataset['dark'] ?? String(meta.media.includes('dark'))
    meta.dataset['dark'] = dark
    const scheme = dark === 'true' ? 'dark' : 'light'
    meta.media = theme === 'auto' ? `(prefers-color-scheme: ${scheme})` : theme === scheme ? 'all' : 'not all'
  }
}
