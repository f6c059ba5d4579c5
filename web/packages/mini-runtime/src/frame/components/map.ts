import { toNumber, toText, type FrameNode } from '../node'
import { defineBuiltIn } from '../registry'
import { kept, part } from './parts'

interface State { sheet: HTMLElement; center: { latitude: number; longitude: number }; scale: number }

const TILE = 256
const MOST = 500

/** Pixels of the whole world at a scale, by the projection that all such maps use. */
function project(latitude: number, longitude: number, scale: number): { x: number; y: number } {
  const size = TILE * 2 ** scale
  const sine = Math.sin((Math.min(85, Math.max(-85, latitude)) * Math.PI) / 180)
  return { x: ((longitude + 180) / 360) * size, y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size }
}

function unproject(x: number, y: number, scale: number): { latitude: number; longitude: number } {
  const size = TILE * 2 ** scale
  return { longitude: (x / size) * 360 - 180, latitude: (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / size))) * 180) / Math.PI }
}

interface Marker { id: number; latitude: number; longitude: number; title: string }

function markers(node: FrameNode<State>): Marker[] {
  const given = node.value('markers')
  if (!Array.isArray(given)) return []
  return (given as unknown[]).slice(0, MOST).flatMap((one, index): Marker[] => {
    if (typeof one !== 'object' || one === null) return []
    const { id, latitude, longitude, title, label, callout } = one as Record<string, unknown>
    const words = [title, (callout as { content?: unknown } | undefined)?.content, (label as { content?: unknown } | undefined)?.content].map(toText).find((text) => text !== '')
    const place = { latitude: toNumber(latitude, NaN), longitude: toNumber(longitude, NaN) }
    if (Number.isNaN(place.latitude) || Number.isNaN(place.longitude)) return []
    return [{ ...place, id: toNumber(id, index), title: (words ?? '').slice(0, 200) }]
  })
}

const degrees = (latitude: number, longitude: number): string =>
  `${Math.abs(latitude).toFixed(4)}° ${latitude < 0 ? 'S' : 'N'}, ${Math.abs(longitude).toFixed(4)}° ${longitude < 0 ? 'W' : 'E'}`

/** No tiles of strangers are shown: markers stand where they belong upon an empty sheet, and are listed for those who cannot see it. */
function draw(node: FrameNode<State>): void {
  const { state, el } = node
  const { center, scale, sheet } = state
  const middle = project(center.latitude, center.longitude, scale)
  sheet.setAttribute('aria-label', `${node.frame.texts.map}: ${degrees(center.latitude, center.longitude)}`)
  sheet.replaceChildren(...markers(node).map((marker) => {
    const at = project(marker.latitude, marker.longitude, scale)
    const button = part('button', 'sapa-marker')
    button.type = 'button'
    button.style.left = `calc(50% + ${Math.round(at.x - middle.x)}px)`
    button.style.top = `calc(50% + ${Math.round(at.y - middle.y)}px)`
    button.setAttribute('aria-label', marker.title || degrees(marker.latitude, marker.longitude))
    button.title = marker.title
    button.addEventListener('click', (event) => {
      event.stopPropagation()
      node.emit('markertap', { markerId: marker.id })
    })
    return button
  }))
  if (el.isConnected) node.emit('updated', {})
}

const again = (node: FrameNode<State>): void => node.frame.after(() => draw(node))

function move(node: FrameNode<State>, latitude: unknown, longitude: unknown): void {
  const { state } = node
  state.center = { latitude: toNumber(latitude, state.center.latitude), longitude: toNumber(longitude, state.center.longitude) }
  again(node)
}

function corners(node: FrameNode<State>): { southwest: object; northeast: object } {
  const { center, scale } = node.state
  const { clientWidth: width, clientHeight: height } = node.el
  const { x, y } = project(center.latitude, center.longitude, scale)
  return { southwest: unproject(x - width / 2, y + height / 2, scale), northeast: unproject(x + width / 2, y - height / 2, scale) }
}

function include(node: FrameNode<State>, points: unknown): void {
  if (!Array.isArray(points)) return
  const places = (points as unknown[]).slice(0, MOST).map((one) => {
    const { latitude, longitude } = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>
    return { latitude: toNumber(latitude, NaN), longitude: toNumber(longitude, NaN) }
  }).filter((one) => Number.isFinite(one.latitude + one.longitude))
  if (places.length === 0) return
  const span = (name: 'latitude' | 'longitude'): [number, number] => [Math.min(...places.map((one) => one[name])), Math.max(...places.map((one) => one[name]))]
  const [south, north] = span('latitude')
  const [west, east] = span('longitude')
  const { clientWidth: width, clientHeight: height } = node.el
  let scale = 20
  for (; scale > 3; scale--) {
    const low = project(south, west, scale)
    const high = project(north, east, scale)
    if (high.x - low.x <= width && low.y - high.y <= height) break
  }
  node.state.scale = scale
  move(node, (south + north) / 2, (west + east) / 2)
}

defineBuiltIn<State>('map', {
  create(node) {
    const sheet = part('div', 'sapa-map')
    sheet.setAttribute('role', 'group')
    const slot = part('div', 'sapa-map-slot')
    node.el.append(sheet, slot)
    node.slot = slot
    return { sheet, center: { latitude: 0, longitude: 0 }, scale: 16 }
  },
  inserted: (node) => draw(node),
  attributes: {
    latitude: (node, value) => move(node, value, undefined),
    longitude: (node, value) => move(node, undefined, value),
    scale: (node, value) => {
      node.state.scale = Math.min(20, Math.max(3, toNumber(value, 16)))
      again(node)
    },
    markers: again, covers: kept, polyline: kept, circles: kept, polygons: kept, controls: kept,
    'include-points': (node, value) => node.frame.after(() => include(node, value)),
    'show-location': kept, 'min-scale': kept, 'max-scale': kept, subkey: kept, 'layer-style': kept, rotate: kept, skew: kept, 'enable-3D': kept, 'show-compass': kept, 'show-scale': kept,
    'enable-overlooking': kept, 'enable-zoom': kept, 'enable-scroll': kept, 'enable-rotate': kept, 'enable-satellite': kept, 'enable-traffic': kept, 'enable-poi': kept,
    'enable-building': kept, setting: kept,
  },
  methods: {
    getCenterLocation: ({ state }) => ({ ...state.center }),
    getScale: ({ state }) => ({ scale: state.scale }),
    getRegion: corners,
    moveToLocation: (node, args) => {
      const { latitude, longitude } = (typeof args === 'object' && args !== null ? args : {}) as Record<string, unknown>
      move(node, latitude, longitude)
    },
    includePoints: (node, args) => include(node, (args as { points?: unknown } | null)?.points),
  },
})
