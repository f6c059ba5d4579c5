import type { Handlers } from '../handlers'
import type { HostServices, KeptFile } from '../services'
import { accountHandlers } from './account'
import { audioHandlers } from './audio'
import { deviceHandlers, locationHandlers } from './device'
import { asBlob } from './files'
import { fileHandlers } from './file-system'
import { Host, type HostFacts } from './host'
import { interactionHandlers } from './interaction'
import { mediaHandlers } from './media'
import { networkHandlers } from './network'
import { paymentHandlers } from './payment'
import { barHandlers, cloudHandlers, logHandlers, programHandlers, shareHandlers } from './share'

/** What of a `MiniProgram` these need. */
interface Program {
  send(name: string, detail?: unknown): void
  asset(path: string): Promise<Blob | null>
  on(name: 'stopped', listener: () => void): () => void
}

/**
 * All `wx.*` calls that reach the host, over the client's services:
 *
 *     const apis = new HostApis(services, facts, files)
 *     const program = new MiniProgram({ …, handlers: apis.handlers, files, resolveUrl: apis.resolveUrl })
 *     apis.attach(program)
 */
export class HostApis {
  readonly handlers: Handlers
  private readonly host: Host

  constructor(private readonly services: Partial<HostServices>, facts: HostFacts, kept: KeptFile[] = []) {
    const host = (this.host = new Host(services, facts, kept))
    const { interaction, network, payment, files, media, audio, device, location, share, programs, bars, cloud, log } = services
    this.handlers = {
      ...accountHandlers(host, services),
      ...(interaction && interactionHandlers(host, interaction)),
      ...(network && networkHandlers(host, network)),
      ...(payment && paymentHandlers(payment)),
      ...(files && fileHandlers(host, files)),
      ...(media && mediaHandlers(host, media)),
      ...(audio && audioHandlers(host, audio)),
      ...(device && deviceHandlers(device)),
      ...(location && locationHandlers(host, location)),
      ...(share && shareHandlers(host, share)),
      ...(programs && programHandlers(host, programs)),
      ...(bars && barHandlers(bars)),
      ...(cloud && cloudHandlers(cloud)),
      ...(log && logHandlers(log)),
    }
  }

  /** Joins a program: its events have somewhere to go, and when it stops so does all that it began. */
  attach(program: Program): void {
    this.host.connect((name, detail) => program.send(name, detail), (path) => program.asset(path))
    const watched = this.services.device?.watch({
      network: (state) => program.send('networkStatusChange', state),
      keyboard: (height) => program.send('keyboardHeightChange', { height }),
      memory: (level) => program.send('memoryWarning', { level }),
      capture: () => program.send('userCaptureScreen', {}),
    })
    program.on('stopped', () => {
      watched?.()
      this.host.close()
    })
  }

  /** For `MiniProgramOptions.resolveUrl`: pictures of the program's own files, and by the proxy those of addresses that it declared. */
  readonly resolveUrl = async (url: string): Promise<Blob | null> => {
    if (!url.startsWith('wxfile://')) return this.host.load(url).then(asBlob, () => null)
    // The Worker tells the host and the frame by two ways: a file may be asked for a moment before it is here.
    for (const wait of [0, 20, 100]) {
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      const data = this.host.files.find(url)
      if (data) return data instanceof Blob ? data : new Blob([data], { type: typeOf(url) })
    }
    return null
  }
}

const TYPES: Record<string, string> = { png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', svg: 'image/svg+xml', mp3: 'audio/mpeg', mp4: 'video/mp4' }

function typeOf(path: string): string {
  return TYPES[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? ''
}
