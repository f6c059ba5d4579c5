/**
 * `wx.createAnimation`: a program describes steps, `export()` hands them out as data in WeChat's form, and the element whose
 * `animation` attribute gets them plays them in the frame (`frame/animation.ts`), where no message is needed for each picture.
 */
import { ANIMATED_LENGTHS, ANIMATED_TRANSFORMS, type Animate, type AnimationAction } from '../../protocol/animation'
import { registerSync } from './registry'

type Options = Partial<Record<'duration' | 'timingFunction' | 'delay' | 'transformOrigin', unknown>>

const TIMINGS = ['linear', 'ease', 'ease-in', 'ease-in-out', 'ease-out', 'step-start', 'step-end']

function optionOf(options: Options, otherwise: AnimationAction['option']): AnimationAction['option'] {
  const number = (value: unknown, other: number): number => (typeof value === 'number' && Number.isFinite(value) ? value : other)
  const { timingFunction, transformOrigin } = options
  const { transition } = otherwise
  return {
    transformOrigin: typeof transformOrigin === 'string' ? transformOrigin : otherwise.transformOrigin,
    transition: {
      duration: number(options.duration, transition.duration),
      timingFunction: typeof timingFunction === 'string' && TIMINGS.includes(timingFunction) ? timingFunction : transition.timingFunction,
      delay: number(options.delay, transition.delay),
    },
  }
}

class Animation {
  private readonly option: AnimationAction['option']
  private actions: AnimationAction[] = []
  private waiting: Animate[] = []
  /** What was said stays for all later steps until it is said anew, in the order in which it was first said. */
  private readonly current = new Map<string, Animate>();
  [method: string]: unknown

  constructor(options: Options) {
    this.option = optionOf(options, { transformOrigin: '50% 50% 0', transition: { duration: 400, timingFunction: 'linear', delay: 0 } })
  }

  step(options?: Options): this {
    for (const one of this.waiting) this.current.set(one.type === 'style' ? `style.${one.args[0]}` : one.type, one)
    this.actions.push({ animates: [...this.current.values()], option: optionOf(options ?? {}, this.option) })
    this.waiting = []
    return this
  }

  /** The steps since the last export. */
  export(): { actions: AnimationAction[] } {
    const { actions } = this
    this.actions = []
    return { actions }
  }

  add(type: string, args: (number | string)[]): this {
    this.waiting.push({ type, args })
    return this
  }

  opacity(value: number): this { return this.add('style', ['opacity', value]) }
  backgroundColor(value: string): this { return this.add('style', ['background-color', value]) }
}

const methods = Animation.prototype as unknown as Record<string, unknown>
for (const name of ANIMATED_TRANSFORMS) methods[name] = function (this: Animation, ...args: (number | string)[]) { return this.add(name, args) }
for (const name of ANIMATED_LENGTHS) {
  methods[name] = function (this: Animation, value: number | string) { return this.add('style', [name, typeof value === 'number' ? `${value}px` : value]) }
}

registerSync('createAnimation', (_, options: Options | undefined) => new Animation(options ?? {}))
