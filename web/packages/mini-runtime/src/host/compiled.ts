/** What the compiler's manifest holds (docs/MINI-PROGRAMS.md). */
export interface Manifest {
  format: number
  app: { entryPagePath?: string; tabBar?: unknown; window?: unknown; [other: string]: unknown }
  pages: string[]
  packages: { root: string; code: Stored; styles?: Stored; [other: string]: unknown }[]
  components: Record<string, unknown>
  assets: Record<string, Stored & { type: string }>
}

interface Stored { sha256: string; bytes: number }

type Read = (hash: string) => Promise<ArrayBuffer | Uint8Array<ArrayBuffer>>

const text = new TextDecoder()

/** A compiled program whose files are fetched when they are needed. */
export class CompiledProgram {
  private loaded = new Set<string>()

  constructor(private readonly manifest: Manifest, private readonly read: Read) {
    if (manifest.format !== 1) throw new Error(`a program of format ${manifest.format} cannot be run by this client`)
  }

  /** The script of a package. Its styles belong to the program from now on. */
  async code(root: string): Promise<{ name: string; text: string }[]> {
    const found = this.manifest.packages.find((one) => one.root === root)
    if (!found) throw new Error(`there is no package ${root}`)
    const code = text.decode(await this.read(found.code.sha256))
    this.loaded.add(root)
    return [{ name: `${root === '' ? 'main' : root}.js`, text: code }]
  }

  /** Style sheets by path, of the packages that have been loaded and of the main one. */
  async styles(): Promise<Record<string, string>> {
    const wanted = this.manifest.packages.filter((one) => one.styles && (one.root === '' || this.loaded.has(one.root)))
    const parts = await Promise.all(wanted.map(async (one) => JSON.parse(text.decode(await this.read(one.styles!.sha256))) as Record<string, string>))
    return Object.assign({}, ...parts) as Record<string, string>
  }

  /** A file of the program, or null when there is none of this path. */
  async asset(path: string): Promise<Blob | null> {
    const name = path.replace(/^\//, '')
    const found = Object.hasOwn(this.manifest.assets, name) ? this.manifest.assets[name] : undefined
    return found ? new Blob([await this.read(found.sha256)], { type: found.type }) : null
  }
}
