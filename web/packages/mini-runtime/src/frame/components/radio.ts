import type { FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { choiceAttributes, createChoice, setChecked, valueOf, type Choice } from './choice'
import { above, below, kept } from './parts'

function radios(group: FrameNode): FrameNode<Choice>[] {
  return below(group).filter((node) => node.tag === 'radio') as FrameNode<Choice>[]
}

function chosen(group: FrameNode): string {
  const one = radios(group).find((node) => node.state.checked)
  return one ? valueOf(one) : ''
}

defineBuiltIn<Choice>('radio', {
  create: (node) => createChoice(node, 'radio'),
  attributes: { ...choiceAttributes, value: kept, name: kept },
  press(node) {
    const { state } = node
    if (state.box.disabled) return
    if (state.checked) {
      setChecked(node, true)
      return
    }
    const group = above(node as unknown as FrameNode, 'radio-group')
    if (group) for (const other of radios(group)) setChecked(other, other.id === node.id)
    else setChecked(node, true)
    group?.emit('change', { value: valueOf(node) }, { model: { name: 'value', value: valueOf(node) } })
  },
})

defineBuiltIn<void>('radio-group', {
  attributes: { name: kept },
  form: {
    value: (node) => chosen(node as FrameNode),
    reset: (node) => { for (const one of radios(node as FrameNode)) setChecked(one, one.state.initial) },
  },
})
