import { isTrue, toPixels, toText, type FrameNode } from '../node'
import { glide } from '../page-view'
import { defineBuiltIn } from '../registry'
import { color, kept, part } from './parts'

interface State {
  refresher: HTMLElement
  told: boolean
  left: number
  top: number
  atUpper: boolean
  atLower: boolean
  refreshing: boolean
  /** Where a pull began, or -1. */
  pullFrom: number
  pulled: number
}

function scrolled(node: FrameNode<State>): void {
  const { state, el } = node
  if (state.told) return
  state.told = true
  requestAnimationFrame(() => {
    state.told = false
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = el
    const deltaX = state.left - scrollLeft
    const deltaY = state.top - scrollTop
    state.left = scrollLeft
    state.top = scrollTop
    node.emit('scroll', { scrollLeft, scrollTop, scrollWidth, scrollHeight, deltaX, deltaY })
    const upper = toPixels(node.value('upper-threshold'), 50)
    const lower = toPixels(node.value('lower-threshold'), 50)
    const across = !node.flag('scroll-y') && node.flag('scroll-x')
    const before = across ? scrollLeft : scrollTop
    const after = across ? scrollWidth - clientWidth - scrollLeft : scrollHeight - clientHeight - scrollTop
    const atUpper = before <= upper
    const atLower = after <= lower
    // Told on the way in only, and in the direction that leads there.
    if (atUpper && !state.atUpper && (across ? deltaX : deltaY) > 0) node.emit('scrolltoupper', { direction: across ? 'left' : 'top' })
    if (atLower && !state.atLower && (across ? deltaX : deltaY) < 0) node.emit('scrolltolower', { direction: across ? 'right' : 'bottom' })
    state.atUpper = atUpper
    state.atLower = atLower
  })
}

function overflow(node: FrameNode<State>): void {
  node.el.toggleAttribute('data-x', node.flag('scroll-x'))
  node.el.toggleAttribute('data-y', node.flag('scroll-y'))
}

function scrollTo(node: FrameNode<State>, axis: 'scrollTop' | 'scrollLeft', value: unknown): void {
  const to = toPixels(value, NaN)
  if (Number.isNaN(to)) return
  node.frame.after(() => glide(node.el, axis, to, node.flag('scroll-with-animation') ? 300 : 0))
}

function scrollIntoView(node: FrameNode<State>, value: unknown): void {
  const id = toText(value)
  if (id === '') return
  node.frame.after(() => {
    const target = node.el.querySelector(`#${CSS.escape(id)}`)
    if (!target) return
    const from = node.el.getBoundingClientRect()
    const to = target.getBoundingClientRect()
    const duration = node.flag('scroll-with-animation') ? 300 : 0
    if (node.flag('scroll-y')) glide(node.el, 'scrollTop', node.el.scrollTop + to.top - from.top - node.el.clientTop, duration)
    if (node.flag('scroll-x')) glide(node.el, 'scrollLeft', node.el.scrollLeft + to.left - from.left - node.el.clientLeft, duration)
  })
}

function pull(node: FrameNode<State>, height: number): void {
  node.state.pulled = height
  node.state.refresher.style.height = `${height}px`
  node.state.refresher.hidden = height === 0
}

function refresh(node: FrameNode<State>, on: boolean): void {
  const { state } = node
  if (state.refreshing === on) {
    if (!on) pull(node, 0)
    return
  }
  state.refreshing = on
  state.refresher.classList.toggle('running', on)
  pull(node, on ? toPixels(node.value('refresher-threshold'), 45) : 0)
  node.emit(on ? 'refresherrefresh' : 'refresherrestore', {})
}

function pullable(node: FrameNode<State>): void {
  const { state, el } = node
  el.addEventListener('touchstart', (event) => {
    state.pullFrom = node.flag('refresher-enabled') && !state.refreshing && el.scrollTop <= 0 ? event.touches[0]!.clientY : -1
  }, { passive: true })
  el.addEventListener('touchmove', (event) => {
    if (state.pullFrom < 0) return
    const distance = event.touches[0]!.clientY - state.pullFrom
    if (distance <= 0 && state.pulled === 0) return
    if (event.cancelable) event.preventDefault()
    pull(node, Math.max(0, Math.min(120, distance * 0.5)))
    node.emit('refresherpulling', { dy: state.pulled })
  }, { passive: false })
  const end = (): void => {
    if (state.pullFrom < 0) return
    state.pullFrom = -1
    if (state.pulled >= toPixels(node.value('refresher-threshold'), 45)) {
      refresh(node, true)
    } else if (state.pulled > 0) {
      pull(node, 0)
      node.emit('refresherabort', {})
    }
  }
  el.addEventListener('touchend', end, { passive: true })
  el.addEventListener('touchcancel', end, { passive: true })
}

defineBuiltIn<State>('scroll-view', {
  create(node) {
    const refresher = part('div', 'sapa-pull', document.createElement('i'), document.createElement('i'), document.createElement('i'))
    refresher.hidden = true
    node.el.append(refresher)
    const state: State = { refresher, told: false, left: 0, top: 0, atUpper: true, atLower: false, refreshing: false, pullFrom: -1, pulled: 0 }
    node.el.addEventListener('scroll', () => scrolled(node), { passive: true })
    return state
  },
  attributes: {
    'scroll-x': overflow,
    'scroll-y': overflow,
    'scroll-top': (node, value) => scrollTo(node, 'scrollTop', value),
    'scroll-left': (node, value) => scrollTo(node, 'scrollLeft', value),
    'scroll-into-view': scrollIntoView,
    'enable-flex': (node, value) => { node.el.toggleAttribute('data-flex', value !== undefined && isTrue(value)) },
    'show-scrollbar': (node, value) => { node.el.toggleAttribute('data-bare', value !== undefined && !isTrue(value)) },
    'paging-enabled': (node, value) => { node.el.toggleAttribute('data-paging', value !== undefined && isTrue(value)) },
    'scroll-anchoring': (node, value) => { node.ownStyle('overflow-anchor', value !== undefined && isTrue(value) ? 'auto' : '') },
    'refresher-enabled': (node, value) => { if (isTrue(value) && !node.el.dataset['pull']) { node.el.dataset['pull'] = '1'; pullable(node) } },
    'refresher-triggered': (node, value) => refresh(node, value !== undefined && isTrue(value)),
    'refresher-default-style': (node, value) => { node.state.refresher.dataset['style'] = toText(value) === 'white' ? 'light' : toText(value) === 'none' ? 'none' : 'dark' },
    'refresher-background': (node, value) => { node.state.refresher.style.backgroundColor = color(value) },
    'refresher-threshold': kept, 'upper-threshold': kept, 'lower-threshold': kept, 'scroll-with-animation': kept, bounces: kept, enhanced: kept, 'enable-back-to-top': kept,
  },
  methods: {
    scrollTo(node, args) {
      const to = (typeof args === 'object' && args !== null ? args : {}) as { top?: unknown; left?: unknown; duration?: unknown; animated?: unknown }
      const duration = to.animated === false ? 0 : toPixels(to.duration, 300)
      if (to.top !== undefined) glide(node.el, 'scrollTop', toPixels(to.top, 0), duration)
      if (to.left !== undefined) glide(node.el, 'scrollLeft', toPixels(to.left, 0), duration)
    },
  },
})
