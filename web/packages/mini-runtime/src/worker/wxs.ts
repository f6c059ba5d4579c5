import type { Element as GlassElement, GeneralComponent, template } from 'glass-easel'

type Content = template.ComponentTemplate['content']
type Handler = (...args: unknown[]) => unknown
/** Where a value of a template comes from: the first number is 0 for data, else a script. */
type Origin = (string | number)[] | null | undefined

/** What of glass-easel's wrapper around a template's instance is used here. */
interface Instance {
  shadowRoot: { getHostNode(): GeneralComponent }
  eventListenerWrapper: (caller: unknown, event: WxsEvent, listener: Handler, origin?: Origin) => unknown
  setFnFilter: (filter: unknown) => void
  changePropFilter: (listener: Handler, origin?: Origin) => Handler
}

interface WxsEvent { element?: GlassElement; instance?: Descriptor }

/** Styles and classes that scripts set lie beside those of the template. */
const SCRIPT_SEGMENT = 3

const states = new WeakMap<GlassElement, object>()

/** The `ComponentDescriptor` of WXS: an element in the hands of a script. What has to be measured cannot be answered at once, and is not here. */
class Descriptor {
  constructor(private readonly element: GlassElement) {}

  private get caller(): Record<string, unknown> {
    return ((this.element as GeneralComponent).getMethodCaller?.() ?? {}) as Record<string, unknown>
  }

  private get root(): { querySelector(selector: string): GlassElement | null; querySelectorAll(selector: string): GlassElement[] } | null {
    return (this.element as GeneralComponent).getShadowRoot?.() ?? null
  }

  selectComponent = (selector: string): Descriptor | null => {
    const found = this.root?.querySelector(selector)
    return found ? new Descriptor(found) : null
  }
  selectAllComponents = (selector: string): Descriptor[] => (this.root?.querySelectorAll(selector) ?? []).map((one) => new Descriptor(one))

  setStyle = (style: unknown): this => {
    const text = typeof style === 'object' && style !== null ? Object.entries(style).map(([name, value]) => `${name}:${String(value)}`).join(';') : String(style)
    this.element.setNodeStyle(text, SCRIPT_SEGMENT)
    return this
  }
  addClass = (name: string): this => this.toggle(name, true)
  removeClass = (name: string): this => this.toggle(name, false)
  hasClass = (name: string): boolean => this.element.classList?.contains(name) === true || this.element.classList?.contains(name, SCRIPT_SEGMENT) === true
  private toggle(names: string, on: boolean): this {
    for (const name of String(names).split(/\s+/)) if (name !== '') this.element.classList?.toggle(name, on, SCRIPT_SEGMENT)
    return this
  }

  getDataset = (): Record<string, unknown> => this.element.dataset
  getState = (): object => {
    const known = states.get(this.element) ?? {}
    states.set(this.element, known)
    return known
  }
  callMethod = (name: string, args?: unknown): void => {
    const method = this.caller[name]
    if (typeof method === 'function') method.call(this.caller, args)
  }
  triggerEvent = (name: string, detail?: unknown, options?: object): void => this.element.triggerEvent(name, detail, options)
  requestAnimationFrame = (work: () => void): void => { setTimeout(work, 16) }
  setTimeout = (work: () => void, time?: number): unknown => setTimeout(work, time)
  clearTimeout = (timer: number): void => clearTimeout(timer)
}

const fromScript = (origin: Origin): boolean => Array.isArray(origin) && origin[0] !== 0

/**
 * Gives functions of WXS what WeChat gives them: handlers `(event, ownerInstance)` with `event.instance`, observers of `change:prop`
 * `(newValue, oldValue, ownerInstance, instance)`. They run in the Worker, so they take a hop to the frame like any other handler.
 */
export function withScripts(content: Content): Content {
  return (name) => {
    const make = content(name)
    if (name !== '') return make
    return (wrapper, ...rest) => {
      const instance = wrapper as unknown as Instance
      instance.eventListenerWrapper = (caller, event, listener, origin) => {
        if (!fromScript(origin)) return listener.call(caller, event)
        if (event.element) event.instance = new Descriptor(event.element)
        return listener(event, new Descriptor(instance.shadowRoot.getHostNode()))
      }
      instance.setFnFilter = () => {}
      instance.changePropFilter = (listener, origin) =>
        fromScript(origin)
          ? (now, before, host, element) => listener(now, before, new Descriptor(host as GlassElement), new Descriptor(element as GlassElement))
          : listener
      return make(wrapper, ...rest)
    }
  }
}
