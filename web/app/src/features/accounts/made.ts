/** An account that was just made and whose recovery codes are on the screen. It is signed in already: a reload loses nothing else. */
export interface MadeAccount {
  slot: number
  handle: string
  codes: readonly string[]
}
