// Fails when what a first visit to the chats needs is more than the limit: the entry, what it imports, the page of the
// list, and the largest language. A conversation and all other pages come when they are opened or pointed at. Sizes are gzip,
// as they go over the wire.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const LIMIT = 180_000
const dist = new URL('../app/dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const bytes = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length

function withImports(key, found = new Set()) {
  const chunk = manifest[key]
  if (!chunk || found.has(chunk.file)) return found
  found.add(chunk.file)
  for (const other of chunk.imports ?? []) withImports(other, found)
  return found
}

const languages = ['en', 'id', 'zh'].map((code) => `src/i18n/${code}.ts`).filter((key) => manifest[key])
const largest = languages.sort((one, other) => bytes(manifest[other].file) - bytes(manifest[one].file))[0]
const entries = ['index.html', 'src/features/chat/index.tsx', largest]
const files = new Set()
for (const entry of entries) {
  if (!manifest[entry]) {
    console.error(`the build has no ${entry}: build first, or mend this list`)
    process.exit(1)
  }
  withImports(entry, files)
}
const sizes = [...files].filter((file) => file.endsWith('.js')).map((file) => [file, bytes(file)])
const total = sizes.reduce((sum, [, size]) => sum + size, 0)
for (const [file, size] of sizes.sort((one, other) => other[1] - one[1])) console.log(String(size).padStart(8), file)
console.log(String(total).padStart(8), `of ${LIMIT} bytes`)
if (total > LIMIT) {
  console.error('The first load is too large: load something later.')
  process.exit(1)
}
