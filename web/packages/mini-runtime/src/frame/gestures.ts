import { Mut } from '../protocol/codes'
import type { TouchPoint } from '../protocol/messages'
import type { Frame } from './frame'
import { Hover } from './hover'
import { nodeAt, type FrameNode } from './node'
import type { PageView } from './page-view'

const LONG_PRESS = 350
const SLOP = 10
/** Browsers send mouse events after touches; within this time they are the same press. */
const AFTER_TOUCH = 800

/**
 * Makes a program's events out of what people do: touches of fingers, mouse and pen, taps, long presses, and what animations
 * and transitions report. A tap is the browser's click, so keyboards and screen readers tap as well.
 *
 * Bubbling is the Worker's work. What must be decided at once is decided from what the program bound beforehand: a
 * `catchtouchmove` keeps the page from scrolling.
 */
export class Gestures {
  private readonly hover: Hover
  private timer = 0
  private start: { x: number; y: number; node: FrameNode } | null = null
  private moved = false
  private pressedLong = false
  private lastTouch = -AFTER_TOUCH
  private mouseDown = false

  constructor(private readonly page: PageView, private readonly frame: Frame) {
    this.hover = new Hover()
    const root = page.shadow
    const on = <K extends keyof HTMLElementEventMap>(type: K, handle: (event: HTMLElementEventMap[K]) => void, passive = true): void => {
      root.addEventListener(type, (event) => { if (event.isTrusted) handle(event as HTMLElementEventMap[K]) }, { passive })
    }
    on('touchstart', (event) => this.touch('touchstart', event))
    on('touchmove', (event) => this.touch('touchmove', event), false)
    on('touchend', (event) => this.touch('touchend', event))
    on('touchcancel', (event) => this.touch('touchcancel', event))
    on('mousedown', (event) => this.mouse(event, 'touchstart'))
    // Moves and ends count also when the pointer has left the page meanwhile.
    addEventListener('mousemove', (event) => { if (this.mouseDown) this.mouse(event, 'touchmove') })
    addEventListener('mouseup', (event) => { if (this.mouseDown) this.mouse(event, 'touchend') })
    on('click', (event) => this.click(event))
    on('transitionend', (event) => this.told('transitionend', event, { propertyName: event.propertyName, elapsedTime: event.elapsedTime }))
    for (const type of ['animationstart', 'animationiteration', 'animationend'] as const) {
      on(type, (event) => this.told(type, event, { animationName: event.animationName, elapsedTime: event.elapsedTime }))
    }
    on('contextmenu', (event) => { if (this.pressedLong) event.preventDefault() }, false)
  }

  private target(event: Event): FrameNode | null {
    return nodeAt(event.composedPath()[0] ?? null)
  }

  /** Whether anybody between a node and its page listens: what nobody hears is not sent. */
  private heard(node: FrameNode, type: string): boolean {
    if ((this.frame.applier.listened.get(type) ?? 0) === 0) return false
    for (let at: FrameNode | null = node; at; at = at.parent) if (at.listens(type)) return true
    return false
  }

  private caught(node: FrameNode, type: string): boolean {
    if ((this.frame.applier.listened.get(type) ?? 0) === 0) return false
    for (let at: FrameNode | null = node; at; at = at.parent) {
      if (at.listeners?.get(type) === Mut.final || at.captures?.get(type) === Mut.final) return true
    }
    return false
  }

  private send(node: FrameNode, type: string, detail: unknown, touches: TouchPoint[], changed: TouchPoint[]): void {
    if (!this.heard(node, type)) return
    if (node.tag === 'canvas') {
      // A canvas counts from its own corner.
      const { left, top } = node.el.getBoundingClientRect()
      for (const point of new Set([...touches, ...changed])) Object.assign(point, { x: point.clientX - left, y: point.clientY - top })
    }
    this.frame.toWorker({ t: 'event', node: node.id, type, detail, bubbles: true, inputNo: 0, touches, changedTouches: changed })
  }

  private point(identifier: number, from: { clientX: number; clientY: number }, force: number): TouchPoint {
    const { scrollLeft, scrollTop } = this.page.host
    return { identifier, clientX: from.clientX, clientY: from.clientY, pageX: from.clientX + scrollLeft, pageY: from.clientY + scrollTop, force }
  }

