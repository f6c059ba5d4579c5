import { toPixels, toText } from '../node'
import { defineBuiltIn } from '../registry'
import { color } from './parts'

const SVG = 'http://www.w3.org/2000/svg'
const CHECK = 'M17.8 7.9 10.6 15.7 6.4 11.8 5.4 12.9 10.7 17.9 18.9 8.9z'
const RING = 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 18.6a8.6 8.6 0 1 1 0-17.2 8.6 8.6 0 0 1 0 17.2z'
const DISC = 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20z'

/** Shape and colour; what lies upon a disc is cut out of it (even-odd). */
const ICONS: Record<string, [path: string, color: string]> = {
  circle: [RING, '#c9c9c9'],
  success: [`${DISC}${CHECK}`, '#07c160'],
  success_no_circle: [CHECK, '#07c160'],
  info: [`${DISC}M11.2 10.6h1.6V17h-1.6zM12 7a1.1 1.1 0 1 0 0 2.2A1.1 1.1 0 0 0 12 7z`, '#10aeff'],
  warn: [`${DISC}M11.2 7h1.6v6.4h-1.6zM12 15a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2z`, '#f76260'],
  waiting: [`${DISC}M11.3 6.5h1.5v5.2l3.6 3.6-1.1 1.1-4-4.1z`, '#10aeff'],
  cancel: [`${RING}M8.6 7.5 7.5 8.6l3.4 3.4-3.4 3.4 1.1 1.1 3.4-3.4 3.4 3.4 1.1-1.1-3.4-3.4 3.4-3.4-1.1-1.1-3.4 3.4z`, '#f43530'],
  download: [`${RING}M11.3 7h1.5v6.2l2.4-2.4 1 1-4.2 4.2-4.2-4.2 1-1 2.5 2.4z`, '#07c160'],
  search: ['M10.5 4a6.5 6.5 0 0 1 5.1 10.5l4.4 4.4-1.1 1.1-4.4-4.4A6.5 6.5 0 1 1 10.5 4zm0 1.5a5 5 0 1 0 0 10 5 5 0 0 0 0-10z', '#b2b2b2'],
  clear: [`${DISC}M8.6 7.5 7.5 8.6l3.4 3.4-3.4 3.4 1.1 1.1 3.4-3.4 3.4 3.4 1.1-1.1-3.4-3.4 3.4-3.4-1.1-1.1-3.4 3.4z`, '#b2b2b2'],
}

interface State { svg: SVGSVGElement; path: SVGPathElement; own: string }

defineBuiltIn<State>('icon', {
  create(node) {
    const svg = document.createElementNS(SVG, 'svg')
    svg.setAttribute('viewBox', '0 0 24 24')
    svg.setAttribute('aria-hidden', 'true')
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('fill-rule', 'evenodd')
    svg.append(path)
    node.el.append(svg)
    node.slot = null
    return { svg, path, own: '' }
  },
  attributes: {
    type: ({ state }, value) => {
      const icon = Object.hasOwn(ICONS, toText(value)) ? ICONS[toText(value)] : undefined
      state.path.setAttribute('d', icon?.[0] ?? '')
      state.svg.style.fill = state.own || icon?.[1] || ''
    },
    size: ({ state }, value) => {
      const size = toPixels(value, 23)
      state.svg.style.width = state.svg.style.height = `${size}px`
    },
    color: (node, value) => {
      node.state.own = color(value)
      if (node.state.own) node.state.svg.style.fill = node.state.own
    },
  },
})
