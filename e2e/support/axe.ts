import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import type { Page } from '@playwright/test'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export type Finding = { screen: string; rule: string; help: string; at: string[] }

/** What axe finds: WCAG 2.2 A and AA, and its best practices; in the dark only what colours decide. */
export async function axe(page: Page, screen: string, colorScheme: 'light' | 'dark'): Promise<Finding[]> {
  await page.evaluate(AXE)
  const runOnly =
    colorScheme === 'dark' ? ['color-contrast'] : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const violations = await page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: { run: (root: Document, options: object) => Promise<{ violations: Violation[] }> } }
    type Violation = { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }
    const { violations } = await axe.run(document, {
      runOnly,
      resultTypes: ['violations'],
    })
    return violations.map(({ id, help, nodes }) => ({
      rule: id,
      help,
      at: nodes.map((node) => `${String(node.target)}: ${node.failureSummary ?? ''}`),
    }))
  }, runOnly)
  return violations.map((violation) => ({ screen, ...violation }))
}
