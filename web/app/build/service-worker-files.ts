import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/** The service worker's source holds this string; the build puts the list of files to keep in its place. */
const PLACEHOLDER = '__SAPA_PRECACHE__'

/** Files that are worth having offline from the first visit: what the shell needs, not source maps or screenshots. */
function worthKeeping(file: string): boolean {
  return /\.(js|css|svg|woff2|webmanifest)$/.test(file) && file !== 'sw.js'
}

/** Gives the service worker the names of the built files and a version that changes when any of them does. */
export function serviceWorkerFiles(): Plugin {
  return {
    name: 'sapa-service-worker-files',
    apply: 'build',
    generateBundle(_options, bundle) {
      const worker = bundle['sw.js']
      if (worker?.type !== 'chunk') this.error('the service worker was not built')
      const files = Object.keys(bundle).filter(worthKeeping).sort()
      const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12)
      const list = JSON.stringify({ version, files: files.map((file) => `/${file}`) })
      if (!worker.code.includes(PLACEHOLDER)) this.error('the service worker has no place for its list of files')
      worker.code = worker.code.replace(new RegExp(`["'\`]${PLACEHOLDER}["'\`]`), JSON.stringify(list))
    },
  }
}
