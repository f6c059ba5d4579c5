/** Canvas: the node of a query, the old drawing context, and pictures made of either. */
import { CanvasContext, inTurn, sized } from '../canvas/context'
import { canvasOf, dressCanvas } from '../canvas/node'
import { ApiError } from '../bridge'
import { RecordedElement } from '../recorder/element'
import type { Runtime } from '../runtime'
import { byCanvasId, byId } from './find'
import { registerApi, registerSync } from './registry'
import { provideContext } from './selector-query'

provideContext('canvas', (runtime, _node, element) => {
  const backend = element.getBackendElement()
  return backend instanceof RecordedElement ? canvasOf(runtime, backend) : null
})

registerSync('createCanvasContext', (runtime, id: unknown, component: unknown) => new CanvasContext(runtime, () => find(runtime, component, id)))

registerSync('createOffscreenCanvas', (runtime, ...[given, ...sizes]: unknown[]) => {
  const options = typeof given === 'object' && given !== null ? (given as { width?: unknown; height?: unknown }) : { width: given, height: sizes[0] }
  const size = (value: unknown, otherwise: number): number => Math.min(16_384, Math.max(1, Number(value) || otherwise))
  return dressCanvas(new OffscreenCanvas(size(options.width, 300), size(options.height, 150)), runtime)
})

function find(runtime: Runtime, component: unknown, id: unknown): RecordedElement | null {
  return byCanvasId(runtime, component, id) ?? byId(runtime, component, id)
}

type Args = Record<string, unknown>
interface Region { x: number; y: number; width: number; height: number }

function region(args: Args, width: number, height: number): Region {
  const number = (name: string, otherwise: number): number => (Number.isFinite(Number(args[name])) && args[name] !== undefined ? Number(args[name]) : otherwise)
  const x = number('x', 0)
  const y = number('y', 0)
  return { x, y, width: Math.max(1, number('width', width - x)), height: Math.max(1, number('height', height - y)) }
}

/** Part of a canvas as a canvas of its own, of the size that is asked for. */
function cut(from: OffscreenCanvas, { x, y, width, height }: Region, ratio: number, toWidth: number, toHeight: number): OffscreenCanvas {
  const to = new OffscreenCanvas(Math.min(8_192, Math.max(1, Math.round(toWidth))), Math.min(8_192, Math.max(1, Math.round(toHeight))))
  to.getContext('2d')!.drawImage(from, x * ratio, y * ratio, width * ratio, height * ratio, 0, 0, to.width, to.height)
  return to
}

registerApi('canvasToTempFilePath', async (args, runtime, component) => {
  const quality = typeof args['quality'] === 'number' && args['quality'] > 0 && args['quality'] <= 1 ? args['quality'] : 1
  const fileType = args['fileType'] === 'jpg' ? 'jpg' : 'png'
  const from = await source(args, runtime, component)
  const part = region(args, from.canvas.width / from.ratio, from.canvas.height / from.ratio)
  const picture = cut(from.canvas, part, from.ratio, Number(args['destWidth']) || part.width * from.screen, Number(args['destHeight']) || part.height * from.screen)
  const blob = await picture.convertToBlob({ type: fileType === 'jpg' ? 'image/jpeg' : 'image/png', quality })
  return runtime.bridge.call('canvasToTempFilePath', { data: await blob.arrayBuffer(), fileType })
}, { host: 'canvasToTempFilePath' })

/** A canvas node counts in its own pixels; one that is named by id in those of CSS. */
async function source(args: Args, runtime: Runtime, component: unknown): Promise<{ canvas: OffscreenCanvas; ratio: number; screen: number }> {
  if (typeof OffscreenCanvas === 'function' && args['canvas'] instanceof OffscreenCanvas) return { canvas: args['canvas'], ratio: 1, screen: 1 }
  const element = find(runtime, component, args['canvasId'])
  if (!element) throw new ApiError('fail canvas is empty')
  const { canvas, ratio } = await inTurn(element, () => sized(runtime, element))
  return { canvas, ratio, screen: ratio }
}

registerApi('canvasGetImageData', async (args, runtime, component) => {
  const { canvas, ratio } = await source(args, runtime, component)
  const part = region(args, canvas.width / ratio, canvas.height / ratio)
  const { data, width, height } = cut(canvas, part, ratio, part.width, part.height).getContext('2d')!.getImageData(0, 0, Math.round(part.width), Math.round(part.height))
  return { data, width, height }
})

registerApi('canvasPutImageData', async (args, runtime, component) => {
  const element = find(runtime, component, args['canvasId'])
  if (!element) throw new ApiError('canvas is empty')
  const data = args['data']
  const width = Number(args['width'])
  if (!(data instanceof Uint8ClampedArray) || !(width > 0) || data.length % (width * 4) !== 0) throw new ApiError('invalid data')
  await inTurn(element, async () => {
    const { context, ratio } = await sized(runtime, element)
    const pixels = new OffscreenCanvas(width, data.length / width / 4)
    pixels.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(data), width), 0, 0)
    const [x, y] = [Number(args['x']) || 0, Number(args['y']) || 0]
    context.clearRect(x * ratio, y * ratio, pixels.width * ratio, pixels.height * ratio)
    context.drawImage(pixels, x * ratio, y * ratio, pixels.width * ratio, pixels.height * ratio)
  })
})
