import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { Page } from '@playwright/test'

import { type Screen, furnish } from '../support/screens.ts'
import { settled } from '../support/settled.ts'
import { DESKTOP, PHONE, test } from '../support/test.ts'

const RESULTS = join(dirname(fileURLToPath(import.meta.url)), '..', 'results', 'screens')
/** Part of a name: only those screens. */
const ONLY = process.env['SCREENS'] ?? ''

/** A picture of every screen, phone and desktop, light and dark, in three languages, for people to look at. */
test('pictures of every screen', async ({ cell, device }) => {
  test.setTimeout(1_800_000)
  const scene = await furnish(cell)
  const who = { nobody: undefined, host: scene.host, newcomer: scene.newcomer, operator: cell.operator }
  for (const [form, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const locale of ['en-GB', 'id-ID', 'zh-CN']) {
        const directory = join(RESULTS, `${form}-${colorScheme}-${locale.slice(0, 2)}`)
        await mkdir(directory, { recursive: true })
        const pages = new Map<Screen['as'], Page>()
        for (const screen of scene.screens.filter(({ name }) => name.includes(ONLY))) {
          const person = who[screen.as]
          const page =
            pages.get(screen.as) ??
            (await device({ people: person === undefined ? [] : [person], viewport, colorScheme, locale, reducedMotion: 'reduce' })).page
          pages.set(screen.as, page)
          await page.goto('about:blank')
          await page.goto(screen.path)
          await settled(page)
          await page.screenshot({ path: join(directory, `${screen.name}.png`) })
        }
        for (const page of pages.values()) await page.context().close()
      }
    }
  }
})
