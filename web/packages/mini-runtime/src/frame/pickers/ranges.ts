import { toNumber, toText } from '../node'
import { Most, within, type Session } from './session'

/** Rows of one column: texts, or objects of which `key` is shown. */
export function rowsOf(range: unknown, key: string): string[] {
  if (!Array.isArray(range)) return []
  return (range as unknown[]).slice(0, Most.rows).map((row) => {
    const shown = typeof row === 'object' && row !== null && key !== '' && Object.hasOwn(row, key) ? (row as Record<string, unknown>)[key] : row
    return toText(shown).slice(0, Most.characters)
  })
}

/** `selector`: one column. WeChat gives the number of the row as text. */
export class SelectorSession implements Session {
  labels: string[][]
  indices: number[]

  constructor(range: unknown, key: string, value: unknown) {
    this.labels = [rowsOf(range, key)]
    this.indices = [within(toNumber(value, 0), this.labels[0]!.length)]
  }

  turn(_column: number, index: number): void {
    this.indices = [index]
  }

  detail(): { value: string } {
    return { value: String(this.indices[0]!) }
  }
}

/** `multiSelector`: columns that know nothing of each other; the program changes one when another is turned. */
export class MultiSelectorSession implements Session {
  labels: string[][] = []
  indices: number[] = []

  constructor(range: unknown, key: string, value: unknown) {
    this.set(range, key, value)
  }

  set(range: unknown, key: string, value: unknown): void {
    const columns = Array.isArray(range) ? (range as unknown[]).slice(0, Most.columns) : []
    const wanted = Array.isArray(value) ? (value as unknown[]) : this.indices
    this.labels = columns.map((column) => rowsOf(column, key))
    this.indices = this.labels.map((rows, column) => within(toNumber(wanted[column], 0), rows.length))
  }

  turn(column: number, index: number): void {
    this.indices = this.indices.map((old, at) => (at === column ? index : old))
  }

  detail(): { value: number[] } {
    return { value: [...this.indices] }
  }
}
