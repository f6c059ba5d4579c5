/** A package's module, as the compiler wraps it. */
export type ModuleFactory = (require: Require, module: Module, exports: unknown) => void

export interface Module {
  exports: unknown
}

export interface Require {
  (path: string): unknown
  (path: string, done: (exports: unknown) => void, failed?: (error: { mod: string; errMsg: string }) => void): void
  async(path: string): Promise<unknown>
}

/** What the loader needs for modules that are not here yet. */
export interface PackageSource {
  /** Loads the package that a path belongs to; false when no package does or it is here already. */
  load(path: string): Promise<boolean>
}

/**
 * CommonJS with WeChat's rules of paths: `./` and `../` from the module that asks, `/` from the root, and a bare name from the nearest
 * `miniprogram_npm` upwards, else (as old programs do) from the asking module's folder or the root. `.js` and `/index.js` may be
 * left out.
 */
export class Modules {
  private factories = new Map<string, { factory: ModuleFactory; targets: Record<string, string> }>()
  private loaded = new Map<string, Module>()

  constructor(private readonly source: PackageSource) {}

  /** @param targets What the compiler found that requires of the module lead to. */
  define(path: string, factory: ModuleFactory, targets: Record<string, string> = {}): void {
    const name = bare(path)
    if (!this.factories.has(name)) this.factories.set(name, { factory, targets })
  }

  has(path: string): boolean {
    return this.find(path.replace(/^\//, '')) !== null
  }

  /** Runs a module if it has not run. */
  run(path: string): unknown {
    const found = this.find(path.replace(/^\//, ''))
    if (found === null) throw missing(path, path)
    return this.instance(found)
  }

  private instance(path: string): unknown {
    const known = this.loaded.get(path)
    if (known) return known.exports
    const module: Module = { exports: {} }
    // Before it runs: modules that need each other see what is there so far.
    this.loaded.set(path, module)
    try {
      this.factories.get(path)!.factory.call(module.exports, this.requireFor(path), module, module.exports)
    } catch (error) {
      this.loaded.delete(path)
      throw error
    }
    return module.exports
  }

  private requireFor(from: string): Require {
    const require = (path: string, done?: (exports: unknown) => void, failed?: (error: { mod: string; errMsg: string }) => void): unknown => {
      if (typeof path !== 'string') throw new TypeError('require args must be a string')
      if (done) {
        void this.requireLater(from, path).then(done, (error: Error) => failed?.({ mod: path, errMsg: error.message }))
        return undefined
      }
      const found = this.resolve(from, path)
      if (found === null) throw missing(normalize(join(folder(from), path)) ?? path, path)
      return this.instance(found)
    }
    return Object.assign(require as Require, { async: (path: string) => this.requireLater(from, path) })
  }

  private async requireLater(from: string, path: string): Promise<unknown> {
    let found = this.resolve(from, path)
    if (found === null) {
      const target = this.factories.get(bare(from))?.targets[path]
      const wanted = target ?? (path.startsWith('/') ? path.slice(1) : normalize(join(folder(from), path)))
      if (wanted !== null && (await this.source.load(wanted))) found = this.resolve(from, path)
    }
    if (found === null) throw missing(path, path)
    return this.instance(found)
  }

  resolve(from: string, path: string): string | null {
    const targets = this.factories.get(bare(from))?.targets
    if (targets && Object.hasOwn(targets, path)) return this.find(targets[path]!)
    if (path.startsWith('/')) return this.find(normalize(path.slice(1)))
    const near = this.find(normalize(join(folder(from), path)))
    if (path.startsWith('./') || path.startsWith('../')) return near
    for (let at: string | null = folder(from); at !== null; at = up(at)) {
      const found = this.find(normalize(join(join(at, 'miniprogram_npm'), path)))
      if (found !== null) return found
    }
    return near ?? this.find(normalize(path))
  }

  private find(path: string | null): string | null {
    if (path === null) return null
    const name = bare(path)
    if (this.factories.has(name)) return name
    const index = name === '' ? 'index' : `${name}/index`
    return this.factories.has(index) ? index : null
  }
}

/** Modules are called by their path without `.js`. */
function bare(path: string): string {
  return path.replace(/^\//, '').replace(/\.js$/, '')
}

function folder(path: string): string {
  const at = path.lastIndexOf('/')
  return at < 0 ? '' : path.slice(0, at)
}

function up(path: string): string | null {
  return path === '' ? null : folder(path)
}

function join(base: string, path: string): string {
  return base === '' ? path : `${base}/${path}`
}

/** Without `.` and `..`; null when it leads out of the package. */
export function normalize(path: string): string | null {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}

function missing(resolved: string, asked: string): Error {
  const name = resolved.endsWith('.js') ? resolved : `${resolved}.js`
  return new Error(`module '${name}' is not defined, require args is '${asked}'`)
}
