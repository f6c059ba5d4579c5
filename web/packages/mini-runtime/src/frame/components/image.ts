import { Components } from '../../protocol/components'
import { isTrue, toText, type FrameNode } from '../node'
import { defineBuiltIn, type BuiltIn } from '../registry'
import { kept } from './parts'

interface State {
  img: HTMLImageElement
  url: string
  /** What is shown or being loaded. */
  loading: string
  waits: IntersectionObserver | null
}

const MODES = new Set<string>(Components.image.mode)

function load(node: FrameNode<State>): void {
  const { state } = node
  const url = state.url
  if (state.loading === url) return
  state.loading = url
  if (url === '') {
    state.img.removeAttribute('src')
    return
  }
  void node.frame.assets.resolve(url).then((address) => {
    if (state.loading !== url) return
    if (address) state.img.src = address
    else failed(node)
  })
}

function failed(node: FrameNode<State>): void {
  node.state.loading = ''
  node.emit('error', { errMsg: `GET ${node.state.url} failed` })
}

/** With `lazy-load`, pictures further than about three screens away wait. */
function arrange(node: FrameNode<State>): void {
  const { state } = node
  state.waits?.disconnect()
  state.waits = null
  if (!node.flag('lazy-load')) {
    load(node)
    return
  }
  state.waits = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      state.waits?.disconnect()
      state.waits = null
      load(node)
    },
    { root: node.page?.host ?? null, rootMargin: '300% 0px' },
  )
  state.waits.observe(node.el)
}

const image: BuiltIn<State> = {
  create(node) {
    const img = document.createElement('img')
    img.alt = ''
    img.draggable = false
    img.decoding = 'async'
    node.el.append(img)
    node.slot = null
    const state: State = { img, url: '', loading: '', waits: null }
    img.onload = () => node.emit('load', { width: img.naturalWidth, height: img.naturalHeight })
    img.onerror = () => { if (state.loading !== '') failed(node) }
    return state
  },
  attributes: {
    src: (node, value) => {
      node.state.url = toText(value)
      node.frame.after(() => arrange(node))
    },
    mode: (node, value) => {
      const mode = toText(value)
      node.el.dataset['mode'] = MODES.has(mode) ? mode : 'scaleToFill'
    },
    'lazy-load': (node) => { if (node.state.url !== '') node.frame.after(() => arrange(node)) },
    'show-menu-by-longpress': (node, value) => { node.state.img.style.pointerEvents = isTrue(value) ? 'auto' : '' },
    webp: kept,
  },
  released: (node) => node.state.waits?.disconnect(),
}

defineBuiltIn<State>('image', image)

/** A picture upon a video or map; here nothing is native, so it is an image. */
const { src } = image.attributes
defineBuiltIn<State>('cover-image', { ...image, attributes: { src: src!, 'referrer-policy': kept } })
