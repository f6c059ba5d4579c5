import type { Page } from '@playwright/test'

import { type Finding, axe } from '../support/axe.ts'
import { type Scene, type Screen, furnish } from '../support/screens.ts'
import { settled } from '../support/settled.ts'
import { DESKTOP, type Device, type DeviceOptions, expect, PHONE, test } from '../support/test.ts'

/** Every screen in one test, on a machine that does other things as well. */
const SLOWEST_MS = 900_000

let scene: Scene | undefined

test.beforeAll(async ({ cell }) => {
  scene = await furnish(cell)
})

/** Opens every screen in turn, each kind of visitor in a profile of their own, and looks. */
async function visit(
  device: (options?: DeviceOptions) => Promise<Device>,
  operator: Parameters<typeof openAs>[2],
  options: DeviceOptions,
  look: (page: Page, screen: Screen) => Promise<void>,
): Promise<void> {
  const pages = new Map<Screen['as'], Page>()
  for (const screen of scene?.screens ?? []) {
    const page = pages.get(screen.as) ?? (await openAs(device, screen, operator, options))
    pages.set(screen.as, page)
    await page.goto('about:blank')
    await page.goto(screen.path)
    await settled(page)
    await look(page, screen)
  }
}

async function openAs(
  device: (options?: DeviceOptions) => Promise<Device>,
  screen: Screen,
  operator: Scene['host'],
  options: DeviceOptions,
): Promise<Page> {
  const who = { nobody: undefined, host: scene?.host, newcomer: scene?.newcomer, operator }[screen.as]
  const { page } = await device({ ...options, people: who === undefined ? [] : [who], at: '/' })
  return page
}

/** Where a screen can be moved sideways, on a common and on the narrowest phone. */
async function tooWide(page: Page, screen: Screen): Promise<string[]> {
  const wide: string[] = []
  for (const width of [PHONE.width, 320]) {
    await page.setViewportSize({ ...PHONE, width })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (over > 0) wide.push(`${screen.name} at ${width} px: ${over} px over`)
  }
  await page.setViewportSize(PHONE)
  return wide
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [form, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    test(`every screen passes axe: ${form}, ${colorScheme}`, async ({ cell, device }) => {
      test.setTimeout(SLOWEST_MS)
      const findings: Finding[] = []
      const wide: string[] = []
      await visit(device, cell.operator, { viewport, colorScheme, reducedMotion: 'reduce' }, async (page, screen) => {
        findings.push(...(await axe(page, screen.name, colorScheme)))
        if (viewport === PHONE && colorScheme === 'light') wide.push(...(await tooWide(page, screen)))
      })
      expect(findings).toEqual([])
      expect(wide).toEqual([])
    })
  }
}

for (const locale of ['id-ID', 'zh-CN']) {
  test(`nothing is wider than the window, in ${locale}`, async ({ cell, device }) => {
    test.setTimeout(SLOWEST_MS)
    const wide: string[] = []
    await visit(device, cell.operator, { viewport: PHONE, locale, reducedMotion: 'reduce' }, async (page, screen) => {
      wide.push(...(await tooWide(page, screen)))
    })
    expect(wide).toEqual([])
  })
}
