import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const css = readFileSync(fileURLToPath(new URL('./tokens.css', import.meta.url)), 'utf8')

type Oklch = [lightness: number, chroma: number, hue: number]

/** Every opaque colour that is drawn for both themes. */
const tokens = new Map<string, { light: Oklch; dark: Oklch }>()
for (const [, name, light, dark] of css.matchAll(/--([\w-]+): light-dark\(oklch\(([^()/]+)\), oklch\(([^()/]+)\)\);/g)) {
  tokens.set(name as string, { light: parse(light as string), dark: parse(dark as string) })
}

function parse(text: string): Oklch {
  return text.trim().split(/\s+/).map(Number) as Oklch
}

/** OKLCH to linear sRGB (Björn Ottosson, "A perceptual color space for image processing", 2020). */
function linear([lightness, chroma, hue]: Oklch): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: Oklch, other: Oklch): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: Oklch): number {
  const [red, green, blue] = linear(colour).map((value) => Math.min(1, Math.max(0, value))) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const surfaces = ['ground', 'surface', 'surface-raised', 'surface-sunken', 'surface-hover']
const TEXT = 4.5
const CONTROL = 3

const pairs: [front: string, back: string, least: number][] = [
  ...['text', 'text-soft', 'text-faint', 'primary-text', 'danger', 'success', 'warning'].flatMap((text) => surfaces.map((surface): [string, string, number] => [text, surface, TEXT])),
  ...['text', 'text-soft'].flatMap((text) =>
    ['surface-pressed', 'bubble-own', 'bubble-other', 'primary-soft', 'primary-soft-hover', 'warning-soft', 'danger-soft', 'success-soft'].map(
      (surface): [string, string, number] => [text, surface, TEXT],
    ),
  ),
  ['text-faint', 'bubble-own', TEXT],
  ['text-faint', 'bubble-other', TEXT],
  ['on-primary', 'primary', TEXT],
  ['on-primary', 'primary-hover', TEXT],
  ['on-primary', 'primary-pressed', TEXT],
  ['on-danger', 'danger', TEXT],
  ['on-danger', 'danger-hover', TEXT],
  ['on-unread', 'unread', TEXT],
  ['primary-text', 'primary-soft', TEXT],
  ['primary-text', 'primary-soft-hover', TEXT],
  ['danger', 'danger-soft', TEXT],
  ['warning', 'warning-soft', TEXT],
  ['success', 'success-soft', TEXT],
  ['on-gift', 'gift', TEXT],
  ['on-gift', 'gift-deep', TEXT],
  ['on-gold', 'gift-gold', TEXT],
  ['on-gift-over', 'gift-over', TEXT],
  ['gift-text', 'surface-raised', TEXT],
  ...['edge', 'primary', 'focus'].flatMap((control) =>
    ['ground', 'surface', 'surface-raised', 'surface-sunken'].map((surface): [string, string, number] => [control, surface, CONTROL]),
  ),
]

describe('the colours', () => {
  it.each([...tokens])('%s can be shown on every screen', (_, drawn) => {
    for (const colour of [drawn.light, drawn.dark]) {
      for (const value of linear(colour)) expect(value).toSatisfy((part: number) => part > -0.001 && part < 1.001)
    }
  })

  it.each(pairs)('%s on %s has %s to 1 by day and by night', (front, back, least) => {
    const [above, below] = [tokens.get(front), tokens.get(back)]
    if (!above || !below) throw new Error(`no such colour: ${front} or ${back}`)
    expect(contrast(above.light, below.light)).toBeGreaterThanOrEqual(least)
    expect(contrast(above.dark, below.dark)).toBeGreaterThanOrEqual(least)
  })
})
