import type { Frame } from './frame'

/**
 * Where sound and pictures that move come from: bytes that the host hands over, as a blob of this frame's own. Nothing else may be
 * loaded (`media-src blob:`). The blob lives as long as its element: it is read in parts.
 */
export class MediaSource {
  private url = ''
  private made: string | null = null
  private loading: Promise<void> = Promise.resolve()
  private released = false

  constructor(private readonly frame: Frame, private readonly element: HTMLMediaElement, private readonly failed: (errMsg: string) => void) {}

  set(url: string, play = false): void {
    if (url === this.url) return
    this.url = url
    this.drop()
    if (url === '') {
      this.element.removeAttribute('src')
      this.element.load()
      return
    }
    this.loading = this.load(url)
    if (play) void this.loading.then(() => this.element.play()).catch(() => {})
  }

  private async load(url: string): Promise<void> {
    const blob = await this.frame.assets.fetch(url)
    if (this.released || url !== this.url) return
    if (!blob) {
      this.failed(`MEDIA_ERR_NETWORK: ${url.slice(0, 200)}`)
      return
    }
    this.made = URL.createObjectURL(blob)
    this.element.src = this.made
  }

  /** The source has come, or will not. */
  ready(): Promise<void> {
    return this.loading
  }

  private drop(): void {
    if (this.made) URL.revokeObjectURL(this.made)
    this.made = null
  }

  release(): void {
    this.released = true
    this.element.pause()
    this.element.removeAttribute('src')
    this.drop()
  }
}
