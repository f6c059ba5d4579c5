import type { Element as GlassElement, GeneralComponent } from 'glass-easel'
import { Transition } from '../protocol/codes'
import type { LaunchOptions, Viewport } from '../protocol/messages'
import { ApiError } from './bridge'
import { leaveContainer } from './containers'
import { onInternal } from './events'
import { clean, packageOf, parseUrl, type ComponentConfig } from './loader/program'
import { OpenPage } from './page'
import type { Runtime } from './runtime'

/** As WeChat's: this many pages lie upon each other. */
const DEEPEST = 10

/** The page stack. Movements run one after the other, also when one waits for the code of a subpackage. */
export class Router {
  private stack: OpenPage[] = []
  /** Pages of tabs stay when another tab is shown. */
  private tabs = new Map<string, OpenPage>()
  private byComponent = new Map<GeneralComponent, OpenPage>()
  private byId = new Map<number, OpenPage>()
  private lastId = 0
  private queue: Promise<unknown> = Promise.resolve()
  private readonly pages: Set<string>
  private readonly tabPaths: string[]
  private readonly packages = new Map<string, Promise<boolean>>()

  constructor(private readonly runtime: Runtime, private readonly loadPackage: (root: string) => Promise<boolean>) {
    this.pages = new Set(runtime.code.pages)
    this.tabPaths = (this.app.tabBar?.list ?? []).map((one) => clean(one.pagePath))
    this.packages.set('', Promise.resolve(true))
  }

  private get app() {
    return this.runtime.code.app
  }

  get top(): OpenPage | undefined {
    return this.stack.at(-1)
  }

  callers(): unknown[] {
    return this.stack.map((page) => page.caller)
  }

  isPage(path: string): boolean {
    return this.pages.has(path)
  }

  tabIndex(path: string): number {
    return this.tabPaths.indexOf(path)
  }

  pageOf(element: GlassElement | undefined): number {
    let at = element
    while (at?.ownerShadowRoot) at = at.ownerShadowRoot.getHostNode()
    return this.byComponent.get(at as GeneralComponent)?.id ?? 0
  }

  pageWith(element: GlassElement | undefined): OpenPage | undefined {
    return this.byId.get(this.pageOf(element))
  }

  pageOfCaller(caller: unknown): OpenPage | undefined {
    return this.byId.get(this.pageOf((caller as { _$?: GlassElement } | undefined)?._$))
  }

  /** Brings the code of a path's subpackage, if it is in one that is not here. */
  async loadPackageOf(path: string): Promise<boolean> {
    const root = packageOf(this.app, path)
    const known = this.packages.get(root)
    if (known) return known
    const loading = this.loadPackage(root).then((found) => {
      if (!found) this.packages.delete(root)
      return found
    })
    this.packages.set(root, loading)
    return loading
  }

  /** A component that came late brings its style sheet to the pages that are open. */
  adopt(path: string): void {
    if (!this.runtime.components.space.getStyleSheet(path)) return
    for (const { id } of this.byId.values()) this.runtime.recorder.inPage(id, () => this.runtime.recorder.appendStyleSheetPath(path))
  }

  // Opening and closing

  launch(options: LaunchOptions): void {
    void this.move(async () => {
      const home = clean(this.app.entryPagePath ?? this.app.pages[0] ?? '')
      const wanted = options.path === '' ? home : clean(options.path)
      let page = await this.open(wanted, options.query, true).catch(() => null)
      if (!page) {
        const handled = this.runtime.app.pageNotFound({ path: wanted, query: options.query, isEntryPage: true })
        // Who handles it goes somewhere else by itself.
        if (handled && this.pages.size > 0) return
        page = await this.open(home, {}, true)
      }
      this.reveal(page, Transition.none)
    }).catch((error: unknown) => this.runtime.failed(error, 'launch'))
  }

  private move<T>(step: () => Promise<T>): Promise<T> {
    const next = this.queue.then(step)
    this.queue = next.catch(() => {})
    return next
  }

  private config(path: string): ComponentConfig {
    return { ...this.app.window, ...this.runtime.code.configs[path] }
  }

  private async open(path: string, query: Record<string, string>, first = false): Promise<OpenPage> {
    if (!this.pages.has(path)) throw new ApiError(`page "${path}" is not found`)
    if (!(await this.loadPackageOf(path))) throw new ApiError(`loading subpackage of "${path}" failed`)
    this.runtime.guard(() => this.runtime.components.load(path), path)
    const tab = this.tabIndex(path)
    const url = Object.keys(query).length === 0 ? path : `${path}?${Object.entries(query).map(([key, value]) => `${key}=${value}`).join('&')}`
    const home = clean(this.app.entryPagePath ?? this.app.pages[0] ?? '')
    const page = new OpenPage(this.runtime, ++this.lastId, path, query, url, this.config(path), tab, first && tab < 0 && path !== home)
    if (tab >= 0) this.tabs.set(path, page)
    return page
  }

