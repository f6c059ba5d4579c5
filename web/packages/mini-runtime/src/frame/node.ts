import type { BuiltIn } from './registry'
import type { Frame } from './frame'
import type { PageView } from './page-view'

export interface EmitOptions {
  bubbles?: boolean
  /** The value came from a person: what the program writes in answer carries the event's number (input rule). */
  numbered?: boolean
  /** The attribute that changed, for two-way binding. */
  model?: { name: string; value: unknown }
}

/** A node of the program's tree in the frame: an element or a text. */
export class FrameNode<State = unknown> {
  /** Where the children go; the element itself unless the built-in says otherwise. */
  slot: HTMLElement | null
  state!: State
  /** Types that somebody listens to, with what the listener does to those above. */
  listeners: Map<string, number> | null = null
  /** Listeners of the capture phase; only whether one is final matters here. */
  captures: Map<string, number> | null = null
  /** Attributes as they were last set, for queries, forms and hover. */
  values: Record<string, unknown> | null = null
  /** Classes that the program gave; those that the frame adds for a while are kept apart. */
  classes = ''
  extraClasses: Set<string> | null = null
  private ownStyles: Map<string, string> | null = null
  /** An upper bound of how deep the tree below is. */
  height = 0
  /** The number of the last input event of this element (docs/MINI-RUNTIME.md, input rule). */
  inputNo = 0
  /** A text as the program gave it; a built-in may show it otherwise. */
  text = ''

  constructor(
    readonly frame: Frame,
    readonly id: number,
    readonly tag: string,
    readonly element: HTMLElement | Text,
    readonly builtIn: BuiltIn<State> | null,
  ) {
    this.slot = tag === '' ? null : (element as HTMLElement)
    ;(element as Owned)[OWNER] = this as FrameNode
  }

  /** The element; only for nodes that are no text. */
  get el(): HTMLElement {
    return this.element as HTMLElement
  }

  get page(): PageView | null {
    const root = this.element.getRootNode()
    return root instanceof ShadowRoot ? this.frame.pageOfRoot(root) : null
  }

  /** The node above, across what built-ins put in between. */
  get parent(): FrameNode | null {
    return nodeAt(this.element.parentNode)
  }

  listens(type: string): boolean {
    return this.listeners?.has(type) === true || this.captures?.has(type) === true
  }

  value(name: string): unknown {
    return this.values?.[name]
  }

  flag(name: string): boolean {
    return isTrue(this.values?.[name])
  }

  /**
   * An event of a built-in. It does not bubble unless it says so, and is not sent when nobody can hear it. Types that begin
   * with `#` are for the runtime in the Worker, not for the program.
   */
  emit(type: string, detail: unknown, options: EmitOptions = {}): void {
    const model = options.model && this.listens(`model:${options.model.name}`) ? options.model : undefined
    if (!options.bubbles && !model && !type.startsWith('#') && !this.listens(type)) return
    this.frame.toWorker({
      t: 'event', node: this.id, type, detail,
      bubbles: options.bubbles === true,
      inputNo: options.numbered ? ++this.inputNo : 0,
      ...(model && { model }),
    })
  }

  /** A style of the built-in's own: it stays when the program writes the element's style. */
  ownStyle(name: string, value: string): void {
    const own = (this.ownStyles ??= new Map())
    if (value === '') own.delete(name)
    else own.set(name, value)
    this.el.style.setProperty(name, value)
  }

  setStyle(style: string): void {
    this.el.style.cssText = style
    if (this.ownStyles) for (const [name, value] of this.ownStyles) this.el.style.setProperty(name, value)
  }

  showClasses(): void {
    const extra = this.extraClasses
    this.el.className = extra && extra.size > 0 ? `${this.classes} ${[...extra].join(' ')}` : this.classes
  }

  toggleClasses(names: string, on: boolean): void {
    const extra = (this.extraClasses ??= new Set())
    for (const name of names.split(/\s+/)) {
      if (name === '') continue
      if (on) extra.add(name)
      else extra.delete(name)
    }
    this.showClasses()
  }
}

/** On the DOM node itself: a thousand rows are ten thousand look-ups. */
const OWNER = Symbol('owner')
type Owned = Node & { [OWNER]?: FrameNode }

/** The program's node that a DOM node belongs to: itself, or the built-in around it. */
export function nodeAt(start: EventTarget | null): FrameNode | null {
  let at = start instanceof Node ? start : null
  while (at) {
    const node = (at as Owned)[OWNER]
    if (node && node.tag !== '') return node
    at = at.parentNode
  }
  return null
}

/** An element that a built-in has put elsewhere in the page, with the node's children in it. */
export function place(element: HTMLElement, node: FrameNode<never>): void {
  ;(element as Owned)[OWNER] = node as unknown as FrameNode
}

/** The node that this very DOM node stands for. */
export function ownerOf(node: Node): FrameNode | undefined {
  return (node as Owned)[OWNER]
}

/** WXML writes `disabled`, `disabled="{{true}}"` and `disabled="true"`; only the text `false` and what is falsy mean no. */
export function isTrue(value: unknown): boolean {
  return value === '' ? true : value !== 'false' && Boolean(value)
}

export function toNumber(value: unknown, otherwise: number): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? parseFloat(value) : NaN
  return Number.isFinite(number) ? number : otherwise
}

export function toText(value: unknown): string {
  return value === null || value === undefined ? '' : typeof value === 'object' ? '' : String(value as string | number | boolean)
}

/** Pixels of a length as programs write it: a number, `12px`, `24rpx`. */
export function toPixels(value: unknown, otherwise: number): number {
  if (typeof value === 'string' && /rpx\s*$/.test(value)) return (toNumber(value, otherwise) * innerWidth) / 750
  return toNumber(value, otherwise)
}
