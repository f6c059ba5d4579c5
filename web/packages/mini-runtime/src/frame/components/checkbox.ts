import type { FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { choiceAttributes, createChoice, setChecked, valueOf, type Choice } from './choice'
import { above, below, kept } from './parts'

function boxes(group: FrameNode): FrameNode<Choice>[] {
  return below(group).filter((node) => node.tag === 'checkbox') as FrameNode<Choice>[]
}

function chosen(group: FrameNode): string[] {
  return boxes(group).filter((node) => node.state.checked).map(valueOf)
}

defineBuiltIn<Choice>('checkbox', {
  create: (node) => createChoice(node, 'checkbox'),
  attributes: { ...choiceAttributes, value: kept, name: kept },
  press(node) {
    if (node.state.box.disabled) return
    setChecked(node, !node.state.checked)
    node.emit('change', { value: node.state.checked }, { model: { name: 'checked', value: node.state.checked } })
    const group = above(node as unknown as FrameNode, 'checkbox-group')
    group?.emit('change', { value: chosen(group) }, { model: { name: 'value', value: chosen(group) } })
  },
})

defineBuiltIn<void>('checkbox-group', {
  attributes: { name: kept },
  form: {
    value: (node) => chosen(node as FrameNode),
    reset: (node) => { for (const one of boxes(node as FrameNode)) setChecked(one, one.state.initial) },
  },
})
