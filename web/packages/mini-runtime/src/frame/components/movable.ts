import { isTrue, toNumber, toPixels, toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { above, below, kept } from './parts'

type Source = '' | 'touch' | 'touch-out-of-bounds' | 'out-of-bounds' | 'friction'
interface Point { x: number; y: number }
interface Drag { at: Point; from: Point; time: number; speed: Point; axis: 'x' | 'y' | null; moving: boolean }

interface State {
  x: number
  y: number
  scale: number
  pointers: Map<number, Point>
  drag: Drag | null
  pinch: { distance: number; scale: number } | null
  frame: number
  told: string
  sizes: ResizeObserver | null
}

type Movable = FrameNode<State>

const SLOP = 4
const KEY_STEP = 10

function area(node: Movable): FrameNode | null {
  return above(node as unknown as FrameNode, 'movable-area')
}

/** Where the view may stand. It is moved from its place at the top left and scaled about its middle. */
function bounds(node: Movable): { left: number; right: number; top: number; bottom: number } {
  const around = area(node)?.el
  const { offsetWidth, offsetHeight } = node.el
  const { scale } = node.state
  const range = (inner: number, outer: number): [number, number] => {
    const shift = (inner * (scale - 1)) / 2
    const rest = outer - inner * scale
    return rest >= 0 ? [shift, shift + rest] : [shift + rest, shift]
  }
  const [left, right] = range(offsetWidth, around?.clientWidth ?? 0)
  const [top, bottom] = range(offsetHeight, around?.clientHeight ?? 0)
  return { left, right, top, bottom }
}

function clamped(node: Movable, { x, y }: Point): Point {
  const { left, right, top, bottom } = bounds(node)
  return { x: Math.min(right, Math.max(left, x)), y: Math.min(bottom, Math.max(top, y)) }
}

const direction = (node: Movable): string => toText(node.value('direction'))
const moves = (node: Movable, axis: 'x' | 'y'): boolean => direction(node) === 'all' || direction(node) === (axis === 'x' ? 'horizontal' : 'vertical')

function place(node: Movable, to: Point, source: Source): void {
  const { state } = node
  state.x = to.x
  state.y = to.y
  node.ownStyle('transform', `translateX(${to.x}px) translateY(${to.y}px) translateZ(0px) scale(${state.scale})`)
  const x = Number(to.x.toFixed(1))
  const y = Number(to.y.toFixed(1))
  const said = `${x},${y}`
  if (said === state.told) return
  state.told = said
  node.emit('change', { x, y, source })
}

/** Runs to a place within a time, or at once for those who want less motion. */
function glide(node: Movable, to: Point, source: Source, duration: number): void {
  const { state } = node
  cancelAnimationFrame(state.frame)
  if (duration <= 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) {
    place(node, to, source)
    return
  }
  const from = { x: state.x, y: state.y }
  const began = performance.now()
  const step = (now: number): void => {
    const done = Math.min(1, Math.max(0, (now - began) / duration))
    const part = 1 - (1 - done) ** 3
    place(node, { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }, source)
    if (done < 1 && node.el.isConnected) state.frame = requestAnimationFrame(step)
  }
  state.frame = requestAnimationFrame(step)
}

/** More damping means that it comes to its place sooner. */
const settleTime = (node: Movable): number => Math.min(2_000, 6_000 / Math.max(3, toNumber(node.value('damping'), 20)))

function release(node: Movable): void {
  const { state } = node
  const drag = state.drag
  state.drag = null
  if (!drag?.moving) return
  const home = clamped(node, state)
  if (home.x !== state.x || home.y !== state.y) {
    glide(node, home, 'out-of-bounds', settleTime(node))
    return
  }
  if (!node.flag('inertia')) return
  const friction = Math.max(0.1, toNumber(node.value('friction'), 2))
  // Pixels a millisecond, slowed evenly: the way left is v² / 2a.
  const way = (speed: number): number => (Math.sign(speed) * speed ** 2) / (2 * 0.001 * friction)
  const speed = Math.hypot(drag.speed.x, drag.speed.y)
  if (speed < 0.1) return
  const to = clamped(node, { x: state.x + (moves(node, 'x') ? way(drag.speed.x) : 0), y: state.y + (moves(node, 'y') ? way(drag.speed.y) : 0) })
  glide(node, to, 'friction', Math.min(2_000, speed / (0.001 * friction)))
}

function drag(node: Movable, event: PointerEvent): void {
  const { state } = node
  const now = state.drag
  if (!now) return
  const dx = event.clientX - now.from.x
  const dy = event.clientY - now.from.y
  if (!now.moving) {
    if (Math.hypot(dx, dy) < SLOP) return
    now.axis = Math.abs(dx) >= Math.abs(dy) ? 'x' : 'y'
    if (!moves(node, 'x') && !moves(node, 'y')) return
    now.moving = true
    node.el.setPointerCapture(event.pointerId)
    cancelAnimationFrame(state.frame)
  }
  node.emit(now.axis === 'x' ? 'htouchmove' : 'vtouchmove', {})
  const wanted = { x: moves(node, 'x') ? now.at.x + dx : state.x, y: moves(node, 'y') ? now.at.y + dy : state.y }
  const held = clamped(node, wanted)
  const out = node.flag('out-of-bounds')
  // Beyond the edge it gives way less and less.
  const give = (want: number, have: number): number => (out ? have + Math.sign(want - have) * Math.sqrt(Math.abs(want - have)) * 2 : have)
  const to = { x: give(wanted.x, held.x), y: give(wanted.y, held.y) }
  const time = Math.max(1, event.timeStamp - now.time)
  now.speed = { x: (to.x - state.x) / time, y: (to.y - state.y) / time }
  now.time = event.timeStamp
  place(node, to, to.x !== held.x || to.y !== held.y ? 'touch-out-of-bounds' : 'touch')
}

function scaleLimits(node: Movable): [number, number] {
  const min = Math.min(10, Math.max(0.1, toNumber(node.value('scale-min'), 0.1)))
  return [min, Math.max(min, Math.min(10, toNumber(node.value('scale-max'), 10)))]
}

function setScale(node: Movable, scale: number, tell: boolean): void {
  const { state } = node
  const [min, max] = scaleLimits(node)
  const next = Math.min(max, Math.max(min, scale))
  if (next === state.scale) return
  state.scale = next
  const to = clamped(node, state)
  place(node, to, '')
  if (tell) node.emit('scale', { x: Number(to.x.toFixed(1)), y: Number(to.y.toFixed(1)), scale: Number(next.toFixed(3)) })
}

const spread = (pointers: Map<number, Point>): number => {
  const [one, other] = [...pointers.values()]
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0
}

function down(node: Movable, event: PointerEvent): void {
  const { state } = node
  if (node.flag('disabled') || event.button !== 0) return
  const point = { x: event.clientX, y: event.clientY }
  state.pointers.set(event.pointerId, point)
  if (state.pointers.size === 2 && node.flag('scale')) {
    state.drag = null
    state.pinch = { distance: Math.max(1, spread(state.pointers)), scale: state.scale }
  } else if (state.pointers.size === 1) {
    // Only a finger upon the view moves it; one beside it may be the first of two that scale it.
    if (!event.composedPath().includes(node.el)) return
    state.drag = { at: { x: state.x, y: state.y }, from: point, time: event.timeStamp, speed: { x: 0, y: 0 }, axis: null, moving: false }
  }
}

function move(node: Movable, event: PointerEvent): void {
  const { state } = node
  if (!state.pointers.has(event.pointerId)) return
  state.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY })
  if (state.pinch) setScale(node, (state.pinch.scale * spread(state.pointers)) / state.pinch.distance, true)
  else drag(node, event)
}

