import { normalize } from './modules'

/** The configuration of a page or component, as its JSON has it. */
export interface ComponentConfig {
  component?: boolean
  usingComponents?: Record<string, string>
  componentPlaceholder?: Record<string, string>
  componentGenerics?: Record<string, true | { default?: string }>
  styleIsolation?: string
  addGlobalClass?: boolean
  pureDataPattern?: string
  /** What the code gives as plain literals in `Component({options})`; JSON comes first. */
  options?: { styleIsolation?: string; addGlobalClass?: boolean; virtualHost?: boolean; multipleSlots?: boolean; dynamicSlots?: boolean; pureDataPattern?: string }
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: 'black' | 'white'
  navigationStyle?: 'default' | 'custom'
  backgroundColor?: string
  backgroundTextStyle?: 'dark' | 'light'
  enablePullDownRefresh?: boolean
  onReachBottomDistance?: number
  disableScroll?: boolean
}

export interface TabBar {
  list: { pagePath: string; text?: string; iconPath?: string; selectedIconPath?: string }[]
  custom?: boolean
  color?: string
  selectedColor?: string
  backgroundColor?: string
  borderStyle?: string
  position?: string
}

export interface AppConfig {
  pages: string[]
  entryPagePath?: string
  window?: ComponentConfig
  tabBar?: TabBar
  usingComponents?: Record<string, string>
  subpackages?: { root: string; name?: string; pages: string[]; independent?: boolean }[]
  [other: string]: unknown
}

/** What the runtime knows of a program. `compiled.ts` makes it of the compiler's manifest and alone knows that format. */
export interface Program {
  app: AppConfig
  /** All pages, those of subpackages too. */
  pages: string[]
  /** Pages and components by path without ending; `usingComponents` lead to paths from the root. */
  configs: Record<string, ComponentConfig>
  /** Style sheets by the same paths, the app's own under `app`; with their scope, if class names carry it. */
  styles: Record<string, { scope?: string }>
}

export function clean(path: string): string {
  return normalize(path.replace(/\.html$/, '')) ?? ''
}

export function packageOf(app: AppConfig, path: string): string {
  for (const { root } of app.subpackages ?? []) {
    const folder = clean(root)
    if (folder !== '' && (path === folder || path.startsWith(`${folder}/`))) return folder
  }
  return ''
}

/** Splits an address of a page into its path and query; values stay as they were written, as in WeChat. */
export function parseUrl(url: string, from = ''): { path: string; query: Record<string, string> } {
  const [before = '', ...rest] = url.split('?')
  const base = before.startsWith('/') ? before.slice(1) : `${from.slice(0, from.lastIndexOf('/') + 1)}${before}`
  const query: Record<string, string> = {}
  for (const pair of rest.join('?').split('#')[0]!.split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    query[at < 0 ? pair : pair.slice(0, at)] = at < 0 ? '' : pair.slice(at + 1)
  }
  return { path: clean(base), query }
}
