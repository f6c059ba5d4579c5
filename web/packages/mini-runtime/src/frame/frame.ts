import { checkBatch, readBatch, Violation } from '../protocol/batch-reader'
import { Limits } from '../protocol/codes'
import { workerToFrame, type FrameBoot, type FrameTexts, type FrameToHost, type FrameToWorker, type HostToFrame } from '../protocol/messages'
import * as v from 'valibot'
import { Applier } from './applier'
import { Assets } from './assets'
import { Bucket } from '../protocol/bucket'
import { measure } from './measure'
import { Observers } from './observers'
import { ownerOf, type FrameNode } from './node'
import type { PageView } from './page-view'
import { frameMethod, Transfer } from './registry'
import { Styles } from './styles'
import { TEXTS } from './texts'

/**
 * What runs in the frame: it applies what the Worker says and tells it what people do. No code of a program runs here, and
 * everything that comes from the Worker is taken as hostile.
 */
export class Frame {
  readonly applier = new Applier(this)
  readonly styles: Styles
  readonly assets: Assets
  readonly texts: Required<FrameTexts>
  private readonly observers = new Observers(this)
  private readonly batches = new Bucket(Limits.batchesPerSecond, Limits.batchBurst)
  private readonly ints = new Bucket(Limits.intsPerSecond, Limits.intsPerSecond * 10)
  private readonly asked = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  private lastAsked = 0
  private applying = false
  private stopped = false
  private painted = false
  /** How long batches have taken to apply, all together. */
  appliedMs = 0

  constructor(
    boot: FrameBoot,
    private readonly host: MessagePort,
    private readonly worker: MessagePort,
    private readonly stopWorker: () => void,
  ) {
    this.texts = { ...TEXTS, ...boot.texts }
    this.assets = new Assets((message) => this.toHost(message))
    this.styles = new Styles(boot.styles, this.assets)
    host.onmessage = (event) => this.fromHost(event.data as HostToFrame)
    worker.onmessage = (event) => this.fromWorker(event.data)
    addEventListener('resize', () => this.tellViewport())
    this.tellViewport()
  }

  private tellViewport(): void {
    this.toWorker({ t: 'viewport', viewport: { width: innerWidth, height: innerHeight, pixelRatio: devicePixelRatio } })
  }

  toWorker(message: FrameToWorker, transfer: Transferable[] = []): void {
    if (!this.stopped) this.worker.postMessage(message, transfer)
  }

  toHost(message: FrameToHost): void {
    this.host.postMessage(message)
  }

  /** Asks the host for what only it can do: `openType` of a button. */
  ask(api: string, args: unknown): Promise<unknown> {
    const id = ++this.lastAsked
    return new Promise((resolve, reject) => {
      this.asked.set(id, { resolve, reject })
      this.toHost({ t: 'ask', id, api, args })
    })
  }

  /** Runs when sizes can be read: after the batch at hand, or now. */
  after(work: () => void): void {
    if (this.applying) this.applier.after(work)
    else work()
  }

  pageOfRoot(root: ShadowRoot): PageView | null {
    for (const page of this.applier.pages.values()) if (page.shadow === root) return page
    return null
  }

  nodeOf(node: Node): FrameNode | undefined {
    return ownerOf(node)
  }

  /** A key on a built-in that looks like a button presses it. */
  pressByKey(element: HTMLElement): void {
    for (const page of this.applier.pages.values()) if (page.shadow.contains(element)) page.gestures.pressByKey(element)
  }

  firstPaint(page: number): void {
    if (this.painted) return
    this.painted = true
    // The task after the next frame: by then the page has been drawn.
    requestAnimationFrame(() => setTimeout(() => this.toHost({ t: 'firstPaint', page })))
  }

  private fromWorker(message: unknown): void {
    if (this.stopped) return
    try {
      if (!this.batches.take(1)) throw new Violation('too many messages')
      if (typeof message === 'object' && message !== null && 'ints' in message) {
        const batch = checkBatch(message)
        if (!this.ints.take(batch.ints.length)) throw new Violation('too many operations')
        const began = performance.now()
        this.applying = true
        readBatch(batch, this.applier)
        this.applying = false
        this.applier.finish()
        this.appliedMs += performance.now() - began
        return
      }
      this.handle(message)
    } catch (error) {
      this.applying = false
      this.violated(error instanceof Error ? error.message : 'unknown')
    }
  }

  private handle(message: unknown): void {
    const parsed = v.safeParse(workerToFrame, message)
    if (!parsed.success) throw new Violation('a message has no proper shape')
    const m = parsed.output
    switch (m.t) {
      case 'measure':
        this.toWorker({ t: 'measured', id: m.id, results: m.queries.map((query) => measure(this.applier, query)) })
        break
      case 'observe': this.observers.observe(m); break
      case 'unobserve': this.observers.stop(m.id); break
      case 'scrollTo': this.applier.pages.get(m.page)?.scrollTo(m, this.applier); break
      case 'pullDown': this.applier.pages.get(m.page)?.pull.set(m.start); break
      case 'invoke': this.invoke(m.id, m.node, m.method, m.args); break
    }
  }

  private invoke(id: number, nodeId: number, method: string, args: unknown): void {
    const node = this.applier.nodes.get(nodeId)
    const methods = node?.builtIn?.methods
    const own = methods && Object.hasOwn(methods, method) ? methods[method] : undefined
    const common = nodeId === 0 ? frameMethod(method) : undefined
    const call = node && own ? () => own(node, args) : common ? () => common(this, args) : undefined
    if (!call) {
      this.toWorker({ t: 'invoked', id, err: 'no such method' })
      return
    }
    Promise.resolve()
      .then(call)
      .then((ok) => (ok instanceof Transfer ? this.toWorker({ t: 'invoked', id, ok: ok.value }, ok.list) : this.toWorker({ t: 'invoked', id, ok })))
      .catch((error: unknown) => this.toWorker({ t: 'invoked', id, err: error instanceof Error ? error.message : String(error) }))
  }

  private fromHost(message: HostToFrame): void {
    switch (message.t) {
      case 'resolved': this.assets.resolved(message.id, message.blob); break
      case 'answer': {
        const waiting = this.asked.get(message.id)
        this.asked.delete(message.id)
        if (message.err !== undefined) waiting?.reject(new Error(message.err))
        else waiting?.resolve(message.ok)
        break
      }
      case 'styles':
        this.styles.add(message.styles)
        for (const page of this.applier.pages.values()) page.adoptAgain()
        break
      case 'terminate': this.stop(); break
    }
  }

  /** The program broke the protocol: its Worker ends at once, the host is told why. */
  violated(text: string): void {
    if (this.stopped) return
    this.stop()
    this.toHost({ t: 'violation', text: text.slice(0, 2_000) })
  }

  private stop(): void {
    this.stopped = true
    this.stopWorker()
    this.worker.close()
  }
}
