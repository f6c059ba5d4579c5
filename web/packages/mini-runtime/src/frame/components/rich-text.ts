import { isTrue, toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { decoded, withSpaces } from './parts'

/** The tags that WeChat trusts. A link is shown, but leads nowhere. */
const TAGS = new Set(
  ('a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em fieldset font footer ' +
    'h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section small span strong sub sup table tbody td tfoot th thead tr tt u ul').split(' '),
)

const ATTRIBUTES: Record<string, readonly string[]> = {
  img: ['alt', 'height', 'width'],
  ol: ['start', 'type'],
  col: ['span', 'width'],
  colgroup: ['span', 'width'],
  table: ['width'],
  td: ['colspan', 'height', 'rowspan', 'width'],
  th: ['colspan', 'height', 'rowspan', 'width'],
  bdo: ['dir'],
}

const MOST_NODES = 20_000
const DEEPEST = 200

class Builder {
  private left = MOST_NODES

  constructor(private readonly node: FrameNode<void>) {}

  private text(text: string): Text {
    return document.createTextNode(withSpaces(text, this.node.value('space')))
  }

  private element(name: string, attribute: (name: string) => string | null): HTMLElement {
    const element = document.createElement(name)
    const style = attribute('style')
    if (style) element.style.cssText = style
    const className = attribute('class')
    if (className) element.className = className
    for (const one of ATTRIBUTES[name] ?? []) {
      const value = attribute(one)
      if (value !== null) element.setAttribute(one, value)
    }
    if (name === 'img') {
      const src = attribute('src')
      if (src) void this.node.frame.assets.resolve(src).then((url) => { if (url) (element as HTMLImageElement).src = url })
    }
    return element
  }

  /** From nodes as programs write them: `{name, attrs, children}` and `{type: 'text', text}`. */
  list(nodes: unknown, into: Node, depth = 0): void {
    if (!Array.isArray(nodes) || depth > DEEPEST) return
    for (const one of nodes as unknown[]) {
      if (typeof one !== 'object' || one === null || this.left-- <= 0) continue
      const { type, text, name, attrs, children } = one as Record<string, unknown>
      if (type === 'text') {
        into.appendChild(this.text(decoded(toText(text))))
        continue
      }
      const tag = toText(name).toLowerCase()
      if (!TAGS.has(tag)) continue
      const given = typeof attrs === 'object' && attrs !== null ? (attrs as Record<string, unknown>) : {}
      const element = this.element(tag, (key) => (Object.hasOwn(given, key) ? toText(given[key]) : null))
      this.list(children, element, depth + 1)
      into.appendChild(element)
    }
  }

  /** From HTML: parsed into a document that loads and runs nothing, and copied from there by the same rules. */
  copy(from: Node, into: Node, depth = 0): void {
    if (depth > DEEPEST) return
    for (const child of from.childNodes) {
      if (this.left-- <= 0) return
      if (child instanceof Text) into.appendChild(this.text(child.data))
      if (!(child instanceof Element)) continue
      const tag = child.localName
      if (!TAGS.has(tag)) continue
      const element = this.element(tag, (key) => child.getAttribute(key))
      this.copy(child, element, depth + 1)
      into.appendChild(element)
    }
  }
}

defineBuiltIn<void>('rich-text', {
  create(node) { node.slot = null },
  attributes: {
    nodes: (node, value) => {
      const content = document.createDocumentFragment()
      const builder = new Builder(node)
      if (typeof value === 'string') builder.copy(new DOMParser().parseFromString(value, 'text/html').body, content)
      else builder.list(value, content)
      node.el.replaceChildren(content)
    },
    space: (node) => { if (node.value('nodes') !== undefined) node.builtIn!.attributes['nodes']!(node, node.value('nodes'), 0) },
    'user-select': (node, value) => { node.el.toggleAttribute('data-selectable', value !== undefined && isTrue(value)) },
  },
})
