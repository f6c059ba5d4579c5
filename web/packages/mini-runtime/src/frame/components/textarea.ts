import { isTrue, toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { createField, enterHints, fieldAttributes, fieldForm, writeValue, type Field } from './field'
import { kept } from './parts'

/** Grows with its text when it may, and says when the number of lines has changed. */
function fit(node: FrameNode<Field>): void {
  const { control } = node.state
  if (!control.isConnected) return
  const style = getComputedStyle(control)
  const lineHeight = parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.2
  control.style.height = '0'
  const height = control.scrollHeight
  control.style.height = ''
  if (node.flag('auto-height')) node.ownStyle('height', `${height}px`)
  const lines = Math.max(1, Math.round(height / lineHeight))
  if (lines === node.state.lines) return
  node.state.lines = lines
  node.emit('linechange', { height, heightRpx: (height * 750) / innerWidth, lineCount: lines })
}

defineBuiltIn<Field>('textarea', {
  create(node) {
    const control = document.createElement('textarea')
    control.rows = 1
    const state = createField(node, control)
    control.addEventListener('input', () => fit(node))
    control.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing || control.enterKeyHint === '') return
      event.preventDefault()
      node.emit('confirm', { value: control.value })
      if (!node.flag('confirm-hold')) control.blur()
    })
    return state
  },
  inserted: fit,
  attributes: {
    ...fieldAttributes,
    value: (node, value, inputNo) => {
      writeValue(node, value, inputNo)
      node.frame.after(() => fit(node))
    },
    'auto-height': (node, value) => {
      if (value !== undefined && isTrue(value)) node.frame.after(() => fit(node))
    },
    'confirm-type': (node, value) => { node.state.control.enterKeyHint = enterHints[toText(value)] ?? '' },
    fixed: kept, 'show-confirm-bar': kept,
    'disable-default-padding': kept,
  },
  press: (node, from) => { if (from === 'label') node.state.control.focus() },
  form: fieldForm,
})
