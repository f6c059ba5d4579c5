import type { Assets } from './assets'
import base from './base.css?raw'

/**
 * The compiled style sheets of a program. Each page is a shadow root of its own and adopts the sheets that glass-easel names for
 * it, so pages in the stack do not colour each other; a sheet is parsed once and shared.
 */
export class Styles {
  private sheets = new Map<string, CSSStyleSheet>()
  readonly base = new CSSStyleSheet()

  constructor(private readonly texts: Record<string, string>, private readonly assets: Assets) {
    this.base.replaceSync(base)
  }

  sheet(path: string): CSSStyleSheet | null {
    const known = this.sheets.get(path)
    if (known) return known
    if (!Object.hasOwn(this.texts, path)) return null
    const sheet = new CSSStyleSheet()
    const text = this.texts[path]!
    sheet.replaceSync(text)
    this.sheets.set(path, sheet)
    void this.loadPictures(sheet, text)
    return sheet
  }

  add(texts: Record<string, string>): void {
    Object.assign(this.texts, texts)
  }

  /** Pictures of other hosts come through the host: the sheet is set anew once they are here. */
  private async loadPictures(sheet: CSSStyleSheet, text: string): Promise<void> {
    const urls = new Set<string>()
    for (const match of text.matchAll(REMOTE)) urls.add(match[2]!)
    if (urls.size === 0) return
    const found = new Map<string, string>()
    await Promise.all(
      [...urls].slice(0, 100).map(async (url) => {
        const local = await this.assets.resolve(url.startsWith('//') ? `https:${url}` : url)
        if (local) found.set(url, local)
      }),
    )
    if (found.size === 0) return
    sheet.replaceSync(text.replace(REMOTE, (whole, quote: string, url: string) => {
      const local = found.get(url)
      return local ? `url(${quote}${local}${quote})` : whole
    }))
  }
}

const REMOTE = /url\(\s*(["']?)((?:https?:)?\/\/[^"')\s]+)\1\s*\)/g
