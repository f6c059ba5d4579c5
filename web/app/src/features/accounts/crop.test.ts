import { describe, expect, it } from 'vitest'
import { centred, inside, sideOf, ZOOM_MAX } from './crop'

const wide = { width: 400, height: 100 }

describe('the crop of an avatar', () => {
  it('starts as the largest square in the middle', () => {
    const crop = centred(wide)
    expect(crop).toEqual({ x: 200, y: 50, zoom: 1 })
    expect(sideOf(crop, wide)).toBe(100)
  })

  it.each([
    ['left', { x: -50, y: 50, zoom: 1 }, { x: 50, y: 50, zoom: 1 }],
    ['right', { x: 999, y: 50, zoom: 1 }, { x: 350, y: 50, zoom: 1 }],
    ['above, enlarged', { x: 200, y: 0, zoom: 2 }, { x: 200, y: 25, zoom: 2 }],
    ['too far in', { x: 200, y: 50, zoom: 9 }, { x: 200, y: 50, zoom: ZOOM_MAX }],
    ['too far out', { x: 200, y: 10, zoom: 0.2 }, { x: 200, y: 50, zoom: 1 }],
  ])('stays inside: %s', (_, wanted, kept) => {
    expect(inside(wanted, wide)).toEqual(kept)
  })
})