  private touch(type: 'touchstart' | 'touchmove' | 'touchend' | 'touchcancel', event: TouchEvent): void {
    this.lastTouch = event.timeStamp
    const node = this.target(event)
    if (!node) return
    const point = (touch: Touch): TouchPoint => this.point(touch.identifier, touch, touch.force)
    const touches = [...event.touches].map(point)
    const changed = [...event.changedTouches].map(point)
    this.progress(type, node, touches, changed, () => { if (event.cancelable) event.preventDefault() })
  }

  private mouse(event: MouseEvent, type: 'touchstart' | 'touchmove' | 'touchend'): void {
    if (!event.isTrusted || event.timeStamp - this.lastTouch < AFTER_TOUCH) return
    if (type === 'touchstart' && event.button !== 0) return
    this.mouseDown = type !== 'touchend'
    const node = type === 'touchstart' ? this.target(event) : (this.start?.node ?? null)
    if (!node) return
    const point = this.point(0, event, this.mouseDown ? 1 : 0)
    this.progress(type, node, this.mouseDown ? [point] : [], [point], () => {})
  }

  private progress(type: 'touchstart' | 'touchmove' | 'touchend' | 'touchcancel', node: FrameNode, touches: TouchPoint[], changed: TouchPoint[], prevent: () => void): void {
    const first = changed[0]
    if (!first) return
    switch (type) {
      case 'touchstart':
        this.begin(node, touches, first)
        break
      case 'touchmove': {
        if (this.start && Math.hypot(first.clientX - this.start.x, first.clientY - this.start.y) > SLOP) {
          this.moved = true
          clearTimeout(this.timer)
          this.hover.end()
        }
        if (this.caught(node, 'touchmove')) prevent()
        else if (this.page.pull.moved(first.clientY)) prevent()
        break
      }
      default:
        clearTimeout(this.timer)
        this.hover.end()
        this.page.pull.ended()
        this.start = null
    }
    const detail = type === 'touchstart' || type === 'touchend' ? { x: first.pageX, y: first.pageY } : {}
    this.send(node, type, detail, touches, changed)
  }

  private begin(node: FrameNode, touches: TouchPoint[], first: TouchPoint): void {
    clearTimeout(this.timer)
    this.pressedLong = false
    this.moved = touches.length > 1
    if (touches.length > 1) return
    this.start = { x: first.clientX, y: first.clientY, node }
    this.hover.begin(node)
    this.page.pull.began(first.clientY)
    this.frame.toHost({ t: 'gesture' })
    this.timer = window.setTimeout(() => {
      if (this.moved || !this.start) return
      const detail = { x: first.pageX, y: first.pageY }
      this.pressedLong = this.heard(node, 'longpress') || this.heard(node, 'longtap')
      this.send(node, 'longpress', detail, [first], [first])
      this.send(node, 'longtap', detail, [first], [first])
    }, LONG_PRESS)
  }

  private click(event: MouseEvent): void {
    const node = this.target(event)
    if (!node || this.pressedLong) return
    this.frame.toHost({ t: 'gesture' })
    // A click by keyboard has no place: the middle of the element stands for it.
    this.tap(node, event.detail === 0 ? middle(node.el) : event)
  }

  pressByKey(element: HTMLElement): void {
    const node = nodeAt(element)
    if (!node) return
    this.frame.toHost({ t: 'gesture' })
    this.tap(node, middle(element))
  }

  private tap(node: FrameNode, at: { clientX: number; clientY: number }): void {
    // A disabled button takes no taps, nor does what lies in it.
    for (let one: FrameNode | null = node; one; one = one.parent) if (one.tag === 'button' && one.flag('disabled')) return
    const point = this.point(0, at, 1)
    this.send(node, 'tap', { x: point.pageX, y: point.pageY }, [point], [point])
    let taken = false
    for (let one: FrameNode | null = node; one; one = one.parent) {
      if (!one.builtIn?.press || (taken && !one.builtIn.pressedWithin)) continue
      one.builtIn.press(one, 'self')
      taken = true
    }
  }

  private told(type: string, event: Event, detail: unknown): void {
    const node = this.target(event)
    if (node) this.send(node, type, detail, [], [])
  }
}

function middle(element: HTMLElement): { clientX: number; clientY: number } {
  const rect = element.getBoundingClientRect()
  return { clientX: rect.left + rect.width / 2, clientY: rect.top + rect.height / 2 }
}
