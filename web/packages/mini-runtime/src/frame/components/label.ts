import { toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { below, kept } from './parts'

const CONTROLS = new Set(['checkbox', 'radio', 'switch', 'button', 'input', 'textarea'])

function labelled(label: FrameNode): FrameNode | null {
  const name = toText(label.value('for'))
  if (name !== '') {
    const named = label.page?.shadow.getElementById(name)
    return (named && label.frame.nodeOf(named)) ?? null
  }
  return below(label).find((node) => CONTROLS.has(node.tag)) ?? null
}

defineBuiltIn<void>('label', {
  attributes: { for: kept },
  press(node) {
    const control = labelled(node as FrameNode)
    if (control && CONTROLS.has(control.tag)) control.builtIn?.press?.(control, 'label')
  },
})
