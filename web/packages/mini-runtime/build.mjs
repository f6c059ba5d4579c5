// Builds what the client serves: `dist/frame.html` (the frame's page with its script within), `dist/frame-policy.txt` (the policy that
// the server sends with it), `dist/worker.js` (text that becomes a blob Worker), and `dist/host.js` for the checks in e2e.
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

async function script(entry, format) {
  const [{ output }] = await build({
    configFile: false,
    root: here('.'),
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      lib: { entry: here(entry), formats: [format], name: 'sapaMini', fileName: 'out' },
    },
  })
  return output.find((one) => one.type === 'chunk').code
}

const frame = (await script('src/frame/main.ts', 'iife')).trim().replaceAll('</script', '<\\/script')
const hash = createHash('sha256').update(frame).digest('base64')

// Only this one script runs in the page, and blobs that it makes: the Worker and what the Worker imports. Nothing is fetched,
// from anywhere; pictures, sound and fonts come as bytes from the host. Styles go through the CSSOM, which needs no permission.
const policy = [
  `default-src 'none'`,
  `script-src 'sha256-${hash}' blob:`,
  'worker-src blob:',
  'img-src blob: data:',
  'media-src blob:',
  'font-src blob: data:',
  `connect-src 'none'`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ')

const page = `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta http-equiv="x-dns-prefetch-control" content="off">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1, user-scalable=no, viewport-fit=cover">
<title>Mini program</title>
</head>
<body><script>${frame}</script></body>
</html>
`

mkdirSync(here('dist'), { recursive: true })
writeFileSync(here('dist/frame.html'), page)
writeFileSync(here('dist/frame-policy.txt'), `${policy}; sandbox allow-scripts\n`)
writeFileSync(here('dist/worker.js'), await script('src/worker/main.ts', 'iife'))
writeFileSync(here('dist/host.js'), await script('src/host/index.ts', 'es'))
