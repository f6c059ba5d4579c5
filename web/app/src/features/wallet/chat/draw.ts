import type { PacketClaim, RedPacket } from './types'

/**
 * Draws the shares of a lucky packet again, as docs/decisions/0060 says: share i of n with r steps left is 1 + (h mod m) steps,
 * h the first 16 bytes of HMAC-SHA256(seed, i as four bytes), m the smaller of ⌊2r/(n−i)⌋ and r−(n−i−1). The last share is
 * what is left.
 */
export async function drawShares(seed: Uint8Array<ArrayBuffer>, shares: number, steps: bigint, most = shares): Promise<bigint[]> {
  const key = await crypto.subtle.importKey('raw', seed, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const drawn: bigint[] = []
  let left = steps
  for (let index = 0; index < Math.min(shares, most); index += 1) {
    const share = await drawOne(key, index, BigInt(shares - index), left)
    drawn.push(share)
    left -= share
  }
  return drawn
}

async function drawOne(key: CryptoKey, index: number, sharesLeft: bigint, left: bigint): Promise<bigint> {
  if (sharesLeft <= 1n) return left
  const twiceTheMean = (left * 2n) / sharesLeft
  const reserve = left - (sharesLeft - 1n)
  const smaller = twiceTheMean < reserve ? twiceTheMean : reserve
  const most = smaller < 1n ? 1n : smaller
  const message = new Uint8Array(4)
  new DataView(message.buffer).setUint32(0, index)
  const hash = new Uint8Array(await crypto.subtle.sign('HMAC', key, message))
  const number = hash.slice(0, 16).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return 1n + (number % most)
}

export type DrawCheck =
  /** The seed is the one that was promised, and every share that was taken is the one that it draws. */
  | { result: 'right' }
  /** The seed does not fit to what was promised when the packet was sent. */
  | { result: 'seed_differs' }
  /** These shares are not what the seed draws. */
  | { result: 'shares_differ'; indexes: readonly number[] }

type Drawn = Pick<RedPacket, 'commitment' | 'seed' | 'shares' | 'total'>

/** Whether this page can compute the draw: browsers offer what it needs only over HTTPS. */
export function canCheckDraw(): boolean {
  return globalThis.crypto?.subtle !== undefined
}

/** Checks a lucky packet that has closed, on this device alone: neither the sender nor the cell has to be believed. */
export async function checkDraw(packet: Drawn, claims: readonly Pick<PacketClaim, 'index' | 'amount'>[], step: string): Promise<DrawCheck> {
  const seed = fromHex(packet.seed ?? '')
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', seed))
  if (seed.length === 0 || toHex(digest) !== packet.commitment) return { result: 'seed_differs' }
  const size = BigInt(step)
  const taken = claims.length
  const drawn = await drawShares(seed, packet.shares, BigInt(packet.total ?? '0') / size, taken)
  const wrong = claims.filter(({ index, amount }) => drawn[index] === undefined || drawn[index] * size !== BigInt(amount)).map(({ index }) => index)
  return wrong.length === 0 ? { result: 'right' } : { result: 'shares_differ', indexes: wrong.sort((one, other) => one - other) }
}

export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor(text.length / 2))
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16)
  return bytes
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
