import { isTrue, toText, type FrameNode } from '../node'
import { dateSession, timeSession, type Fields } from '../pickers/dates'
import { MultiSelectorSession, SelectorSession } from '../pickers/ranges'
import { LEVELS, RegionSession, readRegions, type Level } from '../pickers/regions'
import { REGIONS, type Region } from '../pickers/region-data'
import type { Session } from '../pickers/session'
import { defineBuiltIn } from '../registry'
import { Sheet } from '../sheet'
import { Wheel } from '../wheel'
import { below, kept, part } from './parts'

type Mode = 'selector' | 'multiSelector' | 'time' | 'date' | 'region'

interface State {
  /** What is chosen; the person's choice until the program sets another. */
  value: unknown
  initial: unknown
  open: { session: Session; sheet: Sheet; wheels: Wheel[]; shown: (readonly string[])[] } | null
}

const MODES = new Set<string>(['selector', 'multiSelector', 'time', 'date', 'region'])

function modeOf(node: FrameNode<State>): Mode {
  const mode = toText(node.value('mode'))
  return MODES.has(mode) ? (mode as Mode) : 'selector'
}

/** What a picker holds before anybody has chosen. */
function startValue(mode: Mode): unknown {
  return mode === 'selector' ? 0 : mode === 'multiSelector' || mode === 'region' ? [] : ''
}

let regions: Promise<Region[]> | null = null

/** The host may know more places than we; it is asked once. */
function knownRegions(node: FrameNode<State>): Promise<Region[]> {
  regions ??= node.frame.ask('regions', {}).then((answer) => readRegions(answer) ?? REGIONS, () => REGIONS)
  return regions
}

async function sessionOf(node: FrameNode<State>): Promise<Session> {
  const { value } = node.state
  const key = toText(node.value('range-key'))
  switch (modeOf(node)) {
    case 'multiSelector': return new MultiSelectorSession(node.value('range'), key, value)
    case 'time': return timeSession(value, node.value('start'), node.value('end'))
    case 'date': {
      const fields = toText(node.value('fields'))
      return dateSession(value, node.value('start'), node.value('end'), (['year', 'month'].includes(fields) ? fields : 'day') as Fields)
    }
    case 'region': {
      const level = toText(node.value('level')) as Level
      return new RegionSession(await knownRegions(node), value, LEVELS.includes(level) ? level : 'region', toText(node.value('custom-item')).slice(0, 200))
    }
    default: return new SelectorSession(node.value('range'), key, value)
  }
}

async function open(node: FrameNode<State>): Promise<void> {
  const { state } = node
  if (state.open || node.flag('disabled')) return
  const session = await sessionOf(node)
  if (state.open || !node.el.isConnected) return
  const holder = part('div', 'sapa-wheels sapa-sheet-wheels')
  const sheet = new Sheet(node.frame, {
    title: toText(node.value('header-text')).slice(0, 200),
    content: holder,
    done: () => {
      end(node)
      const detail = session.detail()
      state.value = detail.value
      node.emit('change', detail, { model: { name: 'value', value: detail.value } })
    },
    cancelled: () => {
      end(node)
      node.emit('cancel', {})
    },
  })
  state.open = { session, sheet, wheels: [], shown: [] }
  show(node, holder)
  state.open.wheels[0]?.element.focus()
}

function end(node: FrameNode<State>): void {
  node.state.open?.wheels.forEach((wheel) => wheel.release())
  node.state.open = null
}

function turned(node: FrameNode<State>, column: number, index: number): void {
  const { open } = node.state
  if (!open) return
  open.session.turn(column, index)
  show(node)
  node.emit('columnchange', { column, value: index })
}

/** Draws what has changed: rows of a column are made anew only when they are others. */
function show(node: FrameNode<State>, holder?: HTMLElement): void {
  const { open } = node.state
  if (!open) return
  const { session, wheels, shown } = open
  const into = holder ?? wheels[0]?.element.parentElement?.parentElement
  if (!into) return
  while (wheels.length > session.labels.length) {
    const wheel = wheels.pop()!
    wheel.release()
    wheel.element.parentElement!.remove()
  }
  session.labels.forEach((labels, column) => {
    let wheel = wheels[column]
    if (!wheel) {
      const made: Wheel = new Wheel(part('div', 'sapa-wheel-rows'), { turned: (index) => turned(node, column, index) }, (index) => open.session.labels[column]?.[index] ?? '')
      wheel = wheels[column] = made
      into.append(part('div', 'sapa-sheet-column', made.element, part('div', 'sapa-wheel-mask'), part('div', 'sapa-wheel-indicator')))
    }
    const rows = wheel.element.firstElementChild!
    const before = shown[column]
    if (!before || before.length !== labels.length || labels.some((label, index) => label !== before[index])) {
      rows.replaceChildren(...labels.map((label) => {
        const row = part('div', 'sapa-sheet-row')
        row.textContent = label
        return row
      }))
      shown[column] = [...labels]
    }
    wheel.show(session.indices[column] ?? 0)
  })
}

/** The program answers `columnchange` with other rows; an open sheet follows. */
const follow = (node: FrameNode<State>): void => node.frame.after(() => {
  const { open, value } = node.state
  if (!(open?.session instanceof MultiSelectorSession)) return
  open.session.set(node.value('range'), toText(node.value('range-key')), value)
  show(node)
})

/** A picker is a button for those who cannot see it, unless there is one in it. */
function roles(node: FrameNode<State>): void {
  const inner = below(node as unknown as FrameNode).some(({ tag }) => tag === 'button')
  const { el } = node
  if (inner) {
    el.removeAttribute('role')
    el.removeAttribute('tabindex')
    return
  }
  el.setAttribute('role', 'button')
  el.setAttribute('aria-haspopup', 'dialog')
  el.setAttribute('aria-disabled', String(node.flag('disabled')))
  el.tabIndex = node.flag('disabled') ? -1 : 0
}

defineBuiltIn<State>('picker', {
  create(node) {
    node.el.addEventListener('keydown', (event) => {
      if (event.target !== node.el || (event.key !== 'Enter' && event.key !== ' ')) return
      event.preventDefault()
      node.frame.pressByKey(node.el)
    })
    return { value: undefined, initial: undefined, open: null }
  },
  inserted: roles,
  childrenChanged: roles,
  released(node) {
    node.state.open?.sheet.close()
    end(node)
  },
  attributes: {
    value: (node, value) => {
      node.state.value = node.state.initial = value
      follow(node)
    },
    range: follow, 'range-key': follow,
    disabled: (node, value) => {
      node.el.setAttribute('aria-disabled', String(value !== undefined && isTrue(value)))
      node.el.tabIndex = value !== undefined && isTrue(value) ? -1 : 0
    },
    mode: kept, start: kept, end: kept, fields: kept, level: kept, 'custom-item': kept, 'header-text': kept, name: kept,
  },
  pressedWithin: true,
  press: (node) => { void open(node) },
  form: {
    value: (node) => node.state.value ?? startValue(modeOf(node)),
    reset: (node) => { node.state.value = node.state.initial },
  },
})
