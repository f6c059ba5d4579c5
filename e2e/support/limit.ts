import { expect } from '@playwright/test'

/**
 * A measured time and its limit. `npm run numbers` holds one against the other, on a machine that does nothing else;
 * among all the other tests the figure is only printed, because there it says more of the machine than of the page.
 */
export function within(what: string, measured: number, limit: number): void {
  console.log(`${what}: ${Math.round(measured)} ms, the limit is ${Math.round(limit)} ms`)
  if (process.env['SAPA_NUMBERS'] !== undefined) expect(measured, what).toBeLessThanOrEqual(limit)
}
