import { isTrue, toNumber, toPixels, toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { color, kept, part } from './parts'

interface State {
  track: HTMLElement
  dots: HTMLElement
  items: HTMLElement[]
  current: number
  /** Where the track stands, in items; between two items while it moves. */
  at: number
  frame: number
  timer: number
  drag: { pointer: number; x: number; y: number; from: number; time: number; locked: boolean } | null
  observer: IntersectionObserver | null
  visible: boolean
}

type Source = '' | 'autoplay' | 'touch'

const EASINGS: Record<string, (part: number) => number> = {
  default: (t) => 1 - (1 - t) ** 3,
  linear: (t) => t,
  easeInCubic: (t) => t ** 3,
  easeOutCubic: (t) => 1 - (1 - t) ** 3,
  easeInOutCubic: (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (-2 * t + 2) ** 3 / 2),
}

const shownAtOnce = (node: FrameNode<State>): number => Math.max(1, toNumber(node.value('display-multiple-items'), 1))
const circular = (node: FrameNode<State>): boolean => node.flag('circular') && node.state.items.length > shownAtOnce(node)

function last(node: FrameNode<State>): number {
  return Math.max(0, node.state.items.length - (circular(node) ? 1 : shownAtOnce(node)))
}

function place(node: FrameNode<State>): void {
  const { state } = node
  const count = state.items.length
  const vertical = node.flag('vertical')
  const size = 100 / shownAtOnce(node)
  for (let index = 0; index < count; index++) {
    let offset = index - state.at
    // In a ring, an item stands on whichever side is nearer.
    if (circular(node)) offset = ((((offset + 1) % count) + count) % count) - 1
    const item = state.items[index]!
    item.style.transform = vertical ? `translate(0, ${offset * 100}%)` : `translate(${offset * 100}%, 0)`
    item.style.width = vertical ? '100%' : `${size}%`
    item.style.height = vertical ? `${size}%` : '100%'
  }
}

function dots(node: FrameNode<State>): void {
  const { state } = node
  state.dots.hidden = !node.flag('indicator-dots')
  if (state.dots.hidden) return
  while (state.dots.children.length > state.items.length) state.dots.lastChild!.remove()
  while (state.dots.children.length < state.items.length) state.dots.append(document.createElement('i'))
  const shown = shownAtOnce(node)
  for (let index = 0; index < state.items.length; index++) {
    const on = (index - state.current + state.items.length) % state.items.length < shown
    ;(state.dots.children[index] as HTMLElement).classList.toggle('on', on)
  }
}

function go(node: FrameNode<State>, to: number, source: Source, animated = true): void {
  const { state } = node
  const count = state.items.length
  if (count === 0) return
  const target = circular(node) ? to : Math.min(last(node), Math.max(0, to))
  const current = ((target % count) + count) % count
  const changed = current !== state.current
  state.current = current
  dots(node)
  const currentItemId = toText(node.frame.nodeOf(state.items[current]!)?.value('item-id'))
  if (changed) node.emit('change', { current, currentItemId, source }, { model: { name: 'current', value: current } })
  const end = (): void => {
    state.at = current
    place(node)
    node.emit('animationfinish', { current, currentItemId, source })
  }
  cancelAnimationFrame(state.frame)
  const duration = animated ? toNumber(node.value('duration'), 500) : 0
  if (duration <= 0) {
    end()
    return
  }
  const from = state.at
  const began = performance.now()
  const name = toText(node.value('easing-function'))
  const easing = (Object.hasOwn(EASINGS, name) ? EASINGS[name] : undefined) ?? EASINGS['default']!
  const step = (now: number): void => {
    const done = Math.min(1, Math.max(0, (now - began) / duration))
    state.at = from + (target - from) * easing(done)
    place(node)
    if (done < 1) state.frame = requestAnimationFrame(step)
    else end()
  }
  state.frame = requestAnimationFrame(step)
}

function autoplay(node: FrameNode<State>): void {
  const { state } = node
  clearInterval(state.timer)
  if (!node.flag('autoplay') || !state.visible) return
  state.timer = window.setInterval(() => {
    if (state.drag) return
    const next = state.current + 1
    go(node, circular(node) || next <= last(node) ? next : 0, 'autoplay')
  }, Math.max(50, toNumber(node.value('interval'), 5000)))
}

/** The shortest way round to an item that the program names. */
function nearest(node: FrameNode<State>, to: number): number {
  const count = node.state.items.length
  if (!circular(node)) return to
  const ahead = (((to - node.state.at) % count) + count) % count
  return node.state.at + (ahead <= count / 2 ? ahead : ahead - count)
}

function draggable(node: FrameNode<State>): void {
  const { state, el } = node
  el.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary || event.button !== 0 || state.items.length < 2) return
    state.drag = { pointer: event.pointerId, x: event.clientX, y: event.clientY, from: state.at, time: event.timeStamp, locked: false }
  })
  el.addEventListener('pointermove', (event) => {
    const { drag } = state
    if (!drag || event.pointerId !== drag.pointer) return
    const vertical = node.flag('vertical')
    const along = vertical ? event.clientY - drag.y : event.clientX - drag.x
    const across = vertical ? event.clientX - drag.x : event.clientY - drag.y
    if (!drag.locked) {
      if (Math.abs(along) < 6 && Math.abs(across) < 6) return
      if (Math.abs(across) > Math.abs(along)) {
        state.drag = null
        return
      }
      drag.locked = true
      el.setPointerCapture(event.pointerId)
      cancelAnimationFrame(state.frame)
    }
    const size = (vertical ? state.track.clientHeight : state.track.clientWidth) / shownAtOnce(node)
    let at = drag.from - along / Math.max(1, size)
    // Beyond the ends it gives way less and less.
    if (!circular(node)) at = at < 0 ? at / 3 : at > last(node) ? last(node) + (at - last(node)) / 3 : at
    state.at = at
    place(node)
    node.emit('transition', { dx: vertical ? 0 : -along, dy: vertical ? -along : 0 })
  })
  const end = (event: PointerEvent): void => {
    const { drag } = state
    if (!drag || event.pointerId !== drag.pointer) return
    state.drag = null
    if (!drag.locked) return
    const moved = state.at - drag.from
    const speed = moved / Math.max(1, event.timeStamp - drag.time)
    const step = Math.abs(speed) > 0.0006 && Math.abs(moved) < 0.5 ? Math.sign(moved) : Math.round(moved)
    go(node, Math.round(drag.from) + step, 'touch')
    autoplay(node)
  }
  el.addEventListener('pointerup', end)
  el.addEventListener('pointercancel', end)
}

