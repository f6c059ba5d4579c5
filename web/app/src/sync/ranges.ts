/**
 * Which message numbers of a conversation this device knows. A known number is either a stored message or one that this
 * account may not see any more (deleted for me): both need no fetching. Ascending, disjoint, never adjacent.
 */
export type Range = readonly [from: number, to: number]
export type Ranges = readonly Range[]

export function addRange(ranges: Ranges, [from, to]: Range): Ranges {
  if (to < from) return ranges
  const before: Range[] = []
  const after: Range[] = []
  let low = from
  let high = to
  for (const range of ranges) {
    if (range[1] < low - 1) before.push(range)
    else if (range[0] > high + 1) after.push(range)
    else {
      low = Math.min(low, range[0])
      high = Math.max(high, range[1])
    }
  }
  return [...before, [low, high], ...after]
}

/** The known range that holds `no`. */
export function rangeAround(ranges: Ranges, no: number): Range | undefined {
  return ranges.find(([from, to]) => from <= no && no <= to)
}

/** The numbers of a range that are not among these. */
export function missingFrom([from, to]: Range, present: Iterable<number>): number[] {
  const here = new Set(present)
  const missing: number[] = []
  for (let no = from; no <= to; no += 1) if (!here.has(no)) missing.push(no)
  return missing
}
