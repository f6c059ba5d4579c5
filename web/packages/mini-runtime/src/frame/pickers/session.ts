/**
 * What a picker's sheet shows while it is open: columns of rows, and which row stands in the middle of each. A session is made when
 * the sheet opens and knows one mode; `turn` may change what the columns after the turned one hold.
 */
export interface Session {
  readonly labels: readonly string[][]
  readonly indices: readonly number[]
  turn(column: number, index: number): void
  /** What the program gets: `value` and what else belongs to it. */
  detail(): { value: unknown; [other: string]: unknown }
}

/** What a program sends has no end; a column has. */
export const Most = { columns: 8, rows: 5_000, characters: 200 } as const

export function within(index: number, count: number): number {
  return Math.min(Math.max(0, count - 1), Math.max(0, Math.trunc(index)))
}
