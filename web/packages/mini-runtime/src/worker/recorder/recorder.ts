import type { composedBackend, Element as GlassElement, StyleScopeManager } from 'glass-easel'
import { BatchWriter } from '../../protocol/batch-writer'
import { Op, type Batch, type PageSettings } from '../../protocol/codes'
import type { Query, QueryResult, Viewport, WorkerToFrame } from '../../protocol/messages'
import { RecordedElement } from './element'

/** glass-easel's number for backends that get the composed tree. */
const COMPOSED = 2

/** Where a recorder's messages go. */
export interface FramePort {
  batch(batch: Batch): void
  post(message: WorkerToFrame): void
}

type Measured = (result: QueryResult | null) => void

/**
 * glass-easel's composed backend as a recorder. What happens within one microtask checkpoint is one batch; questions to the
 * frame go after the operations that came before them, and all questions of a checkpoint are one message.
 */
export class Recorder implements composedBackend.Context {
  readonly mode = COMPOSED as composedBackend.Context['mode']
  readonly writer = new BatchWriter(() => this.schedule())
  /** Canvases that have a `canvas-id`. */
  readonly canvases = new Set<RecordedElement>()
  readonly classesChanged: RecordedElement[] = []
  private nodes = new Map<number, RecordedElement>()
  private lastId = 0
  private lastToken = 0
  private lastQuestion = 0
  private scheduled = false
  private renderCallbacks = new Map<number, ((error: Error | null) => void)[]>()
  private waitingForRender: ((error: Error | null) => void)[] = []
  private questions: { query: Query; answer: Measured }[] = []
  private asked = new Map<number, Measured[]>()
  private input: { node: number; no: number } | null = null
  /** A message to ourselves arrives when the task at hand and its promises are done. */
  private readonly afterTask = new MessageChannel()
  private root: RecordedElement
  /** The page whose tree is being made; style sheets are adopted by it. */
  private page = 0

  constructor(
    private readonly port: FramePort,
    private readonly scopes: StyleScopeManager,
    private viewport: Viewport,
    private readonly theme: string,
    /** Which page an element lies in, for questions about it. */
    private readonly pageOf: (element: GlassElement | undefined) => number,
  ) {
    this.root = this.node()
    this.afterTask.port1.onmessage = ({ data }) => {
      if (this.input?.no === data) this.input = null
    }
  }

  private node(): RecordedElement {
    const element = new RecordedElement(this, ++this.lastId)
    this.nodes.set(element.id, element)
    return element
  }

  find(id: number): RecordedElement | undefined {
    return this.nodes.get(id)
  }

  forget(element: RecordedElement): void {
    this.nodes.delete(element.id)
    this.canvases.delete(element)
  }

  scopeName(scope: number): string {
    return this.scopes.queryName(scope) ?? ''
  }

  // What glass-easel asks of a context

  destroy(): void {}
  getWindowWidth(): number { return this.viewport.width }
  getWindowHeight(): number { return this.viewport.height }
  getDevicePixelRatio(): number { return this.viewport.pixelRatio }
  getTheme(): string { return this.theme }
  registerStyleSheetContent(): void {}

  appendStyleSheetPath(path: string): number {
    this.writer.nodeString(Op.adoptStyle, this.page, path)
    return 1
  }

  disableStyleSheet(): void {}

  /** Calls back when the frame has applied everything up to now, also when that is nothing. */
  render(callback: (error: Error | null) => void): void {
    this.waitingForRender.push(callback)
    this.schedule()
  }

  getRootNode(): RecordedElement { return this.root }

  createElement(logicalName: string, stylingName: string): RecordedElement {
    const element = this.node()
    // Components of a program are called `wx-x`; their own name is the one that style sheets use.
    this.writer.nodeString(Op.createElement, element.id, stylingName || logicalName)
    return element
  }

  createTextNode(content: string): RecordedElement {
    const element = this.node()
    this.writer.nodeString(Op.createText, element.id, content)
    return element
  }

  createFragment(): RecordedElement {
    const fragment = new RecordedElement(this, 0)
    fragment.waiting = []
    return fragment
  }

  /** Events come through `events.ts`, which needs more than this listener takes. */
  onEvent(): void {}

  // Pages

  /** Makes the root of a page, with a placeholder in it that the page's component replaces. */
  openPage(page: number, settings: PageSettings): { parent: RecordedElement; placeholder: RecordedElement } {
    const parent = this.createElement('page-root', 'page-root')
    this.writer.integers(Op.openPage, page, parent.id)
    this.pageSettings(page, settings)
    const placeholder = this.createTextNode('')
    parent.appendChild(placeholder)
    return { parent, placeholder }
  }

  /** Style sheets that glass-easel appends within `make` are those of this page. */
  inPage<T>(page: number, make: () => T): T {
    this.page = page
    try {
      return make()
    } finally {
      this.page = 0
    }
  }

  pageSettings(page: number, settings: PageSettings): void {
    this.writer.nodeString(Op.setPage, page, JSON.stringify(settings))
  }

  showPage(page: number, transition: number): void {
    this.writer.integers(Op.showPage, page, transition)
  }

  closePage(page: number): void {
    this.writer.integers(Op.closePage, page)
  }

  // The input rule (docs/MINI-RUNTIME.md)

  /**
   * While `handle` runs, and in the promises that follow it at once, values that are written to `node` answer its input event
   * number `no`. What a program writes later, from a timer or an answer of the network, stands for itself.
   */
  duringInput<T>(node: number, no: number, handle: () => T): T {
    this.input = no > 0 ? { node, no } : null
    if (this.input) this.afterTask.port2.postMessage(this.input.no)
    return handle()
  }

  inputNoFor(node: number): number {
    return this.input?.node === node ? this.input.no : 0
  }

  // Questions to the frame

  measure(element: RecordedElement, what: Omit<Query, 'node' | 'page'>, answer: Measured): void {
    this.ask({ node: element.id, page: this.pageOf(element.__wxElement) || 1, ...what }, answer)
  }

  ask(query: Query, answer: Measured): void {
    this.questions.push({ query, answer })
    this.schedule()
  }

  /** Sends a message in its place among the operations. */
  post(message: WorkerToFrame): void {
    this.flush()
    this.port.post(message)
  }

  // Sending and answers

  schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    queueMicrotask(this.flush)
  }

  readonly flush = (): void => {
    this.scheduled = false
    // What has been removed since has no classes any more.
    for (const element of this.classesChanged) if (this.nodes.has(element.id)) element.writeClasses()
    this.classesChanged.length = 0
    if (this.waitingForRender.length > 0) {
      const token = ++this.lastToken
      this.renderCallbacks.set(token, this.waitingForRender)
      this.waitingForRender = []
      this.writer.integers(Op.acknowledge, token)
    }
    if (!this.writer.empty) this.port.batch(this.writer.take())
    if (this.questions.length > 0) {
      const questions = this.questions
      this.questions = []
      const id = ++this.lastQuestion
      this.asked.set(id, questions.map((one) => one.answer))
      this.port.post({ t: 'measure', id, queries: questions.map((one) => one.query) })
    }
  }

  rendered(token: number): void {
    const callbacks = this.renderCallbacks.get(token)
    this.renderCallbacks.delete(token)
    callbacks?.forEach((callback) => callback(null))
  }

  measured(id: number, results: (QueryResult | null)[]): void {
    const answers = this.asked.get(id)
    this.asked.delete(id)
    answers?.forEach((answer, index) => answer(results[index] ?? null))
  }

  resized(viewport: Viewport): void {
    this.viewport = viewport
  }
}
