import * as v from 'valibot'
import { Violation } from '../protocol/batch-reader'
import { Limits, Transition, type PageSettings } from '../protocol/codes'
import type { Applier } from './applier'
import { Gestures } from './gestures'
import type { Frame } from './frame'
import { PullDown } from './pull-down'

const settings = v.object({
  path: v.pipe(v.string(), v.maxLength(1_000)),
  pullDown: v.optional(v.boolean()),
  reachBottom: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(10_000))),
  scroll: v.optional(v.boolean()),
  disableScroll: v.optional(v.boolean()),
  backgroundColor: v.optional(v.pipe(v.string(), v.maxLength(50))),
  backgroundTextStyle: v.optional(v.picklist(['dark', 'light'])),
})

export function checkSettings(value: unknown): PageSettings | null {
  const parsed = v.safeParse(settings, value)
  return parsed.success ? parsed.output : null
}

/** A page of the stack: it scrolls by itself, has its own style sheets, and only the top one is seen. */
export class PageView {
  readonly host = document.createElement('div')
  readonly shadow: ShadowRoot
  readonly pull: PullDown
  readonly gestures: Gestures
  private settings: PageSettings = { path: '' }
  /** Style sheets in the order in which they count; some come later, with their package. */
  private wanted: string[] = []
  private readTo = -1
  private scrollTold = false
  private still = false
  private background = ''

  constructor(readonly frame: Frame, readonly id: number, root: HTMLElement) {
    this.host.className = 'page'
    this.host.style.visibility = 'hidden'
    this.shadow = this.host.attachShadow({ mode: 'open' })
    this.shadow.adoptedStyleSheets = [frame.styles.base]
    this.pull = new PullDown(this, frame.texts.pullDown, () => frame.toWorker({ t: 'page', page: id, event: 'pullDown', detail: {} }))
    this.shadow.append(this.pull.element, root)
    this.host.addEventListener('scroll', () => this.scrolled(), { passive: true })
    this.gestures = new Gestures(this, frame)
    document.body.append(this.host)
  }

  adopt(path: string): void {
    if (this.wanted.includes(path)) return
    if (this.wanted.length >= Limits.stylesPerPage) throw new Violation('too many style sheets')
    this.wanted.push(path)
    const sheet = this.frame.styles.sheet(path)
    if (sheet) this.shadow.adoptedStyleSheets.push(sheet)
  }

  adoptAgain(): void {
    const sheets = this.wanted.map((path) => this.frame.styles.sheet(path)).filter((sheet) => sheet !== null)
    this.shadow.adoptedStyleSheets = [this.frame.styles.base, ...sheets]
  }

  set(next: PageSettings): void {
    this.settings = next
    this.arrangeScroll()
    this.paint()
    this.pull.enabled = next.pullDown === true
    this.pull.element.dataset['style'] = next.backgroundTextStyle ?? 'dark'
  }

  /** A page's own style may hold it still for a while (`page-meta`). */
  holdStill(on: boolean): void {
    this.still = on
    this.arrangeScroll()
  }

  /** What the page's own `page-meta` says comes before its settings; an empty text says nothing. */
  colour(background: string): void {
    this.background = background
    this.paint()
  }

  private paint(): void {
    this.host.style.backgroundColor = ''
    this.host.style.backgroundColor = this.background || (this.settings.backgroundColor ?? '')
  }

  private arrangeScroll(): void {
    this.host.style.overflowY = this.settings.disableScroll || this.still ? 'hidden' : 'auto'
  }

  get visible(): boolean {
    return this.host.style.visibility !== 'hidden'
  }

  show(transition: number): void {
    this.host.style.visibility = ''
    this.host.inert = false
    this.slide(transition, transition === Transition.push ? 'in' : 'back')
    this.frame.firstPaint(this.id)
  }

  hide(transition: number): void {
    if (!this.visible) return
    this.host.inert = true
    const animation = transition === Transition.push ? this.slide(transition, 'out') : null
    // It may be back in view before its way out has ended.
    const end = (): void => { if (this.host.inert) this.host.style.visibility = 'hidden' }
    if (animation) void animation.finished.then(end, end)
    else end()
  }

  /** Pages move as people are used to; those who asked for less motion see them change at once. */
  private slide(transition: number, how: 'in' | 'out' | 'back'): Animation | null {
    if (transition === Transition.none || matchMedia('(prefers-reduced-motion: reduce)').matches) return null
    const from = how === 'in' ? '100%' : how === 'back' ? '-30%' : '0'
    const to = how === 'out' ? '-30%' : '0'
    return this.host.animate([{ transform: `translateX(${from})` }, { transform: `translateX(${to})` }], { duration: 240, easing: 'cubic-bezier(.2,.8,.2,1)' })
  }

  close(): void {
    this.host.remove()
  }

  /** Once a frame: where the page stands, and whether its end has been reached. */
  private scrolled(): void {
    if (this.scrollTold) return
    this.scrollTold = true
    requestAnimationFrame(() => {
      this.scrollTold = false
      const { scrollTop, clientHeight, scrollHeight } = this.host
      if (this.settings.scroll) this.frame.toWorker({ t: 'page', page: this.id, event: 'scroll', detail: { scrollTop } })
      const distance = this.settings.reachBottom
      if (distance === undefined) return
      if (scrollTop + clientHeight < scrollHeight - distance) {
        this.readTo = -1
      } else if (this.readTo !== scrollHeight) {
        // Told once for each end that is reached: when the page has grown there is a new one.
        this.readTo = scrollHeight
        this.frame.toWorker({ t: 'page', page: this.id, event: 'reachBottom', detail: {} })
      }
    })
  }

  scrollTo(to: { top?: number | undefined; node?: number | undefined; offset?: number | undefined; duration: number }, applier: Applier): void {
    const node = to.node === undefined ? undefined : applier.nodes.get(to.node)
    let top = to.top ?? 0
    if (node && !(node.element instanceof Text)) {
      top = node.el.getBoundingClientRect().top - this.host.getBoundingClientRect().top + this.host.scrollTop
    }
    glide(this.host, 'scrollTop', top + (to.offset ?? 0), to.duration)
  }
}

/** Scrolls in the time that the program asks for; browsers have their own idea of how long `smooth` takes. */
export function glide(element: HTMLElement, axis: 'scrollTop' | 'scrollLeft', to: number, duration: number): void {
  const from = element[axis]
  if (duration <= 0) {
    element[axis] = to
    return
  }
  const began = performance.now()
  const step = (now: number): void => {
    const part = Math.min(1, Math.max(0, (now - began) / duration))
    element[axis] = from + (to - from) * (part < 0.5 ? 2 * part * part : 1 - (-2 * part + 2) ** 2 / 2)
    if (part < 1 && element.isConnected) requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}
