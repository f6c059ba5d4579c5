import * as glassEasel from 'glass-easel'
import type { FrameToWorker } from '../protocol/messages'
import type { RecordedElement } from './recorder/element'
import type { Runtime } from './runtime'

type FrameEvent = Extract<FrameToWorker, { t: 'event' }>
type Internal = (runtime: Runtime, element: RecordedElement, detail: never) => void

const internals = new Map<string, Internal>()

/** Takes events of built-ins that are for the runtime, not for the program: their types begin with `#`. */
export function onInternal(type: `#${string}`, handle: Internal): void {
  internals.set(type, handle)
}

/** Hands an event of the frame to the program's tree, where it bubbles as WeChat says. */
export function deliver(runtime: Runtime, event: FrameEvent): void {
  const element = runtime.recorder.find(event.node)
  const target = element?.__wxElement
  if (!element || !target) return
  if (event.type.startsWith('#')) {
    const handle = internals.get(event.type)
    if (handle) runtime.guard(() => handle(runtime, element, event.detail as never), event.type)
    return
  }
  const made = new glassEasel.Event(event.type, event.detail, {
    bubbles: event.bubbles,
    composed: event.bubbles,
    capturePhase: true,
    extraFields: { touches: event.touches ?? [], changedTouches: event.changedTouches ?? [] },
    handleListenerReturn: (answer) => {
      // Only `input` has an answer: what the field shall hold instead.
      if (event.type === 'input') answerInput(element, answer)
      return true
    },
  })
  runtime.recorder.duringInput(event.node, event.inputNo, () => {
    if (event.model) runtime.guard(() => element.modelChanged(event.model!.name, event.model!.value), 'model')
    made.dispatch(target)
  })
}

function answerInput(element: RecordedElement, answer: unknown): void {
  if (typeof answer === 'string') element.setAttribute('value', answer)
  else if (typeof answer === 'object' && answer !== null && typeof (answer as { value?: unknown }).value === 'string') {
    element.setAttribute('value', (answer as { value: string }).value)
  }
}

interface PlainTarget {
  id: string
  dataset: Record<string, unknown>
  offsetLeft?: number
  offsetTop?: number
}

function plainTarget(caller: { id?: unknown; dataset?: unknown } | null): PlainTarget {
  return { id: String(caller?.id ?? ''), dataset: (caller?.dataset ?? {}) as Record<string, unknown> }
}

/**
 * Programs get event objects of plain data, as in WeChat: they log, compare and copy them. glass-easel hands out its own nodes
 * as targets, which know the whole tree.
 */
const prototype = glassEasel.Event.prototype as unknown as { wrapShadowedEvent: (target: unknown, mark: unknown, currentTarget: unknown) => unknown }
prototype.wrapShadowedEvent = function (this: glassEasel.Event<unknown>, target, mark, currentTarget) {
  const event = Object.create(this) as Record<string, unknown>
  // For scripts (`wxs.ts`) only; not a property that is copied or logged.
  const node = (currentTarget as { _$?: unknown } | null)?._$ ?? currentTarget
  Object.defineProperty(event, 'element', { value: node })
  Object.defineProperty(event, 'instance', { value: undefined, writable: true })
  Object.assign(event, {
    type: this.type,
    timeStamp: this.timeStamp,
    detail: this.detail,
    ...(this.extraFields ?? {}),
    target: plainTarget(target as never),
    currentTarget: plainTarget(currentTarget as never),
    mark,
    mut: this.mutatedMarked(),
  })
  return event
}
