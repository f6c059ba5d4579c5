import type { template } from 'glass-easel'
import type { Runtime } from '../runtime'
import { withScripts } from '../wxs'
import type { ModuleFactory } from './modules'
import type { AppConfig, ComponentConfig, Program } from './program'

/** The parts of the compiler's manifest that the Worker needs (docs/MINI-PROGRAMS.md). */
interface Manifest {
  app: Omit<AppConfig, 'pages'>
  pages: string[]
  components: Record<string, { package: string; config: ComponentConfig; scope: string; scoped: boolean; script: boolean; template: boolean; style: boolean }>
}

type Templates = Record<string, template.ComponentTemplate['content']>

/** Takes the scripts of compiled packages: each defines its modules and makes its templates when they are asked for. */
export class Packages {
  readonly program: Program
  private readonly manifest: Manifest
  private runtime: Runtime | null = null

  constructor(manifest: unknown, private readonly run: (text: string) => void) {
    this.manifest = manifest as Manifest
    const { app, pages, components } = this.manifest
    const program: Program = { app: { ...app, pages }, pages, configs: {}, styles: { app: {} } }
    for (const [path, { config, scope, scoped, style }] of Object.entries(components)) {
      program.configs[path] = config
      // A scope has its name also without styles: classes that others bring carry it.
      if (style || scoped) program.styles[path] = scoped ? { scope } : {}
    }
    this.program = program
    Object.defineProperty(globalThis, '__sapa', {
      value: Object.freeze({
        define: (id: string, targets: Record<string, string>, factory: ModuleFactory) => this.runtime?.modules.define(id, factory, targets),
        templates: (root: string, make: () => Templates) => this.templates(root, make),
      }),
    })
  }

  add(files: { name: string; text: string }[], runtime: Runtime): void {
    this.runtime = runtime
    for (const { name, text } of files) this.run(`${text}\n//# sourceURL=${name}`)
  }

  private templates(root: string, make: () => Templates): void {
    let group: Templates | undefined
    const all = (): Templates => (group ??= make())
    for (const [path, component] of Object.entries(this.manifest.components)) {
      if (component.package !== root || !component.template) continue
      this.runtime?.components.space.addCompiledTemplate(path, {
        get groupList() { return all() as never },
        get content() { return withScripts(all()[path]!) },
        fallbackListenerOnNativeNode: true,
      })
    }
  }
}
