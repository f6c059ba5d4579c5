import { type BrowserContext, type BrowserContextOptions, type Page, test as base } from '@playwright/test'

import { Cell, type Person } from './cell.ts'

export { expect } from '@playwright/test'

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1280, height: 800 }

/** A browser profile of somebody: their cookies and their local store. */
export type Device = { context: BrowserContext; page: Page }

export type DeviceOptions = BrowserContextOptions & {
  /** Signed-in accounts, the first in slot 0. */
  people?: readonly Person[]
  /** Where to begin. */
  at?: string
}

type Fixtures = {
  /** Opens a new browser profile at a path of the cell. */
  device: (options?: DeviceOptions) => Promise<Device>
  /** Opens a profile where this person is signed in, at their chats. */
  open: (person: Person, options?: DeviceOptions) => Promise<Page>
}

/** One server for all tests of a file's worker; every test makes people of its own. */
export const test = base.extend<Fixtures, { cell: Cell }>({
  cell: [
    async ({}, use) => {
      const cell = await Cell.start()
      await cell.setUp()
      await use(cell)
      await cell.remove()
    },
    { scope: 'worker' },
  ],

  device: async ({ browser, cell }, use) => {
    const contexts: BrowserContext[] = []
    const complaints: string[] = []
    await use(async ({ people = [], at = '/', ...options } = {}) => {
      const context = await browser.newContext({ viewport: DESKTOP, baseURL: cell.url, ...options })
      contexts.push(context)
      await context.addCookies(
        people.map((person, slot) => ({
          name: `sapa_session_${slot}`,
          value: person.token,
          url: cell.url,
          httpOnly: true,
          sameSite: 'Lax' as const,
        })),
      )
      const page = await context.newPage()
      listen(page, complaints)
      await page.goto(at)
      return { context, page }
    })
    await Promise.all(contexts.map((context) => context.close()))
    base.expect(complaints, 'errors in the browser').toEqual([])
  },

  open: async ({ device }, use) => {
    await use(async (person, options = {}) => {
      const { page } = await device({ people: [person], at: '/u/0/chats', ...options })
      return page
    })
  },
})

/** Notes what a developer would see in red: exceptions, refused content, React's warnings. */
function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)))
  page.on('console', (message) => {
    // A refused request is an answer that the page deals with, and so is a lost connection. Playwright's own tracing
    // fetches the page's blobs, which the content policy rightly refuses.
    const expected = /Failed to load resource|WebSocket connection to|net::ERR_|Connecting to 'blob:/.test(message.text())
    if (message.type() === 'error' && !expected) complaints.push(message.text())
  })
}
