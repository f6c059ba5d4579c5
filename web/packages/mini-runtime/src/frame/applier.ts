import { Violation, type BatchSink } from '../protocol/batch-reader'
import { CommonAttributes } from '../protocol/components'
import { Limits, type PageSettings } from '../protocol/codes'
import { animate } from './animation'
import type { Frame } from './frame'
import { FrameNode, isTrue, ownerOf, toText } from './node'
import { PageView, checkSettings } from './page-view'
import { builtInOf } from './registry'

/** Names of elements. Each becomes `wx-` and the name, which no browser gives a meaning to. */
const TAG = /^[A-Za-z][A-Za-z0-9_-]{0,79}$/
const COMMON = new Set<string>(CommonAttributes)

/**
 * Applies node operations to the DOM. All of them are hostile: a node that does not exist, a name that is none or a tree that
 * grows too large ends the program. Nothing that a program sends becomes an attribute, a tag or an address of the DOM by
 * itself: tags get a prefix, attributes go to built-ins by name, styles go through the CSSOM.
 */
export class Applier implements BatchSink {
  readonly nodes = new Map<number, FrameNode>()
  readonly pages = new Map<number, PageView>()
  /** How many nodes ever listened to a type: types that nobody listens to are not sent. */
  readonly listened = new Map<string, number>()
  private tagsKnown = new Map<string, HTMLElement>()
  private toInsert = new Set<FrameNode>()
  private toTell = new Set<FrameNode>()
  private afterwards: (() => void)[] = []

  constructor(private readonly frame: Frame) {}

  node(id: number): FrameNode {
    const node = this.nodes.get(id)
    if (!node) throw new Violation(`there is no node ${id}`)
    return node
  }

  private elementNode(id: number): FrameNode {
    const node = this.node(id)
    if (node.tag === '') throw new Violation(`node ${id} is a text`)
    return node
  }

  private page(id: number): PageView {
    const page = this.pages.get(id)
    if (!page) throw new Violation(`there is no page ${id}`)
    return page
  }

  private add(node: FrameNode): void {
    if (this.nodes.has(node.id)) throw new Violation(`node ${node.id} exists already`)
    if (this.nodes.size >= Limits.nodes) throw new Violation('too many nodes')
    this.nodes.set(node.id, node)
  }

  createElement(id: number, tag: string): void {
    // Cloning an empty element is quicker than parsing its name again, a thousand times a list.
    let model = this.tagsKnown.get(tag)
    if (!model) {
      if (!TAG.test(tag)) throw new Violation('a tag has no proper name')
      model = document.createElement(`wx-${tag}`)
      // `:host` of a page's style sheet.
      if (tag === 'page') model.setAttribute('wx-host', '')
      if (this.tagsKnown.size < 2_000) this.tagsKnown.set(tag, model)
    }
    const builtIn = builtInOf(tag)
    const node = new FrameNode(this.frame, id, tag, model.cloneNode() as HTMLElement, builtIn)
    this.add(node)
    if (builtIn) {
      if (builtIn.create) node.state = builtIn.create(node)
      if (builtIn.inserted) this.toInsert.add(node)
    }
  }

  createText(id: number, text: string): void {
    const node = new FrameNode(this.frame, id, '', document.createTextNode(text), null)
    node.text = text
    this.add(node)
  }

  release(id: number): void {
    const node = this.node(id)
    this.nodes.delete(id)
    this.toInsert.delete(node)
    this.toTell.delete(node)
    node.builtIn?.released?.(node)
    // A released node that is still in the tree goes with its parent; alone it would stay for ever.
    if (node.parent === null) node.element.remove()
  }

  /** The DOM itself refuses a node that would lie within itself. */
  splice(parentId: number, beforeId: number, remove: number, ints: Int32Array, from: number, count: number): void {
    const parent = this.elementNode(parentId)
    const slot = parent.slot
    if (!slot) {
      // Built-ins without children (an input) take none; their nodes live on unseen.
      return
    }
    let before: Node | null = null
    if (beforeId !== 0) {
      before = this.node(beforeId).element
      if (before.parentNode !== slot) throw new Violation('a splice names a node that is not there')
    }
    for (let left = remove; left > 0 && before; left--) {
      const next: Node | null = before.nextSibling
      slot.removeChild(before)
      before = next
    }
    const holder = count > 1 ? document.createDocumentFragment() : slot
    for (let index = 0; index < count; index++) {
      const child = this.node(ints[from + index]!)
      if (holder === slot) slot.insertBefore(child.element, before)
      else holder.appendChild(child.element)
      if (child.height >= parent.height) this.deepen(parent, child.height + 1)
      if (parent.builtIn?.childText && child.tag === '') (child.element as Text).data = parent.builtIn.childText(parent, child.text)
    }
    if (holder !== slot) slot.insertBefore(holder, before)
    if (parent.builtIn?.childrenChanged) this.toTell.add(parent)
  }

