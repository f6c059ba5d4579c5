import { useEffect, useState } from 'react'

const LASTS_MS = 1_100

/** A number that runs up to an amount, in whole steps, and says when it is there. At once for those who want no motion. */
export function useCountUp(target: string | undefined, step: string, run: boolean): { shown: string | undefined; done: boolean } {
  const still = !run || (typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches)
  const [part, setPart] = useState(still ? 1 : 0)
  useEffect(() => {
    if (target === undefined || still) return
    let frame = 0
    const begin = performance.now()
    const tick = (now: number) => {
      const way = Math.min(1, (now - begin) / LASTS_MS)
      setPart(way)
      if (way < 1) frame = requestAnimationFrame(tick)
    }
    frame = requestAnimationFrame(tick)
    return () => cancelAnimationFrame(frame)
  }, [target, still])
  if (target === undefined) return { shown: undefined, done: false }
  if (still || part >= 1) return { shown: target, done: true }
  return { shown: amountAt(target, step, part), done: false }
}

/** Fast at first, slower towards the end; whole steps, as every amount is. */
export function amountAt(target: string, step: string, part: number): string {
  const eased = 1 - (1 - part) ** 3
  const size = BigInt(step)
  return (((BigInt(target) * BigInt(Math.round(eased * 10_000))) / 10_000n / size) * size).toString()
}
