import { type Locator, type Page, expect } from '@playwright/test'

import { text } from './text.ts'

/** The messages of the conversation that is open. */
export function log(page: Page): Locator {
  return page.getByRole('log', { name: text('chat:log.label') })
}

/** The message that says this. */
export function message(page: Page, words: string): Locator {
  return log(page).getByRole('article').filter({ hasText: words })
}

/** Where one writes. */
export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: text('chat:composer.placeholder') })
}

/** A row of the list of chats. */
export function chatRow(page: Page, title: string): Locator {
  return page.getByRole('list', { name: text('chat:list.label') }).getByRole('link').filter({ hasText: title })
}

/** Writes and sends by the button, as on a phone. */
export async function say(page: Page, words: string): Promise<void> {
  await composer(page).fill(words)
  await page.getByRole('button', { name: text('chat:composer.send') }).click()
  await expect(message(page, words)).toBeVisible()
}

/** Opens a message's menu, as a right click does, and chooses. */
export async function choose(page: Page, words: string, action: string): Promise<void> {
  // What is still on its way has another menu.
  await expect(message(page, words)).not.toHaveAttribute('data-state', 'sending')
  await message(page, words).click({ button: 'right', position: { x: 20, y: 10 } })
  await page.getByRole('menu').getByRole('menuitem', { name: action }).click()
}

/** What the messages in view say, from the first to the last. */
export async function sayings(page: Page): Promise<string[]> {
  return log(page)
    .getByRole('article')
    .locator('[dir=auto]')
    .allTextContents()
}

/** Chooses files as the system's dialog would hand them over. */
export async function attach(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: text('chat:composer.photos') }).click()
  await (await chooser).setFiles(files)
}
