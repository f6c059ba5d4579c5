import { type Finding, axe } from '../support/axe.ts'
import { furnishMoney, tourMoney } from '../support/money-scene.ts'
import { DESKTOP, PHONE, expect, test } from '../support/test.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [form, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    test(`cards and sheets about money pass axe: ${form}, ${colorScheme}`, async ({ cell, device }) => {
      const scene = await furnishMoney(cell)
      const { page } = await device({ people: [scene.host], viewport, colorScheme, reducedMotion: 'reduce', at: '/u/0/chats' })
      const findings: Finding[] = []
      const wide: string[] = []
      await tourMoney(page, scene, 'en', async (name) => {
        findings.push(...(await axe(page, name, colorScheme)))
        const over = await page.evaluate(() => Math.max(...[document.documentElement, ...document.querySelectorAll('dialog[open]')].map((element) => element.scrollWidth - element.clientWidth)))
        if (over > 0) wide.push(`${name}: ${over} px over`)
      })
      expect(findings).toEqual([])
      expect(wide).toEqual([])
    })
  }
}
