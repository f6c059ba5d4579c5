const GROUP = 5

/** A code as people type or paste it, in the shape in which it was given: small letters, one hyphen in the middle. */
export function tidyCode(typed: string): string {
  const plain = typed.toLowerCase().replace(/[^a-z0-9]/g, '')
  return plain.length > GROUP ? `${plain.slice(0, GROUP)}-${plain.slice(GROUP)}` : plain
}
