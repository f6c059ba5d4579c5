import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { serviceWorkerFiles } from './build/service-worker-files'

/** Where `npm run dev` finds a running cell; the built client is served by the cell itself. */
const cell = process.env.SAPA_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react(), serviceWorkerFiles()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // A strict Content-Security-Policy forbids inline scripts, and `data:` fonts or images would swell the first load.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: fileURLToPath(new URL('./index.html', import.meta.url)),
        sw: fileURLToPath(new URL('./src/sw/worker.ts', import.meta.url)),
      },
      output: {
        // The service worker keeps its name: browsers compare its bytes to find updates.
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': { target: cell, ws: true, changeOrigin: true }, '/errors': cell } },
})
