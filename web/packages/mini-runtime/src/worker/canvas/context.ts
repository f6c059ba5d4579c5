import type { QueryResult } from '../../protocol/messages'
import type { RecordedElement } from '../recorder/element'
import type { Runtime } from '../runtime'
import { canvasOf, loadPicture } from './node'

type Context2D = OffscreenCanvasRenderingContext2D
type Action = (context: Context2D, pictures: Map<string, ImageBitmap>) => void

/** Calls that are the same in the old API and in a browser's. */
const SAME = [
  'arc', 'arcTo', 'beginPath', 'bezierCurveTo', 'clip', 'closePath', 'fill', 'fillRect', 'fillText', 'lineTo', 'moveTo', 'quadraticCurveTo', 'rect', 'restore', 'rotate', 'save', 'scale',
  'setTransform', 'stroke', 'strokeRect', 'strokeText', 'transform', 'translate', 'clearRect', 'ellipse', 'setLineDash',
] as const

/** Properties, and the old setters for them. */
const PROPERTIES: Record<string, string> = {
  fillStyle: 'setFillStyle', strokeStyle: 'setStrokeStyle', lineWidth: 'setLineWidth', lineCap: 'setLineCap', lineJoin: 'setLineJoin', miterLimit: 'setMiterLimit',
  globalAlpha: 'setGlobalAlpha', textAlign: 'setTextAlign', textBaseline: 'setTextBaseline', globalCompositeOperation: 'setGlobalCompositeOperation',
  shadowColor: '', shadowBlur: '', shadowOffsetX: '', shadowOffsetY: '', lineDashOffset: '',
}
/** WeChat says `normal` where browsers say `alphabetic`. */
const value = (name: string, given: unknown): unknown => (name === 'textBaseline' && given === 'normal' ? 'alphabetic' : given)

class Gradient {
  private stops: [number, string][] = []
  constructor(private readonly make: (context: Context2D) => CanvasGradient) {}

  addColorStop(at: number, color: string): void {
    this.stops.push([at, color])
  }

  on(context: Context2D): CanvasGradient {
    const gradient = this.make(context)
    for (const [at, color] of this.stops) gradient.addColorStop(at, color)
    return gradient
  }
}

class Pattern {
  constructor(readonly url: string, private readonly repetition: string) {}

  on(context: Context2D, pictures: Map<string, ImageBitmap>): CanvasPattern | string {
    const picture = pictures.get(this.url)
    return (picture && context.createPattern(picture, this.repetition)) || 'transparent'
  }
}

/** Draws of one canvas happen one after the other, also when pictures must come first. */
const queues = new WeakMap<RecordedElement, Promise<unknown>>()

export function inTurn<T>(element: RecordedElement, work: () => Promise<T>): Promise<T> {
  const next = (queues.get(element) ?? Promise.resolve()).catch(() => {}).then(work)
  queues.set(element, next)
  return next
}

/** The canvas at the size of its element, in pixels of the screen; the context counts in those of CSS. */
export async function sized(runtime: Runtime, element: RecordedElement): Promise<{ canvas: OffscreenCanvas; context: Context2D; ratio: number }> {
  const canvas = await canvasOf(runtime, element)
  const measured = await new Promise<QueryResult | null>((resolve) => runtime.recorder.measure(element, { rect: true }, resolve))
  const ratio = runtime.viewport.pixelRatio
  const width = Math.max(1, Math.round((measured?.width || 300) * ratio))
  const height = Math.max(1, Math.round((measured?.height || 150) * ratio))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('the canvas has a context of another kind')
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  }
  return { canvas, context, ratio }
}

/** `wx.createCanvasContext`: notes what to draw until `draw()` says so. */
export class CanvasContext {
  private actions: Action[] = []
  private pictures = new Set<string>()
  private fontSize = 10
  private readonly private: { runtime: Runtime; find: () => RecordedElement | null; values: Record<string, unknown> }

