/** Selector queries: selected in the Worker, measured in the frame, all questions of one `exec` in one message. */
import type { Element as GlassElement, GeneralComponent } from 'glass-easel'
import type { Query, QueryResult } from '../../protocol/messages'
import { RecordedElement } from '../recorder/element'
import type { Runtime } from '../runtime'
import { registerSync } from './registry'

interface Fields {
  id?: boolean
  dataset?: boolean
  mark?: boolean
  rect?: boolean
  size?: boolean
  scrollOffset?: boolean
  properties?: string[]
  computedStyle?: string[]
  node?: boolean
  context?: boolean
}

interface Request {
  component: unknown
  selector: string | null
  single: boolean
  fields: Fields
  callback: ((result: unknown) => void) | undefined
}

type Callback = (result: unknown) => void

/** What `fields({node: true})` gives for a kind of built-in; canvas and the like register here. */
const contexts = new Map<string, (runtime: Runtime, node: number, element: GlassElement) => unknown>()

export function provideContext(tag: string, make: (runtime: Runtime, node: number, element: GlassElement) => unknown): void {
  contexts.set(tag, make)
}

class NodesRef {
  constructor(private readonly query: SelectorQuery, private readonly selector: string | null, private readonly single: boolean) {}

  fields(fields: Fields, callback?: Callback): SelectorQuery {
    return this.query.add(this.selector, this.single, fields, callback)
  }
  boundingClientRect(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, rect: true, size: true }, callback)
  }
  scrollOffset(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, scrollOffset: true }, callback)
  }
  context(callback?: Callback): SelectorQuery {
    return this.fields({ context: true }, callback)
  }
  node(callback?: Callback): SelectorQuery {
    return this.fields({ node: true }, callback)
  }
}

class SelectorQuery {
  private requests: Request[] = []

  constructor(private readonly runtime: Runtime, private component: unknown) {}

  in(component: unknown): this {
    this.component = component
    return this
  }
  select(selector: string): NodesRef { return new NodesRef(this, selector, true) }
  selectAll(selector: string): NodesRef { return new NodesRef(this, selector, false) }
  selectViewport(): NodesRef { return new NodesRef(this, null, true) }

  add(selector: string | null, single: boolean, fields: Fields, callback: Callback | undefined): this {
    this.requests.push({ component: this.component, selector, single, fields, callback })
    return this
  }

  exec(done?: (results: unknown[]) => void): this {
    const { runtime, requests } = this
    void Promise.all(requests.map((request) => this.answer(request))).then((results) => {
      requests.forEach(({ callback }, index) => { if (typeof callback === 'function') runtime.guard(() => callback(results[index]), 'SelectorQuery callback') })
      if (typeof done === 'function') runtime.guard(() => done(results), 'SelectorQuery callback')
    })
    return this
  }

  private async answer({ component, selector, single, fields }: Request): Promise<unknown> {
    const { runtime } = this
    const page = runtime.router.pageOfCaller(component) ?? runtime.router.top
    if (!page) return single ? null : []
    const host = (component as { _$?: GeneralComponent } | undefined)?._$ ?? page.component
    if (selector === null) return this.one(null, page.id, fields)
    const root = host.getShadowRoot()
    const found = single ? [root?.querySelector(selector) ?? null] : (root?.querySelectorAll(selector) ?? [])
    const results = await Promise.all(found.map((element) => (element ? this.one(element, page.id, fields) : null)))
    return single ? (results[0] ?? null) : results
  }

  private async one(element: GlassElement | null, page: number, fields: Fields): Promise<unknown> {
    const backend = element?.getBackendElement()
    const node = backend instanceof RecordedElement ? backend.id : 0
    // A component without a host node has no place of its own.
    if (element && node === 0) return null
    const measured = await this.measure({ node, page }, fields)
    if (!measured) return null
    const result: Record<string, unknown> = {}
    if (fields.id) result['id'] = element?.id ?? ''
    if (fields.dataset) result['dataset'] = element?.dataset ?? {}
    if (fields.mark) result['mark'] = element?.collectMarks() ?? {}
    const { left, top, right, bottom, width, height, scrollLeft, scrollTop, scrollWidth, scrollHeight } = measured
    if (fields.rect) Object.assign(result, { left, top, right, bottom })
    if (fields.size) Object.assign(result, { width, height })
    if (fields.scrollOffset) Object.assign(result, { scrollLeft, scrollTop, scrollWidth, scrollHeight })
    if (fields.computedStyle) Object.assign(result, measured.styles)
    if (fields.properties) {
      const data = (element as { data?: Record<string, unknown> } | null)?.data
      for (const name of fields.properties) result[name] = data && name in data ? data[name] : measured.properties?.[name]
    }
    const make = element ? contexts.get((element as { is?: string }).is ?? '') : undefined
    if (fields.node) result['node'] = make && element ? await make(this.runtime, node, element) : null
    if (fields.context) result['context'] = make && element ? await make(this.runtime, node, element) : null
    return result
  }

  private measure(where: { node: number; page: number }, fields: Fields): Promise<QueryResult | null> {
    const query: Query = {
      ...where,
      rect: fields.rect === true || fields.size === true,
      scroll: fields.scrollOffset === true,
      ...(Array.isArray(fields.computedStyle) && { styles: fields.computedStyle.map(String) }),
      ...(Array.isArray(fields.properties) && { properties: fields.properties.map(String) }),
    }
    return new Promise((resolve) => this.runtime.recorder.ask(query, resolve))
  }
}

export function createSelectorQuery(runtime: Runtime, component: unknown): SelectorQuery {
  return new SelectorQuery(runtime, component)
}

registerSync('createSelectorQuery', (runtime) => createSelectorQuery(runtime, undefined))
