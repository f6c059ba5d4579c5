import { toNumber, toPixels, toText, type FrameNode } from '../node'
import type { PageView } from '../page-view'
import { defineBuiltIn } from '../registry'
import { color, kept, styleOf } from './parts'

interface State { page: PageView | null; scrolled: () => void; resized: () => void; styled: string[] }

/** The page's own element, below the root that is ours. */
function pageElement(page: PageView): FrameNode | null {
  const element = page.shadow.querySelector('wx-page-root > wx-page')
  return element ? (page.frame.nodeOf(element) ?? null) : null
}

const dress = (node: FrameNode<State>): void => node.frame.after(() => {
  const { state } = node
  if (!state.page) return
  const holder = document.createElement('div')
  styleOf(holder, node.value('page-style'))
  const page = pageElement(state.page)
  const styles = new Map([...holder.style].map((name) => [name, holder.style.getPropertyValue(name)]))
  const fontSize = toText(node.value('page-font-size'))
  if (CSS.supports('font-size', fontSize)) styles.set('font-size', fontSize)
  for (const name of state.styled) if (!styles.has(name)) page?.ownStyle(name, '')
  for (const [name, value] of styles) page?.ownStyle(name, value)
  state.styled = [...styles.keys()]
  // A page that hides what flows over does not scroll: programs write it while a dialog of theirs is open.
  state.page.holdStill(styles.get('overflow-y') === 'hidden')
  state.page.colour(color(node.value('root-background-color')) || color(node.value('background-color')))
})

defineBuiltIn<State>('page-meta', {
  create(node) {
    let waiting = false
    return {
      page: null,
      styled: [],
      resized: () => node.emit('resize', { size: { windowWidth: innerWidth, windowHeight: innerHeight } }),
      scrolled: () => {
        if (waiting) return
        waiting = true
        requestAnimationFrame(() => {
          waiting = false
          node.emit('scroll', { scrollTop: node.state.page?.host.scrollTop ?? 0 })
        })
      },
    }
  },
  inserted(node) {
    const { state } = node
    state.page = node.page
    state.page?.host.addEventListener('scroll', state.scrolled, { passive: true })
    addEventListener('resize', state.resized)
    dress(node)
  },
  released({ state }) {
    state.page?.host.removeEventListener('scroll', state.scrolled)
    removeEventListener('resize', state.resized)
    state.page?.holdStill(false)
    state.page?.colour('')
  },
  attributes: {
    'background-color': dress, 'root-background-color': dress, 'page-style': dress, 'page-font-size': dress,
    'background-text-style': (node, value) => node.frame.after(() => {
      if (node.state.page && value !== undefined) node.state.page.pull.element.dataset['style'] = toText(value) === 'light' ? 'light' : 'dark'
    }),
    'scroll-top': (node, value) => node.frame.after(() => {
      const { page } = node.state
      const top = toPixels(value, NaN)
      if (!page || Number.isNaN(top)) return
      const duration = Math.min(5_000, Math.max(0, toNumber(node.value('scroll-duration'), 300)))
      page.scrollTo({ top, duration }, node.frame.applier)
      setTimeout(() => node.emit('scrolldone', {}), duration)
    }),
    'scroll-duration': kept, 'background-color-top': kept, 'background-color-bottom': kept, 'root-font-size': kept, 'page-orientation': kept,
  },
})

/** The bar above the page is the host's: what a program wants of it goes through the Worker, as `wx.setNavigationBarTitle` does. */
const tell = (node: FrameNode<void>): void => node.frame.after(() => node.emit('#bar', {
  title: node.value('title'), loading: node.value('loading'), frontColor: node.value('front-color'), backgroundColor: node.value('background-color'),
}))

defineBuiltIn<void>('navigation-bar', {
  create: (node) => { node.slot = null },
  attributes: { title: tell, loading: tell, 'front-color': tell, 'background-color': tell, 'color-animation-duration': kept, 'color-animation-timing-func': kept },
})
