import { Most, within, type Session } from './session'
import type { Region } from './region-data'

export const LEVELS = ['province', 'city', 'region', 'sub-district'] as const
export type Level = (typeof LEVELS)[number]

/** The host's answer, as far as it is one. */
export function readRegions(answer: unknown): Region[] | null {
  const read = (list: unknown, depth: number): Region[] => {
    if (!Array.isArray(list) || depth > 4) return []
    return (list as unknown[]).slice(0, Most.rows).flatMap((one): Region[] => {
      if (!Array.isArray(one)) return []
      const [code, name, within] = one as unknown[]
      return typeof code === 'string' && typeof name === 'string' ? [[code, name, read(within, depth + 1)]] : []
    })
  }
  const regions = read(answer, 1)
  return regions.length > 0 ? regions : null
}

/** `region`: each column holds what lies within the row of the one before it. Where nothing is known, the larger place stands again. */
export class RegionSession implements Session {
  labels: string[][] = []
  indices: number[] = []
  private columns: Region[][] = []

  /** @param custom A row that stands first in each column, for "all" or "any". */
  constructor(regions: Region[], value: unknown, level: Level, private readonly custom: string) {
    const names = Array.isArray(value) ? (value as unknown[]) : []
    const depth = LEVELS.indexOf(level) + 1
    let list = regions
    for (let column = 0; column < depth; column++) {
      this.put(column, list)
      const found = this.columns[column]!.findIndex(([code, name]) => name === names[column] || (code !== '' && code === names[column]))
      this.indices[column] = Math.max(0, found)
      list = this.below(column)
    }
  }

  private put(column: number, list: Region[]): void {
    const all: Region[] = this.custom === '' ? list : [['', this.custom], ...list]
    this.columns[column] = all
    this.labels[column] = all.map(([, name]) => name)
  }

  private chosen(column: number): Region | undefined {
    return this.columns[column]?.[this.indices[column] ?? 0]
  }

  private below(column: number): Region[] {
    const region = this.chosen(column)
    if (!region || region[0] === '') return []
    return region[2] && region[2].length > 0 ? region[2] : [[region[0], region[1]]]
  }

  turn(column: number, index: number): void {
    this.labels = [...this.labels]
    this.indices = this.indices.map((old, at) => (at === column ? within(index, this.columns[column]!.length) : old))
    for (let next = column + 1; next < this.columns.length; next++) {
      this.put(next, this.below(next - 1))
      this.indices[next] = 0
    }
  }

  detail(): { value: string[]; code: string[]; postcode: string } {
    const chosen = this.columns.map((_, column) => this.chosen(column))
    return { value: chosen.map((one) => one?.[1] ?? ''), code: chosen.map((one) => one?.[0] ?? '').filter((code) => code !== ''), postcode: '' }
  }
}
