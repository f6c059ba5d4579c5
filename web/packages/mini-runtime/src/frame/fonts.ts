import type { Assets } from './assets'

const MOST = 50
const BYTES = 20 * 1_048_576
let added = 0

/** A font that a program loads while it runs. Its bytes come from the host; no address reaches the browser. */
export async function addFont(assets: Assets, { family, url, style, weight }: { family: string; url: string; style: string; weight: string }): Promise<void> {
  if (added >= MOST) throw new Error('too many fonts')
  const blob = await assets.fetch(url)
  if (!blob || blob.size > BYTES) throw new Error('font not found')
  const font = await new FontFace(family.replace(/["\\]/g, ''), await blob.arrayBuffer(), { style, weight }).load()
  added++
  document.fonts.add(font)
}
