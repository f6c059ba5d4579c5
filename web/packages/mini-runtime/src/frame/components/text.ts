import { isTrue, toNumber, toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { decoded, withSpaces } from './parts'

function shown(node: FrameNode<void>, text: string): string {
  if (!node.values) return text
  return withSpaces(node.flag('decode') ? decoded(text) : text, node.value('space'))
}

function showAgain(node: FrameNode<void>): void {
  for (const child of node.el.childNodes) {
    const text = child instanceof Text ? node.frame.nodeOf(child) : undefined
    if (text) (child as Text).data = shown(node, text.text)
  }
}

const selectable = (node: FrameNode<void>, value: unknown): void => {
  node.el.toggleAttribute('data-selectable', value !== undefined && isTrue(value))
}

defineBuiltIn<void>('text', {
  childText: shown,
  attributes: {
    decode: showAgain,
    space: showAgain,
    selectable,
    'user-select': selectable,
    'max-lines': (node, value) => {
      const lines = toNumber(value, 0)
      node.ownStyle('-webkit-line-clamp', lines > 0 ? String(lines) : '')
      node.ownStyle('-webkit-box-orient', lines > 0 ? 'vertical' : '')
      node.ownStyle('display', lines > 0 ? '-webkit-box' : '')
      node.ownStyle('overflow', lines > 0 ? 'hidden' : '')
    },
    overflow: (node, value) => { node.ownStyle('text-overflow', toText(value) === 'ellipsis' ? 'ellipsis' : '') },
  },
})
