export type Manifest = Record<string, unknown>

/** Placeholder until the compiler's format is here. */
export class CompiledProgram {
  constructor(readonly manifest: Manifest, readonly readFile: (hash: string) => Promise<ArrayBuffer | Uint8Array<ArrayBuffer>>) {}
  async styles(): Promise<Record<string, string>> { return {} }
  async code(_root: string): Promise<{ name: string; text: string }[]> { return [] }
  async asset(_url: string, _from: string): Promise<Blob | null> { return null }
}