const again = (node: FrameNode<State>): void => node.frame.after(() => { place(node); dots(node) })

defineBuiltIn<State>('swiper', {
  create(node) {
    const track = part('div', 'sapa-swiper-track')
    const marks = part('div', 'sapa-swiper-dots')
    marks.hidden = true
    node.el.append(track, marks)
    node.slot = track
    const state: State = { track, dots: marks, items: [], current: 0, at: 0, frame: 0, timer: 0, drag: null, observer: null, visible: false }
    node.state = state
    draggable(node)
    return state
  },
  inserted(node) {
    const { state } = node
    // What is out of sight, or on a page below, does not turn.
    state.observer = new IntersectionObserver((entries) => {
      state.visible = entries.some((entry) => entry.isIntersecting)
      autoplay(node)
    })
    state.observer.observe(node.el)
  },
  childrenChanged(node) {
    const { state } = node
    state.items = [...state.track.children].filter((child): child is HTMLElement => node.frame.nodeOf(child)?.tag === 'swiper-item')
    const wanted = toNumber(node.value('current'), state.current)
    state.current = state.at = Math.min(last(node), Math.max(0, wanted))
    place(node)
    dots(node)
  },
  released(node) {
    clearInterval(node.state.timer)
    cancelAnimationFrame(node.state.frame)
    node.state.observer?.disconnect()
  },
  attributes: {
    current: (node, value) => node.frame.after(() => {
      const to = toNumber(value, 0)
      if (to !== node.state.current && node.state.items.length > 0) go(node, nearest(node, to), '')
    }),
    'current-item-id': (node, value) => node.frame.after(() => {
      const index = node.state.items.findIndex((item) => toText(node.frame.nodeOf(item)?.value('item-id')) === toText(value))
      if (index >= 0 && index !== node.state.current) go(node, nearest(node, index), '')
    }),
    'indicator-dots': again,
    'indicator-color': (node, value) => { node.state.dots.style.setProperty('--dot', color(value) || null) },
    'indicator-active-color': (node, value) => { node.state.dots.style.setProperty('--dot-on', color(value) || null) },
    autoplay: (node) => node.frame.after(() => autoplay(node)),
    interval: (node) => node.frame.after(() => autoplay(node)),
    circular: again,
    vertical: (node, value) => {
      node.el.toggleAttribute('data-vertical', value !== undefined && isTrue(value))
      again(node)
    },
    'display-multiple-items': again,
    'previous-margin': (node, value) => { node.state.track.style.setProperty('--before', `${toPixels(value, 0)}px`) },
    'next-margin': (node, value) => { node.state.track.style.setProperty('--after', `${toPixels(value, 0)}px`) },
    duration: kept, 'easing-function': kept, 'snap-to-edge': kept, 'skip-hidden-item-layout': kept,
  },
})

defineBuiltIn<void>('swiper-item', { attributes: { 'item-id': kept, 'skip-hidden-item-layout': kept } })
