/// <reference lib="webworker" />
import { isPicture, isShellNavigation, PICTURES_CACHE, PICTURES_MAX } from './rules'

/**
 * Opens the app without a network: the shell and its files are kept at installation, pictures as they are seen. Everything
 * that is said and known lives in IndexedDB and is none of this worker's business; operations always go to the cell.
 */
const worker = self as unknown as ServiceWorkerGlobalScope
const kept = JSON.parse('__SAPA_PRECACHE__') as { version: string; files: string[] }
const SHELL_CACHE = `sapa-shell-${kept.version}`
const SHELL = '/'

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => cache.addAll([SHELL, '/manifest.webmanifest', '/icons/sapa.svg', ...kept.files])))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith('sapa-shell-') && name !== SHELL_CACHE).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  )
})

worker.addEventListener('message', (event: ExtendableMessageEvent & { data: { takeOver?: true; forgetSlot?: number } }) => {
  // The person wants the new version now; otherwise it waits until all tabs are closed.
  if (event.data.takeOver) void worker.skipWaiting()
  // Signed out: the pictures that the account has seen leave with it.
  if (event.data.forgetSlot !== undefined) event.waitUntil(forgetPictures(event.data.forgetSlot))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || request.headers.has('range')) return
  const url = new URL(request.url)
  if (url.origin !== worker.location.origin) return
  if (request.mode === 'navigate') {
    if (isShellNavigation(url.pathname)) event.respondWith(shell(request))
  } else if (isPicture(url.pathname)) event.respondWith(picture(request))
  else if (kept.files.includes(url.pathname)) event.respondWith(fromShell(request))
})

async function shell(request: Request): Promise<Response> {
  return (await caches.match(SHELL, { cacheName: SHELL_CACHE })) ?? fetch(request)
}

async function fromShell(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: SHELL_CACHE, ignoreVary: true })) ?? fetch(request)
}

/** Pictures never change under their address. */
async function picture(request: Request): Promise<Response> {
  const cache = await caches.open(PICTURES_CACHE)
  const known = await cache.match(request, { ignoreVary: true })
  if (known) return known
  const response = await fetch(request)
  if (response.status === 200) {
    // Not awaited: the picture shows first. A full disk only means that it is fetched again.
    void cache
      .put(request, response.clone())
      .then(() => trim(cache))
      .catch(() => undefined)
  }
  return response
}

/** The oldest leave; keys come in the order in which they were put. */
async function trim(cache: Cache): Promise<void> {
  const keys = await cache.keys()
  if (keys.length <= PICTURES_MAX) return
  await Promise.all(keys.slice(0, keys.length - PICTURES_MAX).map((key) => cache.delete(key)))
}

async function forgetPictures(slot: number): Promise<void> {
  const cache = await caches.open(PICTURES_CACHE)
  for (const request of await cache.keys()) {
    if (new URL(request.url).searchParams.get('slot') === String(slot)) await cache.delete(request)
  }
}
