import type { Runtime } from '../runtime'
import type { Program } from './program'

/** Placeholder until the compiler's format is here. */
export class Packages {
  readonly program: Program
  constructor(manifest: unknown, private readonly run: (text: string) => void) {
    this.program = manifest as Program
  }
  add(files: { name: string; text: string }[], _runtime: Runtime): void {
    for (const file of files) this.run(file.text)
  }
}
