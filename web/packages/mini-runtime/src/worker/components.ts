import * as glassEasel from 'glass-easel'
import { behavior as adapterBehavior, component as adapterComponent, MiniProgramEnv, type CodeSpace } from 'glass-easel-miniprogram-adapter'
import { clean, type ComponentConfig } from './loader/program'
import type { Runtime } from './runtime'
import { createIntersectionObserver } from './wx/intersection'
import { createSelectorQuery } from './wx/selector-query'

type Definition = Record<string, unknown>
type Anything = never

/** Behaviors that WeChat brings. What they do is either done by the adapter (export) or by the frame's forms. */
const BUILT_IN_BEHAVIORS = ['wx://form-field', 'wx://form-field-group', 'wx://form-field-button', 'wx://component-export'] as const

/**
 * `Page()`, `Component()` and `Behavior()`: the adapter's, with WeChat's ways that it lacks. Pages and components are loaded when they
 * are first needed, with all they use, as with WeChat's `lazyCodeLoading`.
 */
export class Components {
  private readonly env: MiniProgramEnv
  readonly space: CodeSpace
  private readonly builtIns = new Map<string, unknown>()
  private readonly ready = new Set<string>()
  private readonly registered = new Set<string>()
  /** Whose module runs: `Page()` and `Component()` in it are about this path. */
  private current = ''
  private waiting: glassEasel.GeneralComponent[] = []
  private asked = false

  constructor(private readonly runtime: Runtime) {
    // Spaces take the options of the time when they are made.
    adaptGlassEasel()
    this.env = new MiniProgramEnv()
    this.space = this.env.createCodeSpace('', true)
    const attached = (caller: unknown): void => this.attached(caller)
    const overall = glassEasel.registerBehavior({
      lifetimes: { attached: function (this: unknown) { attached(this) } as Anything },
    })
    this.space.setOverallBehavior(overall as Anything)
    this.space.getComponentSpace().setComponentWaitingListener((_, path) => void this.fetch(clean(path)))
    // The app's own styles, which every page shares.
    if (runtime.code.styles['app']) this.space.addStyleSheet('app', 'app')
    for (const name of BUILT_IN_BEHAVIORS) {
      const field = name === 'wx://form-field' ? { properties: { name: String, value: null } } : {}
      this.builtIns.set(name, this.space.componentEnv('', ({ Behavior }) => Behavior(field as Anything)))
    }
  }

  get scopes(): glassEasel.StyleScopeManager {
    return this.space.getComponentSpace().styleScopeManager
  }

  associate(): ReturnType<MiniProgramEnv['associateBackend']> {
    return this.env.associateBackend(this.runtime.recorder as unknown as glassEasel.GeneralBackendContext)
  }

  /** The globals of package code. */
  readonly page = (definition: Definition): void => {
    this.define((env) => env.Page(this.prepared(definition) as Anything))
  }

  readonly component = (definition?: Definition): unknown =>
    this.define((env) => (definition === undefined ? env.Component() : (env.Component(this.prepared(definition) as Anything) as unknown)))

  get behavior(): (definition: Definition) => unknown {
    const make = (definition?: Definition): unknown =>
      this.space.componentEnv('', ({ Behavior }) => (definition === undefined ? Behavior() : (Behavior(this.prepared(definition) as Anything) as unknown)))
    return Object.assign(make, { trait: this.space.traitBehavior.bind(this.space) })
  }

  private define(make: (env: Parameters<Parameters<CodeSpace['componentEnv']>[1]>[0]) => unknown): unknown {
    const path = this.current
    this.registered.add(path)
    return this.space.componentEnv(path, make)
  }

  /** What WeChat allows in definitions and the adapter does not. */
  private prepared(definition: Definition): Definition {
    const next: Definition = { ...definition }
    if (Array.isArray(next['behaviors'])) {
      next['behaviors'] = (next['behaviors'] as unknown[])
        .map((one) => (typeof one === 'string' ? this.builtIns.get(one) : one))
        .filter((one) => one !== undefined && one !== null)
    }
    const relations = next['relations']
    if (typeof relations === 'object' && relations !== null) {
      next['relations'] = Object.fromEntries(
        Object.entries(relations as Record<string, { target?: unknown }>).map(([key, relation]) => [
          key,
          relation.target instanceof adapterBehavior.Behavior ? { ...relation, target: (relation.target as unknown as { _$: unknown })._$ } : relation,
        ]),
      )
    }
    return next
  }

  /** Runs the modules of a page or component and of all it uses. Throws what the page's own module throws. */
  load(path: string, described: (path: string) => void = () => {}): void {
    if (this.ready.has(path)) return
    this.ready.add(path)
    const config = this.runtime.code.configs[path] ?? {}
    const using = this.uses(config)
    this.describe(path, config, using)
    described(path)
    const defaults = Object.values(config.componentGenerics ?? {}).map((one) => (one === true ? undefined : one.default))
    for (const other of [...Object.values(using), ...defaults]) {
      const used = clean(other ?? '')
      if (used === '') continue
      if (this.here(used)) this.runtime.guard(() => this.load(used, described), used)
    }
    const before = this.current
    this.current = path
    try {
      if (this.runtime.modules.has(`${path}.js`)) this.runtime.modules.run(`${path}.js`)
      // A page may consist of nothing but its template.
      if (!this.registered.has(path)) this.page({})
    } finally {
      this.current = before
    }
  }

