import { isTrue, toText, type FrameNode } from '../node'
import { color, part } from './parts'

/** What checkbox, radio and switch share: a native control inside, which keyboards and screen readers know how to use. */
export interface Choice {
  box: HTMLInputElement
  /** The native box follows: a key changes it before anybody is asked. */
  checked: boolean
  /** As the program last set it, for reset. */
  initial: boolean
}

export function createChoice(node: FrameNode<Choice>, kind: 'checkbox' | 'radio' | 'switch'): Choice {
  const box = part('input', `sapa-box sapa-${kind}`)
  box.type = kind === 'radio' ? 'radio' : 'checkbox'
  if (kind === 'switch') box.setAttribute('role', 'switch')
  const slot = part('span', 'sapa-slot')
  node.el.append(box, slot)
  node.slot = slot
  return { box, checked: false, initial: false }
}

export function setChecked(node: FrameNode<Choice>, checked: boolean): void {
  node.state.checked = checked
  node.state.box.checked = checked
}

export const choiceAttributes = {
  checked: (node: FrameNode<Choice>, value: unknown): void => {
    const checked = value !== undefined && isTrue(value)
    node.state.initial = checked
    setChecked(node, checked)
  },
  disabled: (node: FrameNode<Choice>, value: unknown): void => {
    node.state.box.disabled = value !== undefined && isTrue(value)
  },
  color: (node: FrameNode<Choice>, value: unknown): void => {
    node.state.box.style.setProperty('--mark', color(value) || null)
  },
}

export function valueOf(node: FrameNode<Choice>): string {
  return toText(node.value('value'))
}
