import { isTrue, type FrameNode } from '../node'
import { defineBuiltIn, defineFrameMethod, Transfer } from '../registry'
import { kept, part } from './parts'

interface State { canvas: HTMLCanvasElement; given: boolean }

/**
 * The program draws in its Worker: the canvas is handed over once, as an OffscreenCanvas, and what is drawn there appears here. The old
 * drawing calls (`wx.createCanvasContext`) use the same canvas.
 */
function handOver(node: FrameNode<State>): Transfer {
  const { state } = node
  if (state.given) throw new Error('the canvas has been handed over')
  state.given = true
  const offscreen = state.canvas.transferControlToOffscreen()
  return new Transfer(offscreen, [offscreen])
}

defineBuiltIn<State>('canvas', {
  create(node) {
    const canvas = document.createElement('canvas')
    const slot = part('div', 'sapa-canvas-slot')
    node.el.append(canvas, slot)
    node.slot = slot
    return { canvas, given: false }
  },
  attributes: {
    type: kept, 'canvas-id': kept,
    'disable-scroll': (node, value) => node.ownStyle('touch-action', value !== undefined && isTrue(value) ? 'none' : ''),
  },
  methods: { handOver },
})

/** A picture for a canvas: loaded as all pictures are, decoded here, and given away as pixels. */
defineFrameMethod('picture', async (frame, url) => {
  const address = typeof url === 'string' ? await frame.assets.resolve(url) : null
  if (!address) throw new Error('the picture is not there')
  const image = new Image()
  image.src = address
  await image.decode()
  const bitmap = await createImageBitmap(image)
  return new Transfer(bitmap, [bitmap])
})
