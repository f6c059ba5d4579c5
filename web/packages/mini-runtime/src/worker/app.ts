import type { LaunchOptions } from '../protocol/messages'
import type { Runtime } from './runtime'

type Instance = Record<string, unknown>
type Handler = (detail: never) => void

/** `App()` and `getApp()`: the program's one instance, and who else listens to what happens to it. */
export class AppHost {
  private instance: Instance | null = null
  private listeners = new Map<string, Set<Handler>>()
  private shown = false
  private failing = false
  launch: LaunchOptions
  enter: LaunchOptions

  constructor(private readonly runtime: Runtime) {
    this.launch = this.enter = runtime.program.launch
  }

  /** Runs `app.js` and launches. A program without an `App()` call has an empty app. */
  run(): void {
    if (this.runtime.modules.has('app.js')) this.runtime.guard(() => this.runtime.modules.run('app.js'), 'app.js')
    this.instance ??= {}
    this.call('onLaunch', this.launch)
    this.showNow(this.launch)
  }

  readonly register = (definition: Instance): void => {
    // Methods of a class count as well: what is copied is what WeChat copies.
    this.instance = Object.assign(Object.create(Object.getPrototypeOf(definition) as object) as Instance, definition)
  }

  readonly get = (): Instance | undefined => this.instance ?? undefined

  call(name: string, ...args: unknown[]): unknown {
    const method = this.instance?.[name]
    return typeof method === 'function' ? this.runtime.guard(() => method.apply(this.instance, args) as unknown, `App.${name}`) : undefined
  }

  show(detail: Partial<LaunchOptions>): void {
    if (this.shown) return
    this.enter = { ...this.enter, scene: 1001, ...detail }
    this.showNow(this.enter)
    this.runtime.router.appShown(detail)
  }

  private showNow(options: LaunchOptions): void {
    this.shown = true
    this.call('onShow', options)
    this.emit('appShow', options)
  }

  hide(): void {
    if (!this.shown) return
    this.shown = false
    this.runtime.router.appHidden()
    this.call('onHide')
    this.emit('appHide', undefined)
    this.runtime.storage.write()
  }

  error(text: string): void {
    // What fails while failing is told is not told again.
    if (this.failing) return
    this.failing = true
    this.call('onError', text)
    this.emit('error', text)
    this.failing = false
  }

  rejected(reason: unknown, promise: Promise<unknown>): void {
    this.call('onUnhandledRejection', { reason, promise })
    this.emit('unhandledRejection', { reason, promise })
  }

  /** Whether somebody took care of it. */
  pageNotFound(detail: { path: string; query: Record<string, string>; isEntryPage: boolean }): boolean {
    const heard = typeof this.instance?.['onPageNotFound'] === 'function' || (this.listeners.get('pageNotFound')?.size ?? 0) > 0
    this.call('onPageNotFound', detail)
    this.emit('pageNotFound', detail)
    return heard
  }

  themeChanged(theme: 'light' | 'dark'): void {
    this.runtime.system.theme = theme
    this.call('onThemeChange', { theme })
    this.emit('themeChange', { theme })
  }

  /** `wx.onX` and `wx.offX`. */
  on(name: string, handler: unknown): void {
    if (typeof handler !== 'function') return
    const set = this.listeners.get(name) ?? new Set()
    set.add(handler as Handler)
    this.listeners.set(name, set)
  }

  off(name: string, handler: unknown): void {
    if (handler === undefined) this.listeners.delete(name)
    else this.listeners.get(name)?.delete(handler as Handler)
  }

  emit(name: string, detail: unknown): void {
    for (const handler of [...(this.listeners.get(name) ?? [])]) this.runtime.guard(() => handler(detail as never), name)
  }
}
