import { toText } from '../node'
import { defineBuiltIn } from '../registry'
import { choiceAttributes, createChoice, setChecked, type Choice } from './choice'
import { kept } from './parts'

defineBuiltIn<Choice>('switch', {
  create: (node) => createChoice(node, 'switch'),
  attributes: {
    ...choiceAttributes,
    type: (node, value) => { node.state.box.classList.toggle('sapa-checkbox', toText(value) === 'checkbox') },
    name: kept,
  },
  press(node) {
    if (node.state.box.disabled) return
    setChecked(node, !node.state.checked)
    node.emit('change', { value: node.state.checked }, { model: { name: 'checked', value: node.state.checked } })
  },
  form: {
    value: (node) => node.state.checked,
    reset: (node) => setChecked(node, node.state.initial),
  },
})
