import { isTrue, toNumber, toText, type FrameNode } from '../node'
import { kept, part, styleOf } from './parts'

/** What input and textarea share. */
export interface Field {
  control: HTMLInputElement | HTMLTextAreaElement
  placeholder: HTMLElement
  /** The value as the program last wrote it, for reset. */
  initial: string
  composing: boolean
  /** A value that the program wrote while an input method was composing. */
  waiting: string | null
  keyCode: number
  selection: { start: number; end: number; cursor: number }
  /** Lines of a textarea when they were last counted. */
  lines: number
}

export function createField(node: FrameNode<Field>, control: HTMLInputElement | HTMLTextAreaElement): Field {
  const placeholder = part('div', 'sapa-placeholder')
  placeholder.setAttribute('aria-hidden', 'true')
  control.className = 'sapa-control'
  control.maxLength = 140
  control.autocomplete = 'off'
  node.el.append(placeholder, control)
  node.slot = null
  const state: Field = {
    control, placeholder, initial: '', composing: false, waiting: null, keyCode: 0, selection: { start: -1, end: -1, cursor: -1 }, lines: 0,
  }
  control.addEventListener('keydown', (event) => { state.keyCode = (event as KeyboardEvent).keyCode })
  control.addEventListener('compositionstart', () => { state.composing = true })
  control.addEventListener('compositionend', () => {
    state.composing = false
    const waiting = state.waiting
    state.waiting = null
    told(node)
    if (waiting !== null) write(node, waiting)
  })
  control.addEventListener('input', () => {
    showPlaceholder(node)
    if (!state.composing) told(node)
  })
  control.addEventListener('focus', () => {
    select(state)
    node.emit('focus', { value: control.value, height: 0 })
  })
  control.addEventListener('blur', () => node.emit('blur', { value: control.value, cursor: control.selectionEnd ?? control.value.length }))
  return state
}

function told(node: FrameNode<Field>): void {
  const { control, keyCode } = node.state
  const value = control.value
  node.emit('input', { value, cursor: control.selectionEnd ?? value.length, keyCode }, { numbered: true, model: { name: 'value', value } })
}

/**
 * The input rule. A write in answer to an input event is dropped when the person has typed on since; other writes always apply;
 * equal values are not written; the caret keeps its distance from the end, so that what a program inserts before it
 * (spaces in a card number) moves it along.
 */
export function writeValue(node: FrameNode<Field>, value: unknown, inputNo: number): void {
  const text = toText(value)
  if (inputNo > 0 && inputNo < node.inputNo) return
  if (inputNo === 0) node.state.initial = text
  if (node.state.composing) node.state.waiting = text
  else write(node, text)
}

function write(node: FrameNode<Field>, text: string): void {
  const { control } = node.state
  if (control.value === text) return
  const focused = control.getRootNode() instanceof ShadowRoot && (control.getRootNode() as ShadowRoot).activeElement === control
  const fromEnd = control.value.length - (control.selectionEnd ?? control.value.length)
  control.value = text
  if (focused) {
    const at = Math.max(0, control.value.length - fromEnd)
    try {
      control.setSelectionRange(at, at)
    } catch {
      // Some kinds of field have no caret that could be asked for.
    }
  }
  showPlaceholder(node)
}

export function showPlaceholder(node: FrameNode<Field>): void {
  node.state.placeholder.hidden = node.state.control.value !== ''
}

function select({ control, selection }: Field): void {
  const length = control.value.length
  try {
    if (selection.start >= 0 && selection.end >= selection.start) control.setSelectionRange(Math.min(selection.start, length), Math.min(selection.end, length))
    else if (selection.cursor >= 0) control.setSelectionRange(Math.min(selection.cursor, length), Math.min(selection.cursor, length))
  } catch {
    // As above.
  }
}

function focus(node: FrameNode<Field>, value: unknown): void {
  const wanted = value !== undefined && isTrue(value)
  node.frame.after(() => {
    if (wanted) node.state.control.focus()
    else if (node.value('focus') !== undefined) node.state.control.blur()
  })
}

export const fieldAttributes = {
  value: (node: FrameNode<Field>, value: unknown, inputNo: number): void => writeValue(node, value, inputNo),
  placeholder: (node: FrameNode<Field>, value: unknown): void => {
    node.state.placeholder.textContent = toText(value)
    node.state.control.setAttribute('aria-label', toText(value))
  },
  'placeholder-style': (node: FrameNode<Field>, value: unknown): void => { styleOf(node.state.placeholder, value) },
  'placeholder-class': (node: FrameNode<Field>, value: unknown): void => { node.state.placeholder.className = `sapa-placeholder ${toText(value)}` },
  disabled: (node: FrameNode<Field>, value: unknown): void => { node.state.control.disabled = value !== undefined && isTrue(value) },
  maxlength: (node: FrameNode<Field>, value: unknown): void => {
    const length = toNumber(value, 140)
    if (length < 0) node.state.control.removeAttribute('maxlength')
    else node.state.control.maxLength = length
  },
  focus,
  'auto-focus': (node: FrameNode<Field>, value: unknown): void => { if (value !== undefined && isTrue(value)) focus(node, true) },
  cursor: (node: FrameNode<Field>, value: unknown): void => { node.state.selection.cursor = toNumber(value, -1) },
  'selection-start': (node: FrameNode<Field>, value: unknown): void => { node.state.selection.start = toNumber(value, -1) },
  'selection-end': (node: FrameNode<Field>, value: unknown): void => { node.state.selection.end = toNumber(value, -1) },
  'cursor-spacing': kept, 'confirm-hold': kept, 'adjust-position': kept, 'hold-keyboard': kept, name: kept,
}

export const fieldForm = {
  value: (node: FrameNode<Field>): string => node.state.control.value,
  reset: (node: FrameNode<Field>): void => write(node, node.state.initial),
}

/** What the key of the on-screen keyboard says. */
export const enterHints: Record<string, string> = { send: 'send', search: 'search', next: 'next', go: 'go', done: 'done' }