  /** A component whose placeholder is shown: its package is brought, and it takes its place. */
  private async fetch(path: string): Promise<void> {
    const { router } = this.runtime
    if (this.ready.has(path) || !(await router.loadPackageOf(path).catch(() => false)) || !this.here(path)) return
    // Pages that are open adopted their sheets when they were made.
    this.runtime.guard(() => this.load(path, (loaded) => router.adopt(loaded)), path)
  }

  /** Whether the code of a path is here; subpackages come later. */
  private here(path: string): boolean {
    return this.runtime.modules.has(`${path}.js`) || this.space.getCompiledTemplate(path) !== undefined
  }

  /** By the names of the template, as paths from the root. */
  private uses(config: ComponentConfig): Record<string, string> {
    const all: Record<string, string> = {}
    for (const [name, target] of Object.entries(config.usingComponents ?? {})) {
      if (!target.includes('://')) all[name] = `/${clean(target)}`
    }
    return all
  }

  private describe(path: string, config: ComponentConfig, using: Record<string, string>): void {
    const style = this.runtime.code.styles[path]
    if (style) this.space.addStyleSheet(path, path, style.scope)
    const { options, ...rest } = config
    this.space.addComponentStaticConfig(path, {
      ...options,
      ...rest,
      usingComponents: using,
      componentGenerics: generics(config.componentGenerics),
      // A page without a word of its own shares the app's styles, a component does not.
      component: !this.isPage(path),
    } as Anything)
  }

  private isPage(path: string): boolean {
    return this.runtime.router.isPage(path)
  }

  // `ready` comes when the frame has drawn what was attached: children before those around them.

  private attached(caller: unknown): void {
    const component = (caller as { _$?: glassEasel.GeneralComponent })._$ ?? (caller as glassEasel.GeneralComponent)
    this.waiting.push(component)
    if (this.asked) return
    this.asked = true
    this.runtime.recorder.render(() => this.tellReady())
  }

  private tellReady(): void {
    this.asked = false
    const components = this.waiting
    this.waiting = []
    const depth = new Map(components.map((one) => [one, depthOf(one)]))
    components.sort((one, other) => depth.get(other)! - depth.get(one)!)
    for (const component of components) component.triggerLifetime('ready', [])
    for (const component of components) if (!component.ownerShadowRoot) this.runtime.router.rendered(component)
  }
}

function depthOf(element: glassEasel.Element): number {
  let depth = 0
  for (let at: glassEasel.Element | null = element; at; at = at.parentNode ?? at.ownerShadowRoot?.getHostNode() ?? null) {
    depth++
    if (at.parentNode === null && at.ownerShadowRoot === null) break
  }
  return depth
}

function generics(given: ComponentConfig['componentGenerics']): ComponentConfig['componentGenerics'] {
  if (!given) return undefined
  return Object.fromEntries(Object.entries(given).map(([name, one]) => [name, one !== true && one.default !== undefined ? { default: `/${clean(one.default)}` } : true]))
}

let adapted = false

/** Once for all programs of this realm: there is one. */
function adaptGlassEasel(): void {
  if (adapted) return
  adapted = true
  // A page may put a handler on itself while it runs.
  glassEasel.globalOptions.useMethodCallerListeners = true
  glassEasel.globalOptions.writeIdToDOM = true
  // Programs see callers, never nodes; a property called `dataset` must not take the place of the node's own.
  glassEasel.globalOptions.writeFieldsToNode = false
  insertInSlotOrder()
  const caller = adapterComponent.ComponentCaller.prototype as unknown as Record<string, (...args: unknown[]) => unknown>
  const setData = caller['setData']!
  caller['setData'] = function (this: unknown, data: unknown, done?: unknown) {
    return setData.call(this, data ?? {}, done)
  }
  caller['createSelectorQuery'] = function (this: unknown) {
    return createSelectorQuery(runtimeOf(this), this)
  }
  caller['createIntersectionObserver'] = function (this: unknown, options?: unknown) {
    return createIntersectionObserver(runtimeOf(this), this, options)
  }
  caller['getTabBar'] = () => null
  caller['setUpdatePerformanceListener'] = () => {}
}

/** glass-easel's number for components with named slots. */
const MULTIPLE_SLOTS = 2

/**
 * glass-easel 0.12.1 puts children that come together, for several slots of a component, into the composed tree in the order of the
 * children, not of the slots. One after the other they find their places.
 */
function insertInSlotOrder(): void {
  const prototype = glassEasel.Element.prototype as unknown as {
    insertChildren(children: glassEasel.Node[], index: number): void
    insertChildAt(child: glassEasel.Node, index: number): void
  }
  const together = prototype.insertChildren
  prototype.insertChildren = function (this: typeof prototype & glassEasel.Element, children, index) {
    const root = children.length > 1 && glassEasel.Component.isComponent(this) ? (this as unknown as glassEasel.GeneralComponent).getShadowRoot() : null
    if ((root?.getSlotMode() as number | undefined) !== MULTIPLE_SLOTS) together.call(this, children, index)
    else children.forEach((child, at) => this.insertChildAt(child, index < 0 ? -1 : index + at))
  }
}

let only: Runtime | null = null

/** Components reach their runtime through here: a Worker runs one program. */
export function setRuntime(runtime: Runtime): void {
  only = runtime
}

function runtimeOf(_caller: unknown): Runtime {
  if (!only) throw new Error('the runtime has not started')
  return only
}