  /** Called by a page while it is made: `getCurrentPages()` knows it before its components are attached. */
  entered(page: OpenPage): void {
    this.byComponent.set(page.component, page)
    this.byId.set(page.id, page)
    this.stack.push(page)
  }

  private reveal(page: OpenPage, transition: number): void {
    page.load()
    page.tellSettings()
    this.runtime.recorder.showPage(page.id, transition)
    page.show()
    this.tellChrome()
  }

  private close(page: OpenPage): void {
    page.unload()
    this.byComponent.delete(page.component)
    this.byId.delete(page.id)
    this.stack = this.stack.filter((one) => one !== page)
    if (this.tabs.get(page.path) === page) this.tabs.delete(page.path)
  }

  navigateTo(url: string, events: Record<string, (...args: unknown[]) => void> = {}): Promise<unknown> {
    return this.move(async () => {
      const { path, query } = this.target(url)
      if (this.tabIndex(path) >= 0) throw new ApiError('can not navigateTo a tabbar page')
      if (this.stack.length >= DEEPEST) throw new ApiError('webview count limit exceed')
      await this.ready(path)
      this.top?.hide()
      const page = await this.open(path, query)
      for (const [name, listener] of Object.entries(events)) page.opener.on(name, listener)
      this.reveal(page, Transition.push)
      return { eventChannel: page.opener }
    })
  }

  redirectTo(url: string): Promise<void> {
    return this.move(async () => {
      const { path, query } = this.target(url)
      if (this.tabIndex(path) >= 0) throw new ApiError('can not redirectTo a tabbar page')
      await this.ready(path)
      if (this.top) this.close(this.top)
      this.reveal(await this.open(path, query), Transition.none)
    })
  }

  reLaunch(url: string): Promise<void> {
    return this.move(async () => {
      const { path, query } = this.target(url)
      await this.ready(path)
      for (const page of [...new Set([...this.stack, ...this.tabs.values()])].reverse()) this.close(page)
      this.reveal(await this.open(path, query), Transition.none)
    })
  }

  switchTab(url: string): Promise<void> {
    return this.move(async () => {
      const { path } = this.target(url)
      if (this.tabIndex(path) < 0) throw new ApiError('can not switch to no-tabBar page')
      if (this.top?.path === path) return
      await this.ready(path)
      for (const page of [...this.stack].reverse()) {
        if (page.tab < 0) this.close(page)
        else if (page.path !== path) page.hide()
      }
      this.stack = []
      const kept = this.tabs.get(path)
      if (!kept) {
        this.reveal(await this.open(path, {}), Transition.none)
        return
      }
      this.stack = [kept]
      this.uncover(kept, Transition.none)
    })
  }

  navigateBack(delta: number): Promise<void> {
    return this.move(async () => {
      if (this.stack.length < 2) throw new ApiError('cannot navigate back at first page.')
      const left = Math.max(1, this.stack.length - Math.max(1, delta))
      for (const page of this.stack.slice(left).reverse()) this.close(page)
      if (this.top) this.uncover(this.top, Transition.pop)
    })
  }

  private uncover(page: OpenPage, transition: number): void {
    this.runtime.recorder.showPage(page.id, transition)
    page.show()
    this.tellChrome()
  }

  private target(url: string): { path: string; query: Record<string, string> } {
    if (typeof url !== 'string') throw new ApiError(`parameter error: parameter.url should be String instead of ${url === null ? 'Null' : typeof url}`)
    const target = parseUrl(url, this.top?.path)
    if (!this.pages.has(target.path)) throw new ApiError(`page "${target.path}" is not found`)
    return target
  }

  /** Brings code before the page in view is hidden: a failing load must leave it as it was. */
  private async ready(path: string): Promise<void> {
    if (!(await this.loadPackageOf(path))) throw new ApiError(`loading subpackage of "${path}" failed`)
  }

  // What the host and the frame say

  back(): void {
    if (leaveContainer(this.runtime)) return
    void this.navigateBack(1).catch(() => {})
  }

  home(): void {
    const home = clean(this.app.entryPagePath ?? this.app.pages[0] ?? '')
    void this.reLaunch(`/${home}`).catch(() => {})
  }

  tabTapped(index: number): void {
    const item = this.app.tabBar?.list[index]
    if (!item) return
    const path = clean(item.pagePath)
    const same = this.top?.path === path
    void (same ? Promise.resolve() : this.switchTab(`/${path}`))
      .then(() => this.top?.call('onTabItemTap', { index: String(index), pagePath: item.pagePath, text: item.text ?? '' }))
      .catch(() => {})
  }

