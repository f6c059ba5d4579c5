import { toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { below, kept } from './parts'

function controls(form: FrameNode): FrameNode[] {
  return below(form).filter((node) => node.builtIn?.form)
}

export function submitForm(form: FrameNode, from: FrameNode): void {
  const value: Record<string, unknown> = {}
  for (const node of controls(form)) {
    const name = toText(node.value('name'))
    if (name !== '') value[name] = node.builtIn!.form!.value(node)
  }
  form.emit('submit', { value, target: { id: from.el.id, dataset: {} }, formId: '' })
}

export function resetForm(form: FrameNode): void {
  for (const node of controls(form)) node.builtIn!.form!.reset(node)
  form.emit('reset', {})
}

defineBuiltIn<void>('form', { attributes: { 'report-submit': kept, 'report-submit-timeout': kept } })
