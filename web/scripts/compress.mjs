// Writes each text file of the built client again, compressed: the server embeds both and sends what a browser takes.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const DIST = fileURLToPath(new URL('../app/dist', import.meta.url))
const TEXT = /\.(js|css|html|svg|json|webmanifest)$/
/** Below this the headers of a response weigh more than what is saved. */
const WORTH_BYTES = 1024

let before = 0
let after = 0
for (const entry of await readdir(DIST, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !TEXT.test(entry.name)) continue
  const path = join(entry.parentPath, entry.name)
  const bytes = await readFile(path)
  if (bytes.length < WORTH_BYTES) continue
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
  await writeFile(`${path}.br`, brotli)
  await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  before += bytes.length
  after += brotli.length
}
console.log(`compressed: ${Math.round(before / 1024)} KiB to ${Math.round(after / 1024)} KiB`)