  constructor(runtime: Runtime, find: () => RecordedElement | null) {
    this.private = { runtime, find, values: {} }
    Object.defineProperty(this, 'private', { enumerable: false })
    const target = this as unknown as Record<string, unknown>
    for (const name of SAME) target[name] = (...args: unknown[]) => this.note((context) => (context[name] as (...args: unknown[]) => void)(...args))
    for (const [name, setter] of Object.entries(PROPERTIES)) {
      Object.defineProperty(this, name, { get: () => this.private.values[name], set: (given: unknown) => this.set(name, given), enumerable: true })
      if (setter !== '') target[setter] = (given: unknown) => this.set(name, given)
    }
  }

  private note(action: Action): void {
    if (this.actions.length < 100_000) this.actions.push(action)
  }

  private set(name: string, given: unknown): void {
    this.private.values[name] = given
    if (given instanceof Pattern) this.pictures.add(given.url)
    this.note((context, pictures) => {
      const now = given instanceof Gradient ? given.on(context) : given instanceof Pattern ? given.on(context, pictures) : value(name, given)
      ;(context as unknown as Record<string, unknown>)[name] = now
    })
  }

  get font(): string {
    return (this.private.values['font'] as string | undefined) ?? `${this.fontSize}px sans-serif`
  }

  set font(font: string) {
    this.private.values['font'] = font
    this.note((context) => { context.font = font })
  }

  setFontSize(size: number): void {
    this.fontSize = Number(size) || 10
    this.font = `${this.fontSize}px sans-serif`
  }

  setShadow(x: number, y: number, blur: number, color: string): void {
    this.set('shadowOffsetX', x)
    this.set('shadowOffsetY', y)
    this.set('shadowBlur', blur)
    this.set('shadowColor', color)
  }

  setLineDashOffset(offset: number): void { this.set('lineDashOffset', offset) }

  createLinearGradient(x0: number, y0: number, x1: number, y1: number): Gradient {
    return new Gradient((context) => context.createLinearGradient(x0, y0, x1, y1))
  }

  createCircularGradient(x: number, y: number, r: number): Gradient {
    return new Gradient((context) => context.createRadialGradient(x, y, 0, x, y, r))
  }

  createPattern(image: string, repetition: string): Pattern {
    return new Pattern(String(image), repetition)
  }

  drawImage(image: string, ...places: number[]): void {
    const url = String(image)
    this.pictures.add(url)
    this.note((context, pictures) => {
      const picture = pictures.get(url)
      if (!picture) return
      const [a = 0, b = 0, c, d, ...to] = places
      if (to.length === 4) context.drawImage(picture, a, b, c!, d!, to[0]!, to[1]!, to[2]!, to[3]!)
      else if (c !== undefined && d !== undefined) context.drawImage(picture, a, b, c, d)
      else context.drawImage(picture, a, b)
    })
  }

  measureText(text: string): { width: number } {
    const context = new OffscreenCanvas(1, 1).getContext('2d')!
    context.font = this.font
    return { width: context.measureText(String(text)).width }
  }

  clearActions(): void {
    this.actions = []
    this.pictures.clear()
  }

  getActions(): Action[] {
    const { actions } = this
    this.actions = []
    return actions
  }

  draw(reserve?: boolean, done?: () => void): void {
    const { runtime, find } = this.private
    const urls = [...this.pictures]
    const actions = this.getActions()
    this.pictures.clear()
    this.private.values = {}
    const element = find()
    const finish = (): void => { if (typeof done === 'function') runtime.guard(done, 'draw callback') }
    if (!element) {
      finish()
      return
    }
    inTurn(element, async () => {
      const found = await Promise.all(urls.map((url) => loadPicture(runtime, url).then((picture) => [url, picture] as const, () => null)))
      const { canvas, context, ratio } = await sized(runtime, element)
      const pictures = new Map(found.filter((one) => one !== null))
      context.save()
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      if (reserve !== true) context.clearRect(0, 0, canvas.width, canvas.height)
      for (const action of actions) runtime.guard(() => action(context, pictures), 'draw')
      // What a drawing left behind (styles, clips, saves without restores) does not reach the next.
      for (let left = 0; left < 50; left++) context.restore()
    }).then(finish, finish)
  }
}