function up(node: Movable, event: PointerEvent): void {
  const { state } = node
  if (!state.pointers.delete(event.pointerId)) return
  if (state.pinch) {
    if (state.pointers.size < 2) state.pinch = null
  } else if (state.pointers.size === 0) {
    release(node)
  }
}

/** A mouse may leave the view before it has moved enough to hold it: moves are heard everywhere while a button is down. */
function listen(element: HTMLElement, whose: (event: PointerEvent) => Movable | null): void {
  element.addEventListener('pointerdown', (event) => {
    const node = whose(event)
    if (!node) return
    down(node, event)
    const id = event.pointerId
    if (!node.state.pointers.has(id)) return
    const moved = (event: PointerEvent): void => {
      if (event.pointerId !== id) return
      // The button was let go where nobody could tell us.
      if (event.pointerType === 'mouse' && event.buttons === 0) ended(event)
      else move(node, event)
    }
    const ended = (event: PointerEvent): void => {
      if (event.pointerId !== id) return
      removeEventListener('pointermove', moved)
      removeEventListener('pointerup', ended)
      removeEventListener('pointercancel', ended)
      up(node, event)
    }
    addEventListener('pointermove', moved)
    addEventListener('pointerup', ended)
    addEventListener('pointercancel', ended)
  })
}

