import * as v from 'valibot'
import { ANIMATED_LENGTHS, ANIMATED_TRANSFORMS } from '../protocol/animation'
import { toPixels, type FrameNode } from './node'

const argument = v.union([v.pipe(v.number(), v.finite()), v.pipe(v.string(), v.maxLength(200))])
const time = v.fallback(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000)), 0)
const actions = v.object({
  actions: v.pipe(
    v.array(v.object({
      animates: v.pipe(v.array(v.object({ type: v.pipe(v.string(), v.maxLength(30)), args: v.pipe(v.array(argument), v.maxLength(16)) })), v.maxLength(50)),
      option: v.object({
        transformOrigin: v.fallback(v.pipe(v.string(), v.maxLength(100)), '50% 50% 0'),
        transition: v.object({
          duration: time, delay: time,
          timingFunction: v.fallback(v.picklist(['linear', 'ease', 'ease-in', 'ease-in-out', 'ease-out', 'step-start', 'step-end']), 'linear'),
        }),
      }),
    })),
    v.maxLength(200),
  ),
})
type Action = v.InferOutput<typeof actions>['actions'][number]

const TRANSFORMS = new Set<string>(ANIMATED_TRANSFORMS)
const STYLES = new Set<string>(['opacity', 'background-color', ...ANIMATED_LENGTHS])

/** Which play: a new value of the attribute takes the place of the one before. */
const playing = new WeakMap<FrameNode, { stop(): void }>()

/** Plays the steps of an `animation` attribute, one after the other. What a step has brought about stays. */
export function animate(node: FrameNode, value: unknown): void {
  const parsed = v.safeParse(actions, value)
  if (!parsed.success || parsed.output.actions.length === 0) return
  playing.get(node)?.stop()
  let now: Animation | null = null
  let stopped = false
  playing.set(node, {
    stop: () => {
      stopped = true
      now?.finish()
    },
  })
  const next = (index: number): void => {
    const action = parsed.output.actions[index]
    if (!action || stopped) return
    const target = targetOf(action)
    const { duration, delay, timingFunction } = action.option.transition
    node.ownStyle('transform-origin', action.option.transformOrigin)
    now = node.el.animate([keyframe(target)], { duration, delay, easing: timingFunction, fill: 'forwards' })
    now.onfinish = () => {
      for (const [name, to] of target) node.ownStyle(name, to)
      now?.cancel()
      node.emit('transitionend', {})
      next(index + 1)
    }
  }
  // The first picture is drawn with what the batch brought: a class or style set beside it is where the way begins.
  node.frame.after(() => next(0))
}

function keyframe(target: Map<string, string>): Keyframe {
  return Object.fromEntries([...target].map(([name, to]) => [name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()), to]))
}

function targetOf({ animates }: Action): Map<string, string> {
  const target = new Map<string, string>()
  const transforms: string[] = []
  for (const { type, args } of animates) {
    if (type === 'style') {
      const [name, value] = args
      if (typeof name === 'string' && STYLES.has(name) && value !== undefined) target.set(name, length(value, name === 'opacity' || name === 'background-color'))
    } else if (TRANSFORMS.has(type)) {
      transforms.push(transform(type, args))
    }
  }
  if (transforms.length > 0) target.set('transform', transforms.join(' '))
  return target
}

/** Numbers are pixels, but where they are not lengths; `rpx` is WeChat's own unit. */
function length(value: number | string, bare = false): string {
  if (typeof value === 'number') return bare ? String(value) : `${value}px`
  return /^-?[\d.]+rpx$/.test(value) ? `${toPixels(value, 0)}px` : value
}

function transform(type: string, args: (number | string)[]): string {
  const angle = (value: number | string | undefined): string => (typeof value === 'string' && /[a-z]$/.test(value) ? value : `${Number(value ?? 0)}deg`)
  const number = (value: number | string | undefined): string => String(Number(value ?? 0))
  if (type === 'rotate3d') return args.length < 4 ? `rotate(${angle(args[0])})` : `rotate3d(${args.slice(0, 3).map(number).join(',')},${angle(args[3])})`
  if (type.startsWith('rotate')) return `${type}(${angle(args[0])})`
  if (type.startsWith('skew')) return `${type}(${args.map(angle).join(',')})`
  if (type.startsWith('translate')) return `${type}(${args.map((one) => length(one)).join(',')})`
  return `${type}(${args.map(number).join(',')})`
}
