import { toNumber, toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { Wheel } from '../wheel'
import { above, below, kept, part, styleOf } from './parts'

interface Column {
  wheel: Wheel
  rows: HTMLElement
  mask: HTMLElement
  indicator: HTMLElement
  sizes: ResizeObserver
}

function columns(view: FrameNode): FrameNode<Column>[] {
  return below(view).filter((node) => node.tag === 'picker-view-column' && above(node, 'picker-view') === view) as FrameNode<Column>[]
}

function value(view: FrameNode): number[] {
  return columns(view).map(({ state }) => state.wheel.index)
}

/** The columns stand as the program says; one that is shorter shows its last row. */
function show(view: FrameNode): void {
  const wanted = view.value('value')
  columns(view).forEach(({ state }, index) => {
    const at = Array.isArray(wanted) ? toNumber((wanted as unknown[])[index], 0) : state.wheel.index
    state.wheel.show(at)
  })
}

function dress(view: FrameNode, column: Column): void {
  styleOf(column.mask, view.value('mask-style'))
  column.mask.className = `sapa-wheel-mask ${toText(view.value('mask-class'))}`
  styleOf(column.indicator, view.value('indicator-style'))
  column.indicator.className = `sapa-wheel-indicator ${toText(view.value('indicator-class'))}`
}

const dressAll = (view: FrameNode<void>): void => view.frame.after(() => {
  for (const { state } of columns(view as FrameNode)) dress(view as FrameNode, state)
})

defineBuiltIn<void>('picker-view', {
  create(node) {
    const slot = part('div', 'sapa-wheels')
    node.el.append(slot)
    node.slot = slot
  },
  childrenChanged: (node) => node.frame.after(() => show(node as FrameNode)),
  attributes: {
    value: (node) => node.frame.after(() => show(node as FrameNode)),
    'indicator-style': dressAll, 'indicator-class': dressAll, 'mask-style': dressAll, 'mask-class': dressAll,
    'immediate-change': kept,
  },
})

function turned(node: FrameNode<Column>): void {
  const view = above(node as unknown as FrameNode, 'picker-view')
  if (!view) return
  const now = value(view)
  // What a person chose holds until the program says otherwise, also when columns come and go.
  ;(view.values ??= Object.create(null) as Record<string, unknown>)['value'] = now
  view.emit('change', { value: now }, { model: { name: 'value', value: now } })
}

defineBuiltIn<Column>('picker-view-column', {
  create(node) {
    const rows = part('div', 'sapa-wheel-rows')
    const view = (): FrameNode | null => above(node as unknown as FrameNode, 'picker-view')
    const wheel: Wheel = new Wheel(rows, {
      began: () => view()?.emit('pickstart', { value: value(view()!) }),
      ended: () => view()?.emit('pickend', { value: value(view()!) }),
      turned: () => turned(node),
    }, (index) => rows.children[index]?.textContent?.trim().slice(0, 200) ?? '')
    const mask = part('div', 'sapa-wheel-mask')
    const indicator = part('div', 'sapa-wheel-indicator')
    node.el.append(wheel.element, mask, indicator)
    node.slot = rows
    // Rows are as high as the frame around the chosen one, whatever the program makes of it.
    const sizes = new ResizeObserver(() => {
      if (indicator.offsetHeight > 0) node.ownStyle('--row', `${indicator.offsetHeight}px`)
      wheel.show(wheel.index)
    })
    sizes.observe(indicator)
    return { wheel, rows, mask, indicator, sizes }
  },
  inserted(node) {
    const view = above(node as unknown as FrameNode, 'picker-view')
    if (!view) return
    dress(view, node.state)
    node.ownStyle('--row', `${node.state.indicator.offsetHeight || 34}px`)
  },
  childrenChanged(node) {
    const view = above(node as unknown as FrameNode, 'picker-view')
    if (view) node.frame.after(() => show(view))
  },
  released(node) {
    node.state.wheel.release()
    node.state.sizes.disconnect()
  },
  attributes: {},
})
