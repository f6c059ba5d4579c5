import type { composedBackend, Element as GlassElement } from 'glass-easel'
import { Mut, Op } from '../../protocol/codes'
import type { QueryResult } from '../../protocol/messages'
import { normalize } from '../loader/modules'
import type { Recorder } from './recorder'

/** Attributes that name classes: the frame puts those on elements, so they need the prefix of their style scope. */
const CLASS_ATTRIBUTES = new Set(['hover-class', 'placeholder-class', 'indicator-class', 'mask-class', 'icon-class'])

/** Attributes that name files. */
const FILE_ATTRIBUTES = new Set(['src', 'poster'])

/**
 * A backend element that draws nothing: what glass-easel does to it becomes operations of the recorder. Text nodes and
 * fragments are elements too; a fragment only lives in the Worker, as a list of those that wait for their parent.
 */
export class RecordedElement implements composedBackend.Element {
  __wxElement?: GlassElement
  private classes: string[] = []
  private classesDirty = false
  private scope = 0
  private extraScope: number | undefined
  private models: Map<string, (value: unknown) => void> | null = null
  /** The name by which old drawing calls know a canvas. */
  canvasId = ''
  /** Set on fragments only. */
  waiting: RecordedElement[] | null = null

  /** @param id The node's number in the frame, 0 for a fragment. */
  constructor(readonly recorder: Recorder, readonly id: number) {}

  associateValue(element: GlassElement): void {
    this.__wxElement = element
  }

  release(): void {
    if (this.id === 0) return
    this.recorder.forget(this)
    this.recorder.writer.integers(Op.release, this.id)
  }

  appendChild(child: RecordedElement): void {
    if (this.waiting) this.waiting.push(child)
    else this.insert(0, 0, child)
  }

  insertBefore(child: RecordedElement, before: RecordedElement): void {
    this.insert(before.id, 0, child)
  }

  replaceChild(child: RecordedElement, old: RecordedElement): void {
    this.insert(old.id, 1, child)
  }

  removeChild(child: RecordedElement): void {
    this.recorder.writer.integers(Op.removeChild, this.id, child.id)
  }

  spliceBefore(before: RecordedElement, deleteCount: number, list: RecordedElement): void {
    this.insert(before.id, deleteCount, list)
  }

  spliceAppend(list: RecordedElement): void {
    this.insert(0, 0, list)
  }

  spliceRemove(before: RecordedElement, deleteCount: number): void {
    this.recorder.writer.splice(this.id, before.id, deleteCount, [])
  }

  private insert(before: number, remove: number, child: RecordedElement): void {
    const children = child.waiting ? child.waiting.map((one) => one.id) : [child.id]
    // A fragment is used again after it has been emptied.
    if (child.waiting) child.waiting = []
    this.recorder.writer.splice(this.id, before, remove, children)
  }

  /** glass-easel prefixes ids to make them unique in a document; style sheets and queries want them as they were written. */
  setId(id: string): void {
    this.recorder.writer.nodeString(Op.setId, this.id, this.__wxElement?.id ?? id)
  }

  setStyleScope(scope: number, extraScope?: number, hostScope?: number): void {
    this.scope = scope
    this.extraScope = extraScope
    if (hostScope !== undefined) {
      const name = this.recorder.scopeName(hostScope)
      if (name !== '') this.recorder.writer.nodeString(Op.setHost, this.id, name)
    }
  }

  setStyle(style: string): void {
    this.recorder.writer.nodeString(Op.setStyle, this.id, rpxToVw(style))
  }

  private scoped(name: string, scope: number | undefined): string {
    const prefix = scope === undefined ? '' : this.recorder.scopeName(scope)
    return prefix === '' ? name : `${prefix}--${name}`
  }

  addClass(name: string, scope?: number): void {
    this.classes.push(this.scoped(name, scope))
    this.touchClasses()
  }

  removeClass(name: string, scope?: number): void {
    const at = this.classes.indexOf(this.scoped(name, scope))
    if (at < 0) return
    this.classes.splice(at, 1)
    this.touchClasses()
  }

