import { isTrue, toNumber, toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { kept, part, styleOf } from './parts'

interface State { panel: HTMLElement; overlay: HTMLElement; shown: boolean; animation: Animation | null; pull: number }

const HIDDEN: Record<string, string> = { bottom: 'translateY(100%)', top: 'translateY(-100%)', right: 'translateX(100%)', center: 'scale(.9)' }

function position(node: FrameNode<State>): string {
  const given = toText(node.value('position'))
  return Object.hasOwn(HIDDEN, given) ? given : 'bottom'
}

/** Shown and hidden with what WeChat tells on the way; the overlay and Escape take it away as the way back does. */
function show(node: FrameNode<State>, on: boolean): void {
  const { state } = node
  if (state.shown === on) return
  state.shown = on
  node.emit('#container', { shown: on })
  node.emit(on ? 'beforeenter' : 'beforeleave', {})
  node.el.toggleAttribute('data-shown', true)
  const where = position(node)
  state.panel.dataset['position'] = where
  const away = { transform: HIDDEN[where]!, opacity: where === 'center' ? 0 : 1 }
  const here = { transform: 'none', opacity: 1 }
  const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : Math.min(5_000, Math.max(0, toNumber(node.value('duration'), 300)))
  state.animation?.cancel()
  const animation = (state.animation = state.panel.animate(on ? [away, here] : [here, away], { duration, easing: 'ease', fill: 'forwards' }))
  state.overlay.animate(on ? [{ opacity: 0 }, { opacity: 1 }] : [{ opacity: 1 }, { opacity: 0 }], { duration, fill: 'forwards' })
  node.emit(on ? 'enter' : 'leave', {})
  animation.onfinish = () => {
    if (state.animation !== animation) return
    node.el.toggleAttribute('data-shown', on)
    node.emit(on ? 'afterenter' : 'afterleave', {})
  }
}

/** Taken away by the person: the program's own `show` is still true, and counts again when it is written anew. */
export function leave(node: FrameNode<State>): void {
  if (node.state.shown) show(node, false)
}

function slidable(node: FrameNode<State>, state: State): void {
  const { panel } = state
  let from: number | null = null
  panel.addEventListener('touchstart', (event) => {
    from = node.flag('close-on-slide-down') && panel.scrollTop <= 0 ? (event.touches[0]?.clientY ?? null) : null
  }, { passive: true })
  panel.addEventListener('touchmove', (event) => {
    if (from === null) return
    state.pull = Math.max(0, (event.touches[0]?.clientY ?? from) - from)
    if (state.pull > 10 && event.cancelable) event.preventDefault()
    panel.style.translate = `0 ${state.pull}px`
  }, { passive: false })
  const end = (): void => {
    if (from === null) return
    from = null
    panel.style.translate = ''
    if (state.pull > 100) leave(node)
    state.pull = 0
  }
  panel.addEventListener('touchend', end)
  panel.addEventListener('touchcancel', end)
}

defineBuiltIn<State>('page-container', {
  create(node) {
    const overlay = part('div', 'sapa-container-overlay')
    const panel = part('div', 'sapa-container-panel')
    panel.setAttribute('role', 'dialog')
    node.el.append(overlay, panel)
    node.slot = panel
    const state: State = { panel, overlay, shown: false, animation: null, pull: 0 }
    node.state = state
    overlay.addEventListener('click', () => {
      node.emit('clickoverlay', {})
      leave(node)
    })
    node.el.addEventListener('keydown', (event) => { if (event.key === 'Escape') leave(node) })
    slidable(node, state)
    return state
  },
  released: (node) => { if (node.state.shown) node.emit('#container', { shown: false }) },
  attributes: {
    show: (node, value) => node.frame.after(() => show(node, value !== undefined && isTrue(value))),
    overlay: (node, value) => { node.state.overlay.hidden = value !== undefined && !isTrue(value) },
    round: (node, value) => { node.state.panel.toggleAttribute('data-round', value !== undefined && isTrue(value)) },
    'z-index': (node, value) => node.ownStyle('z-index', String(Math.trunc(toNumber(value, 100)))),
    'overlay-style': (node, value) => { styleOf(node.state.overlay, value) },
    'custom-style': (node, value) => { styleOf(node.state.panel, value) },
    duration: kept, position: kept, 'close-on-slide-down': kept,
  },
  methods: { leave: (node) => leave(node) },
})
