/** `wx.createMediaQueryObserver`: asked in the Worker, which knows the window's size. */
import type { Runtime } from '../runtime'
import { registerSync } from './registry'

interface Query { minWidth?: number; maxWidth?: number; width?: number; minHeight?: number; maxHeight?: number; height?: number; orientation?: string }

function matches({ width, height }: { width: number; height: number }, query: Query): boolean {
  return (
    (query.minWidth === undefined || width >= query.minWidth) && (query.maxWidth === undefined || width <= query.maxWidth) && (query.width === undefined || width === query.width) &&
    (query.minHeight === undefined || height >= query.minHeight) && (query.maxHeight === undefined || height <= query.maxHeight) && (query.height === undefined || height === query.height) &&
    (query.orientation === undefined || query.orientation === (width > height ? 'landscape' : 'portrait'))
  )
}

class MediaQueryObserver {
  private listeners: (() => void)[] = []

  constructor(private readonly runtime: Runtime) {}

  /** Tells at once how it stands, then whenever that changes. */
  observe(query: Query, callback: (result: { matches: boolean }) => void): void {
    if (typeof callback !== 'function') return
    let last: boolean | undefined
    const look = (): void => {
      const now = matches(this.runtime.viewport, query)
      if (now === last) return
      last = now
      this.runtime.guard(() => callback({ matches: now }), 'MediaQueryObserver callback')
    }
    this.listeners.push(look)
    this.runtime.app.on('windowResize', look)
    queueMicrotask(look)
  }

  disconnect(): void {
    for (const one of this.listeners) this.runtime.app.off('windowResize', one)
    this.listeners = []
  }
}

registerSync('createMediaQueryObserver', (runtime) => new MediaQueryObserver(runtime))