function byKey(node: Movable, event: KeyboardEvent): void {
  if (event.target !== node.el || node.flag('disabled')) return
  const by: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
  const step = Object.hasOwn(by, event.key) ? by[event.key] : undefined
  if (!step || !moves(node, step[0] !== 0 ? 'x' : 'y')) return
  event.preventDefault()
  cancelAnimationFrame(node.state.frame)
  place(node, clamped(node, { x: node.state.x + step[0] * KEY_STEP, y: node.state.y + step[1] * KEY_STEP }), 'touch')
}

/** How the browser may use a finger itself, and whether keys can move it. */
function arrange(node: Movable): void {
  const off = node.flag('disabled')
  const across = !off && moves(node, 'x')
  const along = !off && moves(node, 'y')
  node.ownStyle('touch-action', across && along ? 'none' : across ? 'pan-y' : along ? 'pan-x' : node.flag('scale') && !off ? 'none' : '')
  const { el } = node
  if (across || along) {
    el.tabIndex = 0
    el.setAttribute('aria-description', node.frame.texts.movable)
    if (!el.hasAttribute('role')) el.setAttribute('role', 'group')
  } else {
    el.removeAttribute('tabindex')
    el.removeAttribute('aria-description')
  }
}

/** The program names a place; while a person holds the view, the person is right. */
const toPlace = (node: Movable): void => node.frame.after(() => {
  const { state, el } = node
  if (state.drag?.moving || !el.isConnected) return
  const to = clamped(node, { x: toPixels(node.value('x'), 0), y: toPixels(node.value('y'), 0) })
  const animated = state.sizes !== null && (node.value('animation') === undefined || node.flag('animation'))
  if (to.x !== state.x || to.y !== state.y) glide(node, to, '', animated ? settleTime(node) : 0)
})

const again = (node: Movable): void => node.frame.after(() => arrange(node))

defineBuiltIn<void>('movable-area', {
  create(node) {
    // With `scale-area`, two fingers anywhere in the area are fingers upon the view.
    listen(node.el, (event) => {
      if (!node.flag('scale-area')) return null
      const view = below(node as FrameNode).find(({ tag }) => tag === 'movable-view') as Movable | undefined
      return view && !event.composedPath().includes(view.el) ? view : null
    })
  },
  attributes: { 'scale-area': (node, value) => { node.ownStyle('touch-action', value !== undefined && isTrue(value) ? 'none' : '') } },
})

defineBuiltIn<State>('movable-view', {
  create(node) {
    const state: State = { x: 0, y: 0, scale: 1, pointers: new Map(), drag: null, pinch: null, frame: 0, told: '0,0', sizes: null }
    node.state = state
    listen(node.el, () => node)
    node.el.addEventListener('keydown', (event) => byKey(node, event))
    return state
  },
  inserted(node) {
    arrange(node)
    setScale(node, toNumber(node.value('scale-value'), 1), false)
    // Sizes come late: a picture in it, a panel that opens. It stays within.
    const sizes = new ResizeObserver(() => {
      if (node.state.drag?.moving) return
      const to = clamped(node, node.state)
      if (to.x !== node.state.x || to.y !== node.state.y) place(node, to, '')
    })
    place(node, clamped(node, { x: toPixels(node.value('x'), 0), y: toPixels(node.value('y'), 0) }), '')
    node.state.sizes = sizes
    sizes.observe(node.el)
    const around = area(node)
    if (around) sizes.observe(around.el)
  },
  released(node) {
    cancelAnimationFrame(node.state.frame)
    node.state.sizes?.disconnect()
  },
  attributes: {
    direction: again, disabled: again, scale: again, x: toPlace, y: toPlace,
    'scale-value': (node, value) => node.frame.after(() => { if (node.state.sizes) setScale(node, toNumber(value, 1), true) }),
    'scale-min': (node) => node.frame.after(() => { if (node.state.sizes) setScale(node, node.state.scale, true) }),
    'scale-max': (node) => node.frame.after(() => { if (node.state.sizes) setScale(node, node.state.scale, true) }),
    inertia: kept, 'out-of-bounds': kept, damping: kept, friction: kept, animation: kept,
  },
})