  private deepen(node: FrameNode, height: number): void {
    let at: FrameNode | null = node
    for (let now = height; at && at.height < now; now++) {
      if (now > Limits.depth) throw new Violation('a tree is too deep')
      at.height = now
      at = at.parent
    }
  }

  removeChild(parentId: number, childId: number): void {
    const parent = this.elementNode(parentId)
    const child = this.node(childId)
    if (!parent.slot) return
    if (child.element.parentNode !== parent.slot) throw new Violation('a child is not there')
    parent.slot.removeChild(child.element)
    if (parent.builtIn?.childrenChanged) this.toTell.add(parent)
  }

  setId(id: number, value: string): void {
    this.elementNode(id).el.id = value
  }

  setHost(id: number, scope: string): void {
    this.elementNode(id).el.setAttribute('wx-host', scope)
  }

  setStyle(id: number, style: string): void {
    this.elementNode(id).setStyle(style)
  }

  setClass(id: number, classes: string): void {
    const node = this.elementNode(id)
    node.classes = classes
    if (node.extraClasses) node.showClasses()
    else node.el.className = classes
  }

  setAttribute(id: number, name: string, value: unknown, inputNo: number): void {
    const node = this.elementNode(id)
    const set = node.builtIn && Object.hasOwn(node.builtIn.attributes, name) ? node.builtIn.attributes[name] : undefined
    if (set || name === 'name') {
      ;(node.values ??= Object.create(null) as Record<string, unknown>)[name] = value
      set?.(node, value, inputNo)
    } else if (COMMON.has(name)) {
      setCommon(node.el, name, value)
    } else if (name === 'animation') {
      animate(node, value)
    }
  }

  removeAttribute(id: number, name: string): void {
    this.setAttribute(id, name, undefined, 0)
  }

  setText(id: number, text: string): void {
    const node = this.node(id)
    if (!(node.element instanceof Text)) throw new Violation(`node ${id} is no text`)
    node.text = text
    const parent = node.element.parentNode ? ownerOf(node.element.parentNode) : undefined
    node.element.data = parent?.builtIn?.childText ? parent.builtIn.childText(parent, text) : text
  }

  setListener(id: number, type: string, capture: boolean, mut: number): void {
    const node = this.elementNode(id)
    if (type.length > 100) throw new Violation('an event has no proper name')
    const table = capture ? (node.captures ??= new Map()) : (node.listeners ??= new Map())
    if (!table.has(type)) {
      if (table.size > 200) throw new Violation('a node has too many listeners')
      this.listened.set(type, (this.listened.get(type) ?? 0) + 1)
    }
    table.set(type, mut)
  }

  openPage(id: number, rootId: number): void {
    if (this.pages.has(id)) throw new Violation(`page ${id} is open already`)
    if (this.pages.size >= Limits.pages) throw new Violation('too many pages')
    const root = this.elementNode(rootId)
    if (root.element.parentNode) throw new Violation('the root of a page must be new')
    this.pages.set(id, new PageView(this.frame, id, root.el))
  }

  adoptStyle(pageId: number, path: string): void {
    this.page(pageId).adopt(path)
  }

  showPage(pageId: number, transition: number): void {
    const page = this.page(pageId)
    for (const other of this.pages.values()) if (other !== page) other.hide(transition)
    page.show(transition)
  }

  closePage(pageId: number): void {
    this.page(pageId).close()
    this.pages.delete(pageId)
  }

  setPage(pageId: number, settings: unknown): void {
    const checked = checkSettings(settings)
    if (!checked) throw new Violation('settings of a page are none')
    this.page(pageId).set(checked as PageSettings)
  }

  acknowledge(token: number): void {
    this.frame.toWorker({ t: 'rendered', token })
  }

  /** Runs when the batch at hand is applied: sizes can be read then. Outside of a batch, at once. */
  after(work: () => void): void {
    this.afterwards.push(work)
  }

  finish(): void {
    for (const node of this.toInsert) {
      if (!node.element.isConnected) continue
      this.toInsert.delete(node)
      node.builtIn?.inserted?.(node)
    }
    for (const node of this.toTell) node.builtIn?.childrenChanged?.(node)
    this.toTell.clear()
    const work = this.afterwards
    this.afterwards = []
    for (const one of work) one()
  }
}

function setCommon(element: HTMLElement, name: string, value: unknown): void {
  if (name === 'hidden') {
    element.toggleAttribute('hidden', value !== undefined && isTrue(value))
    return
  }
  const attribute = name === 'aria-role' ? 'role' : name
  if (value === undefined) element.removeAttribute(attribute)
  else element.setAttribute(attribute, value === true ? 'true' : toText(value))
}
