/** Methods of the frame that belong to no element; each checks what the program sent. */
import * as v from 'valibot'
import { defineFrameMethod } from './registry'

const MOST = 50
const BYTES = 20 * 1_048_576
let fonts = 0

const word = v.pipe(v.string(), v.maxLength(100))
const font = v.object({ family: word, url: v.pipe(v.string(), v.maxLength(10_000)), style: word, weight: word })

/** A font that a program loads while it runs. Its bytes come from the host; no address reaches the browser. */
defineFrameMethod('font', async (frame, args) => {
  const { family, url, style, weight } = v.parse(font, args)
  if (fonts >= MOST) throw new Error('too many fonts')
  const blob = await frame.assets.fetch(url)
  if (!blob || blob.size > BYTES) throw new Error('font not found')
  const face = await new FontFace(family.replace(/["\\]/g, ''), await blob.arrayBuffer(), { style, weight }).load()
  fonts++
  document.fonts.add(face)
  return {}
})

/** Takes the focus from whatever field has it, and the keyboard with it. */
defineFrameMethod('blur', (frame) => {
  for (const page of frame.applier.pages.values()) if (page.shadow.activeElement instanceof HTMLElement) page.shadow.activeElement.blur()
})
