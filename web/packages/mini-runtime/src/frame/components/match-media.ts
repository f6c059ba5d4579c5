import { toPixels, toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'

interface State { query: MediaQueryList | null; listener: () => void }

const LENGTHS = ['min-width', 'max-width', 'width', 'min-height', 'max-height', 'height'] as const

/** A query of our own making: only numbers and two words of the program go into it. */
function queryOf(node: FrameNode<State>): string {
  const parts: string[] = LENGTHS.flatMap((name) => {
    const pixels = toPixels(node.value(name), NaN)
    return Number.isNaN(pixels) ? [] : [`(${name}: ${Math.max(0, pixels)}px)`]
  })
  const orientation = toText(node.value('orientation'))
  if (orientation === 'landscape' || orientation === 'portrait') parts.push(`(orientation: ${orientation})`)
  return parts.length > 0 ? parts.join(' and ') : 'all'
}

const ask = (node: FrameNode<State>): void => node.frame.after(() => {
  const { state } = node
  state.query?.removeEventListener('change', state.listener)
  state.query = matchMedia(queryOf(node))
  state.query.addEventListener('change', state.listener)
  state.listener()
})

defineBuiltIn<State>('match-media', {
  create(node) {
    const state: State = { query: null, listener: () => node.ownStyle('display', state.query?.matches === false ? 'none' : '') }
    node.state = state
    ask(node)
    return state
  },
  released: ({ state }) => state.query?.removeEventListener('change', state.listener),
  attributes: { 'min-width': ask, 'max-width': ask, width: ask, 'min-height': ask, 'max-height': ask, height: ask, orientation: ask },
})
