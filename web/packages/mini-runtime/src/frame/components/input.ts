import { isTrue, toText } from '../node'
import { defineBuiltIn } from '../registry'
import { createField, enterHints, fieldAttributes, fieldForm, type Field } from './field'
import { color } from './parts'

const KEYBOARDS: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text', tel: 'tel', text: 'text', nickname: 'text', 'safe-password': 'text' }

defineBuiltIn<Field>('input', {
  create(node) {
    const control = document.createElement('input')
    control.type = 'text'
    control.enterKeyHint = 'done'
    const state = createField(node, control)
    control.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return
      node.emit('confirm', { value: control.value })
      if (!node.flag('confirm-hold')) control.blur()
    })
    return state
  },
  attributes: {
    ...fieldAttributes,
    type: (node, value) => {
      const type = toText(value)
      node.state.control.inputMode = Object.hasOwn(KEYBOARDS, type) ? KEYBOARDS[type]! : 'text'
      if (type === 'safe-password') (node.state.control as HTMLInputElement).type = 'password'
    },
    password: (node, value) => { (node.state.control as HTMLInputElement).type = value !== undefined && isTrue(value) ? 'password' : 'text' },
    'confirm-type': (node, value) => { node.state.control.enterKeyHint = enterHints[toText(value)] ?? 'done' },
    'cursor-color': (node, value) => { node.state.control.style.caretColor = color(value) },
  },
  press: (node, from) => { if (from === 'label') node.state.control.focus() },
  form: fieldForm,
})
