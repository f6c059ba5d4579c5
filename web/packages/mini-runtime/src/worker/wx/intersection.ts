/** Intersection observers: selected in the Worker, watched in the frame. */
import type { Element as GlassElement, GeneralComponent } from 'glass-easel'
import type { IntersectionEntry } from '../../protocol/messages'
import { RecordedElement } from '../recorder/element'
import type { Runtime } from '../runtime'
import { registerSync } from './registry'

interface Margins { left?: number; top?: number; right?: number; bottom?: number }
interface Options { thresholds?: number[]; initialRatio?: number; observeAll?: boolean }

function nodeOf(element: GlassElement | null | undefined): number {
  const backend = element?.getBackendElement()
  return backend instanceof RecordedElement ? backend.id : 0
}

class Observer {
  private relative: { node: number; margins: Margins }[] = []
  private id = 0

  constructor(private readonly runtime: Runtime, private readonly component: unknown, private readonly options: Options) {}

  private get host(): GeneralComponent | undefined {
    return (this.component as { _$?: GeneralComponent } | undefined)?._$ ?? this.runtime.router.top?.component
  }

  relativeTo(selector: string, margins: Margins = {}): this {
    const node = nodeOf(this.host?.getShadowRoot()?.querySelector(selector))
    if (node !== 0) this.relative.push({ node, margins: clean(margins) })
    return this
  }

  relativeToViewport(margins: Margins = {}): this {
    this.relative.push({ node: 0, margins: clean(margins) })
    return this
  }

  observe(selector: string, callback: (entry: unknown) => void): void {
    const { runtime, host } = this
    const root = host?.getShadowRoot()
    const page = runtime.router.pageOf(host)
    if (!root || page === 0 || typeof callback !== 'function') return
    const found = this.options.observeAll ? root.querySelectorAll(selector) : [root.querySelector(selector)]
    const elements = new Map(found.filter((one) => one !== null).map((one) => [nodeOf(one), one]))
    elements.delete(0)
    if (elements.size === 0) return
    this.disconnect()
    this.id = runtime.observations.start(
      {
        page, nodes: [...elements.keys()], relative: this.relative,
        thresholds: Array.isArray(this.options.thresholds) ? this.options.thresholds.map(Number) : [0],
        initialRatio: Number(this.options.initialRatio ?? 0),
      },
      ({ node, ...entry }: IntersectionEntry) => callback({ ...entry, id: elements.get(node)?.id ?? '', dataset: elements.get(node)?.dataset ?? {} }),
    )
  }

  disconnect(): void {
    if (this.id !== 0) this.runtime.observations.stop(this.id)
    this.id = 0
  }
}

function clean({ left, top, right, bottom }: Margins): Margins {
  const number = (value: unknown): number => (Number.isFinite(Number(value)) ? Number(value) : 0)
  return { left: number(left), top: number(top), right: number(right), bottom: number(bottom) }
}

export function createIntersectionObserver(runtime: Runtime, component: unknown, options: unknown): Observer {
  return new Observer(runtime, component, (options ?? {}) as Options)
}

registerSync('createIntersectionObserver', (runtime, component: unknown, options: unknown) => createIntersectionObserver(runtime, component, options))
