import { isTrue, toNumber, toPixels, toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { color, kept, part } from './parts'

interface State { bar: HTMLElement; fill: HTMLElement; info: HTMLElement; percent: number }

function show(node: FrameNode<State>): void {
  const { state } = node
  const percent = Math.min(100, Math.max(0, toNumber(node.value('percent'), 0)))
  const active = node.flag('active')
  const from = active && toText(node.value('active-mode')) === 'forwards' ? state.percent : 0
  const duration = active ? Math.abs(percent - from) * toNumber(node.value('duration'), 30) : 0
  state.percent = percent
  state.info.textContent = `${percent}%`
  node.el.setAttribute('aria-valuenow', String(percent))
  state.fill.style.width = `${percent}%`
  if (duration <= 0) return
  const animation = state.fill.animate([{ width: `${from}%` }, { width: `${percent}%` }], { duration })
  animation.onfinish = () => node.emit('activeend', { curPercent: percent })
}

defineBuiltIn<State>('progress', {
  create(node) {
    const fill = part('div', 'sapa-progress-fill')
    const bar = part('div', 'sapa-progress-bar', fill)
    const info = part('div', 'sapa-progress-info')
    info.hidden = true
    node.el.append(bar, info)
    node.el.setAttribute('role', 'progressbar')
    node.slot = null
    return { bar, fill, info, percent: 0 }
  },
  attributes: {
    percent: (node) => node.frame.after(() => show(node)),
    'show-info': (node, value) => { node.state.info.hidden = value === undefined || !isTrue(value) },
    'border-radius': (node, value) => { node.state.bar.style.borderRadius = node.state.fill.style.borderRadius = `${toPixels(value, 0)}px` },
    'font-size': (node, value) => { node.state.info.style.fontSize = `${toPixels(value, 16)}px` },
    'stroke-width': (node, value) => { node.state.bar.style.height = `${toPixels(value, 6)}px` },
    color: (node, value) => { node.state.fill.style.backgroundColor = color(value) },
    activeColor: (node, value) => { node.state.fill.style.backgroundColor = color(value) },
    backgroundColor: (node, value) => { node.state.bar.style.backgroundColor = color(value) },
    active: kept, 'active-mode': kept, duration: kept,
  },
})
