import type { Assets } from './assets'
import base from './base.css?raw'

/** How the compiler writes addresses: files of the program, and those of other hosts. No browser loads either. */
const ADDRESS = /url\("sapa-(asset|remote):([^"\\]*)"\)/g

/**
 * The compiled style sheets of a program. Each page is a shadow root of its own and adopts the sheets that glass-easel names for
 * it, so pages in the stack do not colour each other; a sheet is parsed once and shared.
 */
export class Styles {
  private sheets = new Map<string, CSSStyleSheet>()
  readonly base = new CSSStyleSheet()
  /** Fonts count for the whole document: within a shadow root browsers pass over them. */
  private readonly fonts = new CSSStyleSheet()

  constructor(private readonly texts: Record<string, string>, private readonly assets: Assets) {
    this.base.replaceSync(base)
    const page = new CSSStyleSheet()
    page.replaceSync('html, body { margin: 0; height: 100%; overflow: hidden; overscroll-behavior: none }')
    document.adoptedStyleSheets = [page, this.fonts]
  }

  sheet(path: string): CSSStyleSheet | null {
    const known = this.sheets.get(path)
    if (known) return known
    if (!Object.hasOwn(this.texts, path)) return null
    const sheet = new CSSStyleSheet()
    this.sheets.set(path, sheet)
    const text = this.texts[path]!
    const urls = new Set([...text.matchAll(ADDRESS)].map(([, kind, url]) => address(kind!, url!)))
    // Until its pictures are here, a sheet names none.
    this.set(sheet, text.replace(ADDRESS, 'url("data:,")'), urls.size === 0)
    if (urls.size > 0) void this.loadPictures(sheet, text, [...urls])
    return sheet
  }

  add(texts: Record<string, string>): void {
    Object.assign(this.texts, texts)
  }

  private set(sheet: CSSStyleSheet, text: string, complete: boolean): void {
    sheet.replaceSync(text)
    if (!complete || !text.includes('@font-face')) return
    for (const rule of sheet.cssRules) if (rule instanceof CSSFontFaceRule) this.fonts.insertRule(rule.cssText)
  }

  private async loadPictures(sheet: CSSStyleSheet, text: string, urls: string[]): Promise<void> {
    const found = new Map<string, string>()
    await Promise.all(urls.slice(0, 200).map(async (url) => {
      const local = await this.assets.resolve(url)
      if (local) found.set(url, local)
    }))
    this.set(sheet, text.replace(ADDRESS, (_, kind: string, url: string) => `url("${found.get(address(kind, url)) ?? 'data:,'}")`), true)
  }
}

function address(kind: string, url: string): string {
  if (kind === 'remote') return url.startsWith('//') ? `https:${url}` : url
  try {
    return `/${decodeURIComponent(url)}`
  } catch {
    return `/${url}`
  }
}
