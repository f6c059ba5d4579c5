import { type Page, expect } from '@playwright/test'

import { text } from './text.ts'

const LOADING = new RegExp(`^(${(['en', 'id', 'zh'] as const).map((language) => text('common:loading', {}, language)).join('|')})`)

/** Waits until a screen shows what it has to show: no skeletons, no spinners, every picture decoded, every font there. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('#root > *').first()).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: LOADING })).toHaveCount(0)
  await page.waitForFunction(() => [...document.images].every((image) => image.complete || image.loading === 'lazy'))
  await page.evaluate(async () => {
    await document.fonts.ready
    const moving = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
    await Promise.allSettled(moving.map((animation) => animation.finished))
  })
}
