import type { Query, QueryResult } from '../protocol/messages'
import type { Applier } from './applier'

/** Answers one question of a selector query. Null when the node is gone. */
export function measure(applier: Applier, query: Query): QueryResult | null {
  const page = applier.pages.get(query.page)
  const node = query.node === 0 ? undefined : applier.nodes.get(query.node)
  if (query.node !== 0 && (!node || node.element instanceof Text)) return null
  if (!node && !page) return null
  const element = node ? node.el : page!.host
  const result: QueryResult = {}
  if (query.rect) {
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
    Object.assign(result, { left, top, right, bottom, width, height })
  }
  if (query.scroll) {
    const scroller = node ? (node.slot ?? element) : element
    result.scrollLeft = scroller.scrollLeft
    result.scrollTop = scroller.scrollTop
    result.scrollWidth = scroller.scrollWidth
    result.scrollHeight = scroller.scrollHeight
  }
  if (query.styles && query.styles.length > 0) {
    const computed = getComputedStyle(element)
    const styles: Record<string, string> = {}
    for (const name of query.styles) {
      styles[name] = computed.getPropertyValue(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
    }
    result.styles = styles
  }
  if (query.properties && node) {
    const properties: Record<string, unknown> = {}
    for (const name of query.properties) {
      const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
      properties[name] = node.value(name) ?? node.value(dashed)
    }
    result.properties = properties
  }
  return result
}
