/** Characters of an operator's reason, at least and at most: as the cell counts them. */
export const REASON_MIN = 3
export const REASON_MAX = 200
