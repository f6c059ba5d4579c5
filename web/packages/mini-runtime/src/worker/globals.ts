/**
 * What package code must not have. The policy of the frame is the wall: it refuses every address, whatever asks. This only takes
 * away what would tell a program where it runs, and what would let it knock at all.
 */
const REMOVED = [
  'fetch', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'EventSource', 'WebTransport', 'RTCDataChannel', 'importScripts', 'indexedDB', 'caches', 'BroadcastChannel',
  'Worker', 'SharedWorker', 'ServiceWorkerRegistration', 'navigator', 'location', 'origin', 'name', 'cookieStore', 'Notification', 'FileReaderSync', 'PushManager',
  'webkitRequestFileSystem', 'webkitRequestFileSystemSync', 'webkitResolveLocalFileSystemURL', 'webkitResolveLocalFileSystemSyncURL', 'postMessage', 'onmessage',
  'onmessageerror', 'close', 'eval', 'trustedTypes', 'scheduler', 'fonts', 'FontFace', 'USB', 'HID', 'Serial', 'crossOriginIsolated', 'isSecureContext', 'serviceWorker',
  'StorageManager', 'LockManager', 'queryLocalFonts', 'createImageBitmap', 'reportError', 'Request', 'addEventListener', 'removeEventListener', 'dispatchEvent', 'self', 'onerror',
  'onunhandledrejection', 'onrejectionhandled', 'onlanguagechange', 'onoffline', 'ononline',
] as const

/** What the runtime itself still needs of them, taken before they go. */
export interface Kept {
  importScripts(url: string): void
  listen(type: string, handler: (event: Event) => void): void
}

export function removeGlobals(scope: typeof globalThis): Kept {
  const target = scope as unknown as Record<string, unknown> & { importScripts: (url: string) => void; addEventListener: (type: string, handler: (event: Event) => void) => void }
  const importScripts = target.importScripts.bind(scope)
  const addEventListener = target.addEventListener.bind(scope)
  for (const name of REMOVED) remove(scope, name)
  // A page of objects by address: only the runtime makes those.
  const makers = URL as unknown as Record<string, unknown>
  delete makers['createObjectURL']
  delete makers['revokeObjectURL']
  // With these, code would come from text. The policy refuses it as well (no 'unsafe-eval').
  for (const make of [function () {}, async function () {}, function* () {}, async function* () {}]) {
    const prototype = Object.getPrototypeOf(make) as object
    Object.defineProperty(prototype, 'constructor', { value: noCode, writable: false, configurable: false })
  }
  Object.defineProperty(scope, 'Function', { value: noCode, writable: false, configurable: false })
  return { importScripts, listen: addEventListener }
}

function noCode(): never {
  throw new EvalError('code cannot be made from text in a mini program')
}
// `x instanceof Function` stays true for functions.
noCode.prototype = Object.getPrototypeOf(noCode) as object

function remove(scope: object, name: string): void {
  for (let at: object | null = scope; at; at = Object.getPrototypeOf(at) as object | null) {
    const found = Object.getOwnPropertyDescriptor(at, name)
    if (!found) continue
    if (found.configurable) delete (at as Record<string, unknown>)[name]
    else if (found.writable) (at as Record<string, unknown>)[name] = undefined
  }
  // Where nothing can be deleted, an own `undefined` hides it; `typeof name` says 'undefined' either way.
  if (name in scope) {
    try {
      Object.defineProperty(scope, name, { value: undefined, configurable: false, writable: false })
    } catch {
      // It stays, and meets the policy.
    }
  }
}
