import type { RecordedElement } from '../recorder/element'
import type { Runtime } from '../runtime'

/** `canvas.createImage()`: its pixels come from the frame, which alone loads pictures. */
export class CanvasImage {
  onload: ((event: object) => void) | null = null
  onerror: ((event: object) => void) | null = null
  width = 0
  height = 0
  complete = false
  bitmap: ImageBitmap | null = null
  private url = ''
  private readonly runtime: () => Runtime

  constructor(runtime: Runtime) {
    this.runtime = () => runtime
  }

  get src(): string {
    return this.url
  }

  set src(url: string) {
    this.url = String(url)
    this.complete = false
    const runtime = this.runtime()
    loadPicture(runtime, this.url).then(
      (bitmap) => {
        if (this.url !== url) return
        Object.assign(this, { bitmap, width: bitmap.width, height: bitmap.height, complete: true })
        runtime.guard(() => this.onload?.({ type: 'load', target: this }), 'image onload')
      },
      (error: Error) => runtime.guard(() => this.onerror?.({ type: 'error', target: this, errMsg: error.message }), 'image onerror'),
    )
  }
}

export async function loadPicture(runtime: Runtime, url: string): Promise<ImageBitmap> {
  const bitmap = await runtime.invoke(0, 'picture', url.replace(/^\.\//, '/'))
  if (!(bitmap instanceof ImageBitmap)) throw new Error('no picture')
  return bitmap
}

/** Contexts take pixels, not our images. */
const unwrapped = (value: unknown): unknown => (value instanceof CanvasImage ? value.bitmap : value)

function taking(context: object, ...names: string[]): void {
  for (const name of names) {
    const target = context as Record<string, (...args: unknown[]) => unknown>
    const call = target[name]
    if (typeof call !== 'function') continue
    target[name] = (...args: unknown[]) => {
      const plain = args.map(unwrapped)
      // A picture that has not come draws nothing, as in a browser.
      return plain.includes(null) && args.some((one) => one instanceof CanvasImage) ? undefined : call.apply(context, plain)
    }
  }
}

/** The extra methods of WeChat's canvas node, and a context that takes its images. */
export function dressCanvas(canvas: OffscreenCanvas, runtime: Runtime): OffscreenCanvas {
  const getContext = canvas.getContext.bind(canvas) as (type: string, options?: unknown) => object | null
  const known = new Map<string, object | null>()
  Object.assign(canvas, {
    createImage: () => new CanvasImage(runtime),
    createPath2D: (path?: string | Path2D) => new Path2D(path),
    createImageData: (...args: [number, number]) => new ImageData(...args),
    requestAnimationFrame: (callback: FrameRequestCallback) => requestAnimationFrame((time) => runtime.guard(() => callback(time), 'requestAnimationFrame callback')),
    cancelAnimationFrame: (id: number) => cancelAnimationFrame(id),
    getContext: (type: string, options?: unknown) => {
      if (known.has(type)) return known.get(type)
      const context = getContext(type, options)
      if (context) taking(context, 'drawImage', 'createPattern', 'texImage2D', 'texSubImage2D')
      known.set(type, context)
      return context
    },
  })
  return canvas
}

const handed = new WeakMap<RecordedElement, Promise<OffscreenCanvas>>()

/** The canvas of an element; the frame hands it over once. */
export function canvasOf(runtime: Runtime, element: RecordedElement): Promise<OffscreenCanvas> {
  let canvas = handed.get(element)
  if (!canvas) {
    canvas = runtime.invoke(element.id, 'handOver', {}).then((given) => {
      if (!(given instanceof OffscreenCanvas)) throw new Error('no canvas')
      return dressCanvas(given, runtime)
    })
    handed.set(element, canvas)
  }
  return canvas
}
