import type { FrameNode } from '../node'

/** A part of a built-in: an element with a class, and what goes into it. */
export function part<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...children: Node[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  element.className = className
  element.append(...children)
  return element
}

/** For attributes that are only kept: events, forms and hover read them when they are needed. */
export const kept = (): void => {}

export const hoverAttributes = {
  'hover-class': kept,
  'hover-stop-propagation': kept,
  'hover-start-time': kept,
  'hover-stay-time': kept,
}

/** The nearest built-in above of one of these names. */
export function above(node: FrameNode<never> | FrameNode, ...tags: string[]): FrameNode | null {
  for (let at = (node as FrameNode).parent; at; at = at.parent) if (tags.includes(at.tag)) return at
  return null
}

/** All nodes of the program below, in the order of the document. */
export function below(node: FrameNode<never> | FrameNode): FrameNode[] {
  const found: FrameNode[] = []
  const walker = document.createTreeWalker((node as FrameNode).el, NodeFilter.SHOW_ELEMENT)
  for (let at = walker.nextNode(); at; at = walker.nextNode()) {
    const one = (node as FrameNode).frame.nodeOf(at)
    if (one) found.push(one)
  }
  return found
}

/** A colour as CSS understands it, else none: it goes into a style of ours. */
export function color(value: unknown): string {
  return typeof value === 'string' && CSS.supports('color', value) ? value : ''
}

const SPACES: Record<string, string> = { ensp: '\u2002', emsp: '\u2003', nbsp: '\u00a0' }
const ENTITIES: Record<string, string> = { nbsp: '\u00a0', ensp: '\u2002', emsp: '\u2003', lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' }

export function withSpaces(text: string, kind: unknown): string {
  const space = typeof kind === 'string' ? SPACES[kind] : undefined
  return space ? text.replace(/ /g, space) : text
}

/** The entities that WeChat's `decode` knows. */
export function decoded(text: string): string {
  return text.includes('&') ? text.replace(/&(nbsp|ensp|emsp|lt|gt|amp|apos|quot);/g, (_, name: string) => ENTITIES[name]!) : text
}

const MOST_STYLE = 10_000

/**
 * A style that a program gives to a part of a built-in. Browsers have read it before we look at it, so no way of writing an address
 * passes; what names one is left out, and custom properties, whose text nobody has read.
 */
export function styleOf(element: HTMLElement, value: unknown): void {
  const text = typeof value === 'string' ? value.slice(0, MOST_STYLE) : ''
  const { style } = element
  style.cssText = text
  for (const name of [...style]) if (name.startsWith('--') || /url\(|image-set\(|src\(/i.test(style.getPropertyValue(name))) style.removeProperty(name)
}
