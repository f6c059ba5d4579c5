import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { furnishMoney, tourMoney } from '../support/money-scene.ts'
import { DESKTOP, PHONE, test } from '../support/test.ts'
import type { Language } from '../support/text.ts'

const RESULTS = join(dirname(fileURLToPath(import.meta.url)), '..', 'results', 'screens')
const LOCALES = { en: 'en-GB', id: 'id-ID', zh: 'zh-CN' } as const

/** Pictures of the cards about money and of every sheet that they open, for people to look at. */
for (const [form, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [language, locale] of Object.entries(LOCALES) as [Language, string][]) {
      test(`pictures of money: ${form}, ${colorScheme}, ${language}`, async ({ cell, device }) => {
        const scene = await furnishMoney(cell)
        const directory = join(RESULTS, `${form}-${colorScheme}-${language}`)
        await mkdir(directory, { recursive: true })
        const { page } = await device({ people: [scene.host], viewport, colorScheme, locale, reducedMotion: 'reduce', at: '/u/0/chats' })
        await tourMoney(page, scene, language, async (name) => {
          await page.screenshot({ path: join(directory, `${name}.png`) })
        })
      })
    }
  }
}
