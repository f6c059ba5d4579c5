/** What `Animation.export()` gives and the attribute `animation` takes: WeChat's own form, which programs also write by hand. */
export interface Animate { type: string; args: (number | string)[] }

export interface AnimationAction {
  animates: Animate[]
  option: { transformOrigin: string; transition: { duration: number; timingFunction: string; delay: number } }
}

export const ANIMATED_LENGTHS = ['width', 'height', 'left', 'top', 'right', 'bottom'] as const

export const ANIMATED_TRANSFORMS = [
  'matrix', 'matrix3d', 'rotate', 'rotate3d', 'rotateX', 'rotateY', 'rotateZ', 'scale', 'scale3d', 'scaleX', 'scaleY', 'scaleZ', 'skew', 'skewX', 'skewY',
  'translate', 'translate3d', 'translateX', 'translateY', 'translateZ',
] as const
