import type { Locator } from '@playwright/test'

import { said, saying, type Running } from './mini.ts'

/** What a page of the program e2e/mini/components has heard, in order: events by their type and the id of who listened. */
export async function heard(running: Running, id: string, type?: string): Promise<unknown[]> {
  return (await said(running)).filter((one) => one['id'] === id && (type === undefined || one['type'] === type)).map((one) => one['detail'])
}

/** Waits for an event with exactly this detail. */
export function hearing(running: Running, id: string, type: string, detail?: unknown): Promise<Record<string, unknown>> {
  return saying(running, { id, type, ...(detail !== undefined && { detail }) })
}

/** Left, top, width and height, in whole pixels. */
export async function box(locator: Locator): Promise<number[]> {
  const found = await locator.boundingBox()
  return found ? [found.x, found.y, found.width, found.height].map(Math.round) : []
}

export async function size(locator: Locator): Promise<number[]> {
  return (await box(locator)).slice(2)
}

/** A mouse goes from the middle of an element by this much, in steps, and lets go. */
export async function drag(running: Running, locator: Locator, dx: number, dy: number, steps = 6): Promise<void> {
  await locator.scrollIntoViewIfNeeded()
  const at = (await locator.boundingBox())!
  const { mouse } = running.page
  await mouse.move(at.x + at.width / 2, at.y + at.height / 2)
  await mouse.down()
  await mouse.move(at.x + at.width / 2 + dx, at.y + at.height / 2 + dy, { steps })
  await mouse.up()
}

/** Fingers: each list is where they are, one after the other. */
export async function fingers(running: Running, places: { x: number; y: number }[][]): Promise<void> {
  const session = await running.page.context().newCDPSession(running.page)
  for (const [index, touchPoints] of places.entries()) {
    await session.send('Input.dispatchTouchEvent', { type: index === 0 ? 'touchStart' : 'touchMove', touchPoints: touchPoints.map((point, id) => ({ ...point, id })) })
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

/** The colour that is seen at a place of an element. */
export async function seen(running: Running, id: string, x: number, y: number): Promise<number[]> {
  const shot = await running.frame.locator(`#${id}`).screenshot()
  return running.page.evaluate(async ([data, x, y]) => {
    const image = document.createElement('img')
    const bytes = Uint8Array.from(atob(data as string), (letter) => letter.charCodeAt(0))
    image.src = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }))
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = image.height
    const context = canvas.getContext('2d')!
    context.drawImage(image, 0, 0)
    return [...context.getImageData(x as number, y as number, 1, 1).data].slice(0, 3)
  }, [shot.toString('base64'), x, y] as const)
}
