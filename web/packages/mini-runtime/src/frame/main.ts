import { PROTOCOL_VERSION } from '../protocol/codes'
import type { FrameBoot, FrameToHost } from '../protocol/messages'
import './components/index'
import './page-methods'
import { Frame } from './frame'

/**
 * The frame's start. The host answers `started` with one message that brings all the frame needs and two ports; nothing else
 * that is posted to the window is ever looked at.
 */
function start(): void {
  let frame: Frame | null = null
  addEventListener('message', (event: MessageEvent) => {
    if (frame || event.source !== parent) return
    const boot = event.data as FrameBoot
    const [host, workersHost] = event.ports
    if (boot?.t !== 'boot' || boot.version !== PROTOCOL_VERSION || !host || !workersHost) return

    const worker = new Worker(URL.createObjectURL(new Blob([boot.workerScript], { type: 'text/javascript' })))
    const channel = new MessageChannel()
    // Started before the ports go out: what the Worker does first must find the frame listening.
    frame = new Frame(boot, host, channel.port1, () => worker.terminate())
    // For whoever looks into the frame with the browser's tools; no code of a program runs here.
    Object.assign(window, { sapaFrame: frame })
    worker.onerror = (failure) => {
      const text = `${failure.message} (${failure.filename}:${failure.lineno})`.slice(0, 2_000)
      host.postMessage({ t: 'workerFailed', text } satisfies FrameToHost)
    }
    worker.postMessage({ t: 'ports' }, [workersHost, channel.port2])
  })
  // The host cannot know a sandboxed frame's origin: it is `null`. The message says nothing secret.
  parent.postMessage({ t: 'started', version: PROTOCOL_VERSION } satisfies FrameToHost, '*')
}

start()
