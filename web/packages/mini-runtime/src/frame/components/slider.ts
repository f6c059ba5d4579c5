import { isTrue, toNumber, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { color, kept, part } from './parts'

interface State {
  area: HTMLElement
  track: HTMLElement
  fill: HTMLElement
  block: HTMLElement
  info: HTMLElement
  value: number
  /** As the program last set it, for reset. */
  initial: number
  drag: { pointer: number; x: number; moving: boolean } | null
}

const SLOP = 4

function limits(node: FrameNode<State>): { min: number; max: number; step: number } {
  const min = toNumber(node.value('min'), 0)
  const max = Math.max(min, toNumber(node.value('max'), 100))
  const step = toNumber(node.value('step'), 1)
  return { min, max, step: step > 0 ? step : 1 }
}

/** On a step, within the ends; without the tails that fractions leave (0.1 + 0.2). */
function fitting(node: FrameNode<State>, value: number): number {
  const { min, max, step } = limits(node)
  const stepped = min + Math.round((value - min) / step) * step
  return Number(Math.min(max, Math.max(min, stepped)).toFixed(10))
}

function show(node: FrameNode<State>): void {
  const { state, el } = node
  const { min, max } = limits(node)
  const part = max > min ? ((state.value - min) / (max - min)) * 100 : 0
  state.fill.style.width = `${part}%`
  state.block.style.left = `${part}%`
  state.info.textContent = String(state.value)
  el.setAttribute('aria-valuemin', String(min))
  el.setAttribute('aria-valuemax', String(max))
  el.setAttribute('aria-valuenow', String(state.value))
}

function changed(node: FrameNode<State>, value: number): void {
  node.state.value = fitting(node, value)
  show(node)
  node.emit('change', { value: node.state.value }, { model: { name: 'value', value: node.state.value } })
}

function valueAt(node: FrameNode<State>, x: number): number {
  const { left, width } = node.state.track.getBoundingClientRect()
  const { min, max } = limits(node)
  return min + ((x - left) / Math.max(1, width)) * (max - min)
}

function draggable(node: FrameNode<State>, state: State): void {
  const { area } = state
  area.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary || event.button !== 0 || node.flag('disabled')) return
    state.drag = { pointer: event.pointerId, x: event.clientX, moving: false }
    area.setPointerCapture(event.pointerId)
  })
  area.addEventListener('pointermove', (event) => {
    const { drag } = state
    if (drag?.pointer !== event.pointerId) return
    if (!drag.moving && Math.abs(event.clientX - drag.x) < SLOP) return
    drag.moving = true
    const value = fitting(node, valueAt(node, event.clientX))
    if (value === state.value) return
    state.value = value
    show(node)
    node.emit('changing', { value })
  })
  area.addEventListener('pointerup', (event) => {
    if (state.drag?.pointer !== event.pointerId) return
    state.drag = null
    changed(node, valueAt(node, event.clientX))
  })
  area.addEventListener('pointercancel', (event) => {
    const { drag } = state
    if (drag?.pointer !== event.pointerId) return
    state.drag = null
    if (drag.moving) changed(node, state.value)
  })
}

function byKey(node: FrameNode<State>, event: KeyboardEvent): void {
  if (node.flag('disabled')) return
  const { min, max, step } = limits(node)
  const value = node.state.value
  const to: Record<string, number> = {
    ArrowRight: value + step, ArrowUp: value + step, ArrowLeft: value - step, ArrowDown: value - step,
    PageUp: value + step * 10, PageDown: value - step * 10, Home: min, End: max,
  }
  const next = Object.hasOwn(to, event.key) ? to[event.key] : undefined
  if (next === undefined) return
  event.preventDefault()
  if (fitting(node, next) !== value) changed(node, next)
}

const again = (node: FrameNode<State>): void => node.frame.after(() => {
  node.state.value = fitting(node, node.state.value)
  show(node)
})

const paint = (where: 'track' | 'fill' | 'block') => (node: FrameNode<State>, value: unknown): void => {
  node.state[where].style.backgroundColor = color(value)
}

defineBuiltIn<State>('slider', {
  create(node) {
    const fill = part('div', 'sapa-slider-fill')
    const block = part('div', 'sapa-slider-block')
    const track = part('div', 'sapa-slider-track', fill, block)
    const area = part('div', 'sapa-slider-area', track)
    const info = part('span', 'sapa-slider-value')
    info.hidden = true
    node.el.append(area, info)
    node.el.setAttribute('role', 'slider')
    node.el.tabIndex = 0
    node.slot = null
    const state: State = { area, track, fill, block, info, value: 0, initial: 0, drag: null }
    node.state = state
    draggable(node, state)
    node.el.addEventListener('keydown', (event) => byKey(node, event))
    node.frame.after(() => show(node))
    return state
  },
  attributes: {
    min: again, max: again, step: again,
    value: (node, value) => node.frame.after(() => {
      // What the person holds is not pulled away under the finger.
      if (node.state.drag?.moving) return
      node.state.value = node.state.initial = fitting(node, toNumber(value, limits(node).min))
      show(node)
    }),
    disabled: (node, value) => {
      const disabled = value !== undefined && isTrue(value)
      node.el.setAttribute('aria-disabled', String(disabled))
      node.el.tabIndex = disabled ? -1 : 0
    },
    color: paint('track'), backgroundColor: paint('track'), 'selected-color': paint('fill'), activeColor: paint('fill'), 'block-color': paint('block'),
    'block-size': (node, value) => {
      const size = Math.min(28, Math.max(12, toNumber(value, 28)))
      node.state.block.style.width = node.state.block.style.height = `${size}px`
    },
    'show-value': (node, value) => { node.state.info.hidden = value === undefined || !isTrue(value) },
    name: kept,
  },
  form: {
    value: (node) => node.state.value,
    reset: (node) => {
      node.state.value = node.state.initial
      show(node)
    },
  },
})
