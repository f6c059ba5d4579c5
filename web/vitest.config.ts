import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./app/src', import.meta.url)) } },
  test: {
    include: ['app/**/*.test.{ts,tsx}', 'packages/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['./app/src/test-setup.ts'],
    // Tests with `// @vitest-environment jsdom` on top get a document; the rest are quicker without.
    restoreMocks: true,
    // Properties try hundreds of cases. On a machine that is busy with other work they take longer, and are right all the same.
    testTimeout: 60_000,
  },
})
