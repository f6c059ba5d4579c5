import { readBatch, type BatchSink } from '../protocol/batch-reader'
import type { Batch } from '../protocol/codes'

interface TestNode { id: number; tag: string; text: string; classes: string; attributes: Record<string, unknown>; children: TestNode[]; parent: TestNode | null }

/** A DOM of plain objects: what a frame would hold, as strictly as the frame holds it. */
export class Tree {
  private nodes = new Map<number, TestNode>()
  private names = new Map<string, number>()
  private root: TestNode | null = null

  get size(): number {
    return this.nodes.size
  }

  named(name: string): number {
    const id = this.names.get(name)
    if (id === undefined) throw new Error(`nothing is called ${name}`)
    return id
  }

  /** Applies batches and returns the operations that were in them. */
  apply(batches: Batch[]): unknown[][] {
    const seen: unknown[][] = []
    const handler: Partial<BatchSink> = {
      createElement: (id, tag) => { this.add(id, tag, '') },
      createText: (id, text) => { this.add(id, '', text) },
      release: (id) => { this.node(id); this.nodes.delete(id) },
      splice: (parent, before, remove, ints, from, count) => this.splice(parent, before, remove, [...ints.subarray(from, from + count)]),
      removeChild: (parent, child) => { this.take(this.node(child), this.node(parent)) },
      setClass: (id, classes) => { this.node(id).classes = classes },
      setText: (id, text) => { this.node(id).text = text },
      setId: (id, name) => { this.names.set(name, id) },
      setAttribute: (id, name, value) => { this.node(id).attributes[name] = value },
      openPage: (_, root) => { this.root = this.node(root) },
    }
    const sink = new Proxy({}, {
      get: (_, name) => (...args: unknown[]) => {
        seen.push([name, ...args])
        ;(handler[name as keyof BatchSink] as ((...args: unknown[]) => void) | undefined)?.(...args)
      },
    }) as BatchSink
    for (const batch of batches) readBatch(batch, sink)
    return seen
  }

  private add(id: number, tag: string, text: string): void {
    if (this.nodes.has(id)) throw new Error(`node ${id} exists`)
    this.nodes.set(id, { id, tag, text, classes: '', attributes: {}, children: [], parent: null })
  }

  private node(id: number): TestNode {
    const node = this.nodes.get(id)
    if (!node) throw new Error(`no node ${id}`)
    return node
  }

  private take(child: TestNode, from: TestNode | null = child.parent): void {
    if (child.parent !== from) throw new Error(`${child.id} is not there`)
    if (from) from.children.splice(from.children.indexOf(child), 1)
    child.parent = null
  }

  private splice(parentId: number, beforeId: number, remove: number, children: number[]): void {
    const parent = this.node(parentId)
    let at = parent.children.length
    if (beforeId !== 0) {
      at = parent.children.indexOf(this.node(beforeId))
      if (at < 0) throw new Error(`${beforeId} is not in ${parentId}`)
    }
    for (const gone of parent.children.splice(at, remove)) gone.parent = null
    const next = parent.children[at]
    for (const id of children) {
      const child = this.node(id)
      if (child.parent) this.take(child)
      child.parent = parent
      const place = next ? parent.children.indexOf(next) : parent.children.length
      parent.children.splice(place, 0, child)
    }
  }

  html(node = this.root?.children[0]): string {
    if (!node) return ''
    const inner = node.children.map((child) => this.html(child)).join('')
    if (node.tag === '') return node.text
    if (node.tag === 'page') return inner
    return `<${node.tag}${node.classes === '' ? '' : ` class="${node.classes}"`}>${inner}</${node.tag}>`
  }
}