  told(id: number, event: 'scroll' | 'reachBottom' | 'pullDown', detail: unknown): void {
    const page = this.byId.get(id)
    if (event === 'scroll') page?.call('onPageScroll', detail)
    else page?.call(event === 'reachBottom' ? 'onReachBottom' : 'onPullDownRefresh')
  }

  rendered(component: GeneralComponent): void {
    this.byComponent.get(component)?.rendered()
  }

  resized(viewport: Viewport): void {
    const { screenWidth, screenHeight } = this.runtime.system
    this.top?.resize({ windowWidth: viewport.width, windowHeight: viewport.height, screenWidth, screenHeight })
    this.runtime.app.emit('windowResize', { size: { windowWidth: viewport.width, windowHeight: viewport.height } })
  }

  appShown(detail: Partial<LaunchOptions>): void {
    // A card that was opened while the program was in the background leads to its page.
    if (detail.path !== undefined && detail.path !== '' && clean(detail.path) !== this.top?.path) {
      const query = Object.entries(detail.query ?? {}).map(([key, value]) => `${key}=${value}`).join('&')
      void this.reLaunch(`/${clean(detail.path)}${query === '' ? '' : `?${query}`}`).catch((error: unknown) => this.runtime.failed(error, 'onShow'))
      return
    }
    this.top?.show()
  }

  appHidden(): void {
    this.top?.hide()
  }

  // Bars and sharing

  /** Changes the bar of a page; the host draws what is on top. */
  setBar(change: Partial<OpenPage['bar']>, page = this.top): void {
    if (!page) throw new ApiError('there is no page')
    page.bar = { ...page.bar, ...change }
    if (page === this.top) this.tellChrome()
  }

  private tellChrome(): void {
    const page = this.top
    if (!page) return
    this.runtime.bridge.tell({
      t: 'chrome', depth: this.stack.length, path: page.path, tab: page.tab,
      bar: { ...page.bar, title: page.bar.title.slice(0, 200) },
      shareable: page.has('onShareAppMessage') && !page.sharing.hidden,
    })
  }

  shareFromMenu(): void {
    void this.share({ from: 'menu', target: undefined })
  }

  async share(options: { from: 'menu' | 'button'; target: unknown }): Promise<void> {
    const page = this.top
    if (!page) return
    const said = page.call('onShareAppMessage', options) as { title?: unknown; path?: unknown; imageUrl?: unknown; promise?: Promise<unknown> } | undefined
    const better = said?.promise ? ((await Promise.race([said.promise, new Promise((resolve) => setTimeout(resolve, 3000))]).catch(() => undefined)) as typeof said) : undefined
    const { title, path, imageUrl } = { ...said, ...better }
    const here = `${page.path}${Object.keys(page.query).length > 0 ? `?${Object.entries(page.query).map(([key, value]) => `${key}=${value}`).join('&')}` : ''}`
    await this.runtime.bridge
      .call('shareAppMessage', {
        title: typeof title === 'string' ? title : page.bar.title,
        path: typeof path === 'string' ? path : here,
        imageUrl: typeof imageUrl === 'string' ? imageUrl : '',
        withShareTicket: page.sharing.withShareTicket, activityId: page.sharing.activityId,
      })
      .catch(() => {})
  }
}

onInternal('#share', (runtime, element) => {
  const target = element.__wxElement
  void runtime.router.share({ from: 'button', target: { id: target?.id ?? '', dataset: target?.dataset ?? {} } })
})

interface Navigate { target: string; url: string; openType: string; delta: number; appId: string; path: string; extraData: unknown; envVersion: string }

onInternal('#navigate', (runtime, element, detail: Navigate) => {
  const target = element.__wxElement
  const done = (ok: boolean, error?: Error): void => target?.triggerEvent(ok ? 'success' : 'fail', { errMsg: ok ? 'navigateTo:ok' : `navigateTo:fail ${error?.message ?? ''}` })
  const { router, bridge } = runtime
  const go = (): Promise<unknown> => {
    if (detail.target === 'miniProgram') {
      if (detail.openType === 'exit') return bridge.call('exitMiniProgram', {})
      return bridge.call('navigateToMiniProgram', { appId: detail.appId, path: detail.path, extraData: detail.extraData, envVersion: detail.envVersion })
    }
    switch (detail.openType) {
      case 'redirect': return router.redirectTo(detail.url)
      case 'switchTab': return router.switchTab(detail.url)
      case 'reLaunch': return router.reLaunch(detail.url)
      case 'navigateBack': return router.navigateBack(detail.delta)
      case 'exit': return bridge.call('exitMiniProgram', {})
      default: return router.navigateTo(detail.url)
    }
  }
  go().then(() => done(true), (error: Error) => done(false, error)).finally(() => target?.triggerEvent('complete', {}))
})
