/** What a scanned code asks for. */
export type Scanned =
  | { kind: 'person'; code: string }
  | { kind: 'group'; code: string }
  | { kind: 'pay'; code: string }
  | { kind: 'invitation'; code: string }
  /** A code of another place: its address is shown, nothing is opened. */
  | { kind: 'elsewhere'; host: string }
  | { kind: 'unknown'; text: string }

const KINDS = { add: 'person', join: 'group', pay: 'pay', invite: 'invitation' } as const

/** Reads the text of a code. Only addresses of this cell lead anywhere: a code on a wall is a stranger's words. */
export function readCode(text: string, ownOrigins: readonly string[]): Scanned {
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    return { kind: 'unknown', text }
  }
  const match = /^\/(add|join|pay|invite)\/([\w-]{1,128})\/?$/.exec(url.pathname)
  if (!match || !/^https?:$/.test(url.protocol)) return { kind: 'unknown', text }
  if (!ownOrigins.includes(url.origin)) return { kind: 'elsewhere', host: url.host }
  return { kind: KINDS[match[1] as keyof typeof KINDS], code: match[2] as string }
}
