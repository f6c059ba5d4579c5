/** What each of so many pays of a bill: the same for all, in whole steps. What cannot be divided stays with who asks. */
export function equalSplit(total: string, people: number, step: string): { each: string; rest: string } {
  if (people <= 0 || total === '') return { each: '0', rest: total || '0' }
  const size = BigInt(step)
  const whole = BigInt(total)
  const each = (whole / size / BigInt(people)) * size
  return { each: each.toString(), rest: (whole - each * BigInt(people)).toString() }
}

/** The sum of what the others pay, and what stays with who asks; nothing stays if the parts are more than the bill. */
export function ownPart(total: string, parts: readonly string[]): { asked: string; own: string | undefined } {
  const asked = parts.reduce((sum, part) => sum + BigInt(part || '0'), 0n)
  const own = BigInt(total || '0') - asked
  return { asked: asked.toString(), own: own < 0n ? undefined : own.toString() }
}

export interface PacketDraft {
  kind: 'normal' | 'lucky' | 'exclusive'
  /** Of one share where all are the same, else of all together. */
  amount: string
  shares: number
}

export interface PacketRules {
  step: string
  maxShare: string
  maxShares: number
}

export type PacketProblem =
  | { at: 'amount'; problem: 'too_much'; limit: string }
  | { at: 'amount'; problem: 'too_little'; least: string }
  | { at: 'shares'; problem: 'count'; limit: number }

/** All that is put in: of equal shares their sum. */
export function packetTotal({ kind, amount, shares }: PacketDraft): string {
  if (amount === '') return '0'
  if (kind !== 'normal') return amount
  return shares >= 1 ? (BigInt(amount) * BigInt(shares)).toString() : '0'
}

/** What a share of a lucky packet is on average, in whole steps. */
export function meanShare(total: string, shares: number, step: string): string {
  return shares < 1 ? '0' : equalSplit(total, shares, step).each
}

/** What the cell would refuse, said before it is asked. Nothing while a field is still empty. */
export function packetProblem(draft: PacketDraft, rules: PacketRules): PacketProblem | undefined {
  const { kind, amount, shares } = draft
  if (!Number.isSafeInteger(shares) || shares < 1 || shares > rules.maxShares) return { at: 'shares', problem: 'count', limit: rules.maxShares }
  if (amount === '') return undefined
  const total = BigInt(packetTotal(draft))
  const most = BigInt(rules.maxShare) * BigInt(shares)
  if (total > most) return { at: 'amount', problem: 'too_much', limit: kind === 'lucky' ? most.toString() : rules.maxShare }
  const least = BigInt(rules.step) * BigInt(shares)
  if (total < least) return { at: 'amount', problem: 'too_little', least: least.toString() }
  return undefined
}

/** How many have paid of how many who were asked. */
export function paidCount(shares: readonly { state: string }[]): { paid: number; asked: number } {
  return { paid: shares.filter(({ state }) => state === 'paid').length, asked: shares.length }
}
