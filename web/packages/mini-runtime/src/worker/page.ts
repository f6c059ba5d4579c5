import { Component, TextNode, type Element as GlassElement, type GeneralComponent, type Node } from 'glass-easel'
import type { Root } from 'glass-easel-miniprogram-adapter'
import type { PageSettings } from '../protocol/codes'
import type { NavigationBar } from '../protocol/messages'
import { EventChannel } from './event-channel'
import type { RecordedElement } from './recorder/element'
import type { ComponentConfig } from './loader/program'
import type { Runtime } from './runtime'

export type Caller = Record<string, unknown>

/**
 * A page that has been opened. The order of its life is WeChat's: components created, components attached, onLoad, components'
 * `show`, onShow, (drawn) components ready, onReady; onUnload, components detached.
 */
export class OpenPage {
  readonly component: GeneralComponent
  readonly caller: Caller
  readonly opener = new EventChannel()
  bar: NavigationBar
  shown = false
  /** What `wx.showShareMenu` and `wx.updateShareMenu` said of this page. */
  readonly sharing = { hidden: false, withShareTicket: false, activityId: '' }
  private ready = false
  private closed = false

  constructor(
    private readonly runtime: Runtime,
    readonly id: number,
    readonly path: string,
    readonly query: Record<string, string>,
    url: string,
    readonly config: ComponentConfig,
    readonly tab: number,
    homeButton: boolean,
  ) {
    const { recorder, components } = runtime
    this.bar = {
      title: config.navigationBarTitleText ?? '',
      backgroundColor: config.navigationBarBackgroundColor ?? '#000000',
      textStyle: config.navigationBarTextStyle === 'black' ? 'black' : 'white',
      custom: config.navigationStyle === 'custom',
      loading: false,
      homeButton,
    }
    const { parent, placeholder } = recorder.openPage(id, { path })
    this.parent = parent
    this.root = recorder.inPage(id, () => components.associate().createRoot('page', components.space, url))
    this.component = this.root.getComponent()
    this.caller = this.root.get() as unknown as Caller
    this.caller['route'] = this.caller['__route__'] = path
    this.caller['options'] = query
    this.caller['getOpenerEventChannel'] = () => this.opener
    this.caller['getPageId'] = () => `${id}`
    runtime.router.entered(this)
    recorder.inPage(id, () => this.root.attach(parent as never, placeholder as never))
    placeholder.release()
    this.tellSettings()
  }

  private readonly root: Root
  /** The element around the page's component. */
  private readonly parent: RecordedElement

  /** Calls a method of the page, if it has it. */
  call(name: string, ...args: unknown[]): unknown {
    const method = this.caller[name]
    return typeof method === 'function' ? this.runtime.guard(() => method.apply(this.caller, args) as unknown, `${this.path} ${name}`) : undefined
  }

  has(name: string): boolean {
    return typeof this.caller[name] === 'function'
  }

  load(): void {
    this.call('onLoad', this.query)
  }

  show(): void {
    if (this.shown || this.closed) return
    this.shown = true
    this.component.triggerPageLifetime('show', [])
    this.call('onShow')
  }

  hide(): void {
    if (!this.shown) return
    this.shown = false
    this.component.triggerPageLifetime('hide', [])
    this.call('onHide')
  }

  /** The frame has drawn it for the first time. */
  rendered(): void {
    if (this.ready || this.closed) return
    this.ready = true
    this.call('onReady')
  }

  unload(): void {
    if (this.closed) return
    this.shown = false
    this.call('onUnload')
    this.closed = true
    this.root.release()
    destroy(this.component)
    this.runtime.recorder.closePage(this.id)
    this.parent.release()
  }

  resize(size: object): void {
    this.component.triggerPageLifetime('resize', [size])
    this.call('onResize', { size })
  }

  /** What the frame must know: what the page listens to may have come with `onLoad`. */
  tellSettings(): void {
    const { config } = this
    const settings: PageSettings = {
      path: this.path,
      pullDown: config.enablePullDownRefresh === true,
      scroll: this.has('onPageScroll'),
      ...(this.has('onReachBottom') && { reachBottom: config.onReachBottomDistance ?? 50 }),
      disableScroll: config.disableScroll === true,
      ...(config.backgroundColor !== undefined && { backgroundColor: config.backgroundColor }),
      backgroundTextStyle: config.backgroundTextStyle === 'light' ? 'light' : 'dark',
    }
    this.runtime.recorder.pageSettings(this.id, settings)
  }
}


/**
 * Takes a closed page's tree from the frame. Programs write to pages that are gone (an answer comes late): without a backend
 * such writes change data and nothing else.
 */
function destroy(node: Node): void {
  if (!TextNode.isTextNode(node)) {
    const element = node as GlassElement
    for (const child of element.childNodes) destroy(child)
    const root = Component.isComponent(element) ? (element as GeneralComponent).getShadowRoot() : null
    if (root) destroy(root)
  }
  node.destroyBackendElement()
}
