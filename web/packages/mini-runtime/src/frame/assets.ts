import type { FrameToHost } from '../protocol/messages'

/** A picture must come as one of these; anything else in `data:` could be a document. */
const DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp|bmp|x-icon|avif|svg\+xml)[;,]/i

/**
 * Bytes that a program shows. The frame loads nothing by itself (its policy allows only `blob:` and `data:`): it asks the host,
 * which takes files from the package and fetches addresses through the server's proxy, if they are declared.
 */
export class Assets {
  private known = new Map<string, Promise<string | null>>()
  private waiting = new Map<number, (blob: Blob | null) => void>()
  private last = 0

  constructor(private readonly post: (message: FrameToHost) => void) {}

  /** An address that the frame may load, or null when there is none. */
  resolve(url: string): Promise<string | null> {
    if (url === '') return Promise.resolve(null)
    if (DATA_IMAGE.test(url)) return Promise.resolve(url)
    const known = this.known.get(url)
    if (known) return known
    const asked = this.fetch(url).then((blob) => {
      if (blob) return URL.createObjectURL(blob)
      // What failed may be there the next time.
      this.known.delete(url)
      return null
    })
    this.known.set(url, asked)
    if (this.known.size > 300) this.forgetOldest()
    return asked
  }

  fetch(url: string): Promise<Blob | null> {
    const id = ++this.last
    return new Promise((resolve) => {
      this.waiting.set(id, resolve)
      this.post({ t: 'resolve', id, url: url.slice(0, 10_000) })
    })
  }

  resolved(id: number, blob: Blob | null): void {
    this.waiting.get(id)?.(blob)
    this.waiting.delete(id)
  }

  private forgetOldest(): void {
    const oldest = this.known.keys().next().value
    if (oldest === undefined) return
    const address = this.known.get(oldest)
    this.known.delete(oldest)
    // Elements that show it have decoded it long ago; a new one asks again.
    void address?.then((url) => url?.startsWith('blob:') && URL.revokeObjectURL(url))
  }
}
