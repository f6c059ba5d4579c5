import type { FrameToWorker, HostToWorker, Viewport, WorkerProgram } from '../protocol/messages'
import { ApiError, Bridge } from './bridge'
import { setRuntime } from './components'
import { forwardConsole } from './console'
import { keepReader } from './files/vfs'
import { removeGlobals } from './globals'
import { Packages } from './loader/compiled'
import type { FramePort } from './recorder/recorder'
import { Runtime } from './runtime'

/** Only Workers have it, so the types of a document do not. */
declare const FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer }

/**
 * The Worker's start. Two ports come first, the host's and the frame's; then the host's `boot` and the frame's size. Before any
 * code of a package runs, the Worker has lost all that could reach anything but those two ports.
 */
function start(hostPort: MessagePort, framePort: MessagePort): void {
  const createObjectURL = URL.createObjectURL.bind(URL)
  const revokeObjectURL = URL.revokeObjectURL.bind(URL)
  const reader = new FileReaderSync()
  keepReader((blob) => reader.readAsArrayBuffer(blob))
  const kept = removeGlobals(globalThis)
  const bridge = new Bridge(hostPort)
  forwardConsole(bridge)

  const run = (text: string): void => {
    const url = createObjectURL(new Blob([text], { type: 'text/javascript' }))
    try {
      kept.importScripts(url)
    } finally {
      revokeObjectURL(url)
    }
  }

  let runtime: Runtime | null = null
  let program: WorkerProgram | null = null
  let viewport: Viewport | null = null

  const begin = (): void => {
    if (runtime || !program || !viewport) return
    const port: FramePort = {
      batch: (batch) => framePort.postMessage(batch, [batch.ints.buffer]),
      post: (message) => framePort.postMessage(message),
    }
    const packages = new Packages(program.manifest, run)
    const loadPackage = async (root: string): Promise<boolean> => {
      const answer = (await bridge.call('#package', { root }).catch((error: unknown) => {
        if (error instanceof ApiError) return null
        throw error
      })) as { files: { name: string; text: string }[] } | null
      if (!answer) return false
      packages.add(answer.files, made)
      return true
    }
    const made = new Runtime(bridge, port, program, packages.program, viewport, loadPackage)
    runtime = made
    setRuntime(made)
    globals(made)
    packages.add(program.code, made)
    kept.listen('unhandledrejection', (event) => {
      const { reason, promise } = event as PromiseRejectionEvent
      made.bridge.tell({ t: 'error', text: `Unhandled promise rejection: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`.slice(0, 20_000) })
      made.app.rejected(reason, promise)
    })
    kept.listen('error', (event) => {
      const { error, message } = event as ErrorEvent
      made.failed(error ?? message)
    })
    made.start()
    bridge.tell({ t: 'started' })
  }

  hostPort.onmessage = (event) => {
    const message = event.data as HostToWorker
    if (message.t === 'boot') {
      program = message.program
      begin()
    } else {
      bridge.receive(message)
    }
  }
  framePort.onmessage = (event) => {
    const message = event.data as FrameToWorker
    if (!runtime && message.t === 'viewport') {
      viewport = message.viewport
      begin()
    } else {
      runtime?.fromFrame(message)
    }
  }
}

/** What WeChat gives to every module. */
function globals(runtime: Runtime): void {
  const { components, app, router } = runtime
  Object.assign(globalThis, {
    wx: runtime.wx,
    App: app.register,
    Page: components.page,
    Component: components.component,
    Behavior: components.behavior,
    getApp: app.get,
    getCurrentPages: () => router.callers(),
  })
}

const first = (event: MessageEvent): void => {
  const [host, frame] = event.ports
  if ((event.data as { t?: unknown } | null)?.t !== 'ports' || !host || !frame) return
  removeEventListener('message', first)
  start(host, frame)
}
addEventListener('message', first)
