import { defineConfig } from '@playwright/test'

/**
 * A real browser against a real server. One worker: the server, the browser and the tests share two slow cores,
 * and checks of time mean nothing beside another test.
 */
export default defineConfig({
  fullyParallel: false,
  workers: 1,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  // Only what never comes takes this long: a machine may be many times slower than ours, or busy.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  reporter: [['list']],
  outputDir: 'results/traces',
  use: {
    headless: true,
    locale: 'en-GB',
    timezoneId: 'Asia/Jakarta',
    actionTimeout: 45_000,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['SAPA_CHROMIUM'] ?? '/usr/bin/chromium',
      // Containers run as root, where Chromium's own sandbox refuses to start. Only our own pages are opened.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    { name: 'stories', testDir: 'stories' },
    { name: 'checks', testDir: 'checks', testIgnore: /mini-/ },
    // Not yet part of `npm test`: canvas and media are being joined, see docs/MINI-RUNTIME.md.
    { name: 'mini', testDir: 'checks', testMatch: /mini-/ },
    { name: 'screens', testDir: 'screens' },
  ],
})
