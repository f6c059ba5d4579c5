import { toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { part } from './parts'

interface State { place: HTMLElement; src: string; opened: boolean }

function hostOf(src: string): string | null {
  if (!/^https?:\/\//i.test(src)) return null
  try {
    return new URL(src).host
  } catch {
    return null
  }
}

/**
 * A page of the web. The frame loads nothing, so the host shows it beside the frame, if the program has declared its domain; here
 * stands a placeholder that names where it leads.
 */
const open = (node: FrameNode<State>): void => node.frame.after(() => {
  const { state } = node
  const src = toText(node.value('src')).slice(0, 10_000)
  if (src === '' || src === state.src || !node.el.isConnected) return
  state.src = src
  const where = hostOf(src)
  state.place.textContent = where === null ? node.frame.texts.webPage : `${node.frame.texts.webPage}: ${where}`
  // Addresses of the web only, whole ones; which of them is the host's to say.
  if (where === null) {
    node.emit('error', { url: src, fullUrl: src })
    return
  }
  state.opened = true
  node.frame.ask('webView', { open: true, node: node.id, src }).then(
    () => node.emit('load', { src }),
    () => node.emit('error', { url: src, fullUrl: src }),
  )
})

defineBuiltIn<State>('web-view', {
  create(node) {
    const place = part('div', 'sapa-web-view')
    place.setAttribute('role', 'status')
    node.el.append(place)
    node.slot = null
    return { place, src: '', opened: false }
  },
  inserted: open,
  released(node) {
    if (node.state.opened) node.frame.ask('webView', { open: false, node: node.id }).catch(() => {})
  },
  attributes: { src: open },
})
