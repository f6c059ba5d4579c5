import type { Page } from '@playwright/test'

import type { Cell, Person } from '../support/cell.ts'
import { log, message } from '../support/chat.ts'
import { within } from '../support/limit.ts'
import { DESKTOP, expect, test } from '../support/test.ts'

const MESSAGES = Number(process.env['SAPA_E2E_MESSAGES'] ?? 100_000)
const LIMIT_MS = 50
/** Elements of the log at most, however long the conversation is. */
const MAX_ELEMENTS = 10_000
/** Pixels of one turn of the wheel. */
const TURN = 900
/** Turns up and turns down of one pass. */
const UP = 90
const DOWN = 40
/**
 * Passes, each through messages that the one before has not shown. What the page itself does, it does in every pass; what the
 * machine does meanwhile, it does in some. So the quietest pass counts.
 */
const PASSES = 3

/**
 * What a fixed piece of work takes on the machine that the limit was written for: a laptop of 2020. A slower machine
 * gets a longer limit in proportion, a faster one no shorter; both figures are printed.
 */
const REFERENCE_MS = 25

/** Fills a conversation over the socket, with many calls under way: the cell writes them in groups. */
async function fill(page: Page, conversation: string, from: number, count: number): Promise<void> {
  await page.evaluate(
    ([conversation, from, count]) =>
      new Promise<void>((resolve, reject) => {
        const socket = new WebSocket(`ws://${location.host}/api/socket?slot=0`)
        let next = 0
        let answered = 0
        const send = () => {
          const number = from + next
          const text = `Message ${number}: ${'word '.repeat(1 + (number % 23))}`
          const input = { conversation, client_id: `fill-${number}`, body: { kind: 'text', text } }
          socket.send(JSON.stringify({ id: number, op: 'chat.send', input }))
          next += 1
        }
        socket.onmessage = ({ data }: MessageEvent<string>) => {
          if (data.startsWith('{"hello"')) for (let first = 0; first < 100 && next < count; first += 1) send()
          if (!data.startsWith('{"id"')) return
          if (!data.includes('"ok"')) return reject(new Error(data))
          answered += 1
          if (answered === count) {
            socket.close()
            resolve()
          } else if (next < count) send()
        }
        socket.onclose = () => reject(new Error('the socket closed'))
      }),
    [conversation, from, count] as const,
  )
}

/** Long tasks of the main thread since the last time of asking. */
async function watchTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const state = window as unknown as { tasks: number[] }
    state.tasks = []
    new PerformanceObserver((list) => state.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' })
  })
  return () => page.evaluate(() => (window as unknown as { tasks: number[] }).tasks.splice(0))
}

/** Milliseconds of a fixed piece of work, the best of some. */
function calibrate(page: Page): Promise<number> {
  return page.evaluate(() => {
    let best = Infinity
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const from = performance.now()
      const numbers = Array.from({ length: 60_000 }, (_, index) => Math.imul(index, 2_654_435_761) >>> 0)
      numbers.sort((one, other) => one - other)
      best = Math.min(best, performance.now() - from)
    }
    return best
  })
}

async function friends(cell: Cell): Promise<[Person, string]> {
  const [mira, nino] = await cell.people('Mira', 'Nino')
  return [mira, await cell.befriend(mira, nino)]
}

test(`a conversation of ${MESSAGES.toLocaleString('en')} messages scrolls as a window of them`, async ({ cell, device }) => {
  test.setTimeout(1_200_000)
  const [mira, conversation] = await friends(cell)
  const { page: filler } = await device({ people: [mira], at: '/welcome' })
  await fill(filler, conversation, 0, MESSAGES)
  await filler.close()

  const { page } = await device({ viewport: DESKTOP, people: [mira], at: `/u/0/chats/${conversation}` })
  await expect(message(page, `Message ${MESSAGES - 1}:`)).toBeVisible()
  const factor = Math.max(1, (await calibrate(page)) / REFERENCE_MS)
  const tasks = await watchTasks(page)
  await log(page).hover()
  const longest: number[] = []
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let turn = 0; turn < UP + DOWN; turn += 1) {
      await page.mouse.wheel(0, turn < UP ? -TURN : TURN)
      // One turn a frame, as fast as a person can; the browser says when it has drawn.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
    }
    longest.push(Math.round(Math.max(0, ...(await tasks()))))
  }
  const elements = await log(page).evaluate((element) => element.querySelectorAll('*').length)
  const limit = LIMIT_MS * factor
  console.log(
    `longest task of each pass: ${longest.join(', ')} ms (limit ${Math.round(limit)} ms: this machine takes ` +
      `${factor.toFixed(2)} times the reference), ${elements} elements in the log`,
  )
  // A hundred thousand messages, and what stands in the page is still a window of them.
  expect(elements).toBeLessThan(MAX_ELEMENTS)
  within('the longest task of the quietest pass', Math.min(...longest), limit)
})