  clearClasses(): void {
    this.classes = []
    this.touchClasses()
  }

  /** Classes are sent once a batch, as a whole: a template sets them name by name. */
  private touchClasses(): void {
    if (this.classesDirty) return
    this.classesDirty = true
    this.recorder.classesChanged.push(this)
    this.recorder.schedule()
  }

  writeClasses(): void {
    this.classesDirty = false
    this.recorder.writer.nodeString(Op.setClass, this.id, this.classes.join(' '))
  }

  setAttribute(name: string, value: unknown): void {
    let sent = value
    if (name === 'canvas-id') {
      this.canvasId = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
      this.recorder.canvases.add(this)
    }
    if (typeof value === 'string') {
      if (CLASS_ATTRIBUTES.has(name)) sent = this.scopedNames(value)
      else if (FILE_ATTRIBUTES.has(name)) sent = this.fromRoot(value)
    }
    this.recorder.writer.attribute(this.id, name, sent, this.recorder.inputNoFor(this.id))
  }

  /** A file beside the page or component whose template names it. */
  private fromRoot(path: string): string {
    if (path === '' || path.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(path)) return path
    const owner = this.__wxElement?.ownerShadowRoot?.getHostNode().is ?? ''
    const inside = normalize(`${owner.slice(0, owner.lastIndexOf('/') + 1)}${path}`)
    return inside === null ? path : `/${inside}`
  }

  private scopedNames(names: string): string {
    const scopes = this.extraScope === undefined ? [this.scope] : [this.extraScope, this.scope]
    return names
      .split(/\s+/)
      .filter((name) => name !== '')
      .flatMap((name) => scopes.map((scope) => this.scoped(name, scope)))
      .join(' ')
  }

  removeAttribute(name: string): void {
    this.recorder.writer.nodeString(Op.removeAttribute, this.id, name)
  }

  setText(text: string): void {
    this.recorder.writer.nodeString(Op.setText, this.id, text)
  }

  /** `model:value`: the listener is called when the built-in says that its value changed. The frame must say it then. */
  setModelBindingStat(name: string, listener: ((value: unknown) => void) | null): void {
    if (listener) (this.models ??= new Map()).set(name, listener)
    else this.models?.delete(name)
    this.recorder.writer.listener(this.id, `model:${name}`, false, Mut.none)
  }

  modelChanged(name: string, value: unknown): void {
    this.models?.get(name)?.(value)
  }

  get hasModels(): boolean {
    return this.models !== null && this.models.size > 0
  }

  setListenerStats(type: string, capture: boolean, mut: number): void {
    this.recorder.writer.listener(this.id, type, capture, mut)
  }

  getBoundingClientRect(answer: (rect: { left: number; top: number; width: number; height: number }) => void): void {
    this.recorder.measure(this, { rect: true }, (result) => {
      answer({ left: result?.left ?? 0, top: result?.top ?? 0, width: result?.width ?? 0, height: result?.height ?? 0 })
    })
  }

  getScrollOffset(answer: (offset: Required<Pick<QueryResult, 'scrollLeft' | 'scrollTop' | 'scrollWidth' | 'scrollHeight'>>) => void): void {
    this.recorder.measure(this, { scroll: true }, (result) => {
      answer({
        scrollLeft: result?.scrollLeft ?? 0,
        scrollTop: result?.scrollTop ?? 0,
        scrollWidth: result?.scrollWidth ?? 0,
        scrollHeight: result?.scrollHeight ?? 0,
      })
    })
  }
}

const RPX = /(-?(?:\d+\.?\d*|\.\d+))rpx\b/gi

/** Style sheets come compiled; styles written in templates still have WeChat's unit: 750 rpx are the width. */
export function rpxToVw(style: string): string {
  if (!style.includes('rpx') && !style.includes('RPX')) return style
  return style.replace(RPX, (_, number: string) => `${Number((Number(number) / 7.5).toFixed(5))}vw`)
}
