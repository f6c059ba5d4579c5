import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDraw, drawShares, fromHex, toHex } from './draw'

/** The same draw written another way: Node's crypto, and no code in common. */
function model(seed: Buffer, shares: number, steps: bigint): bigint[] {
  let left = steps
  return Array.from({ length: shares }, (_, index) => {
    const rest = BigInt(shares - index)
    if (rest === 1n) return left
    const index32 = Buffer.alloc(4)
    index32.writeUInt32BE(index)
    const hash = BigInt(`0x${createHmac('sha256', seed).update(index32).digest('hex').slice(0, 32)}`)
    const bounds = [(2n * left) / rest, left - rest + 1n]
    const most = bounds.reduce((one, other) => (one < other ? one : other))
    const share = 1n + (hash % (most < 1n ? 1n : most))
    left -= share
    return share
  })
}

const seed = fromHex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f')
const commitment = createHash('sha256').update(seed).digest('hex')

describe('the draw of a lucky packet', () => {
  it('is the same however it is computed, gives every share a step, and gives all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.integer({ min: 1, max: 60 }), fc.bigInt({ min: 0n, max: 10n ** 12n }), async (bytes, shares, more) => {
        const steps = BigInt(shares) + more
        const drawn = await drawShares(new Uint8Array(bytes), shares, steps)
        expect(drawn).toEqual(model(Buffer.from(bytes), shares, steps))
        expect(drawn.every((share) => share >= 1n)).toBe(true)
        expect(drawn.reduce((sum, share) => sum + share, 0n)).toBe(steps)
      }),
      { numRuns: 60 },
    )
  })

  it('gives what docs/decisions/0060 has for other implementations', async () => {
    expect(commitment).toBe('630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd')
    expect(await drawShares(seed, 5, 1000n)).toEqual([273n, 58n, 430n, 175n, 64n])
    expect(await drawShares(seed, 10, 12n)).toEqual([1n, 2n, 2n, 1n, 1n, 1n, 1n, 1n, 1n, 1n])
  })

  it('stops where nobody took any more', async () => {
    expect(await drawShares(seed, 10, 1000n, 3)).toEqual((await drawShares(seed, 10, 1000n)).slice(0, 3))
  })
})

describe('the check of a draw', () => {
  const packet = { commitment, seed: toHex(seed), shares: 4, total: '2000000' }
  const claims = async () => (await drawShares(seed, 4, 20_000n)).map((share, index) => ({ index, amount: (share * 100n).toString() }))

  it('agrees with honest shares, in whatever order they come, and when not all were taken', async () => {
    const all = await claims()
    expect(await checkDraw(packet, [...all].reverse(), '100')).toEqual({ result: 'right' })
    expect(await checkDraw(packet, all.slice(0, 2), '100')).toEqual({ result: 'right' })
    expect(await checkDraw(packet, [], '100')).toEqual({ result: 'right' })
  })

  it('names shares that were changed', async () => {
    const [first, second, ...rest] = await claims()
    if (!first || !second) throw new Error('there are four')
    const changed = [{ ...first, amount: (BigInt(first.amount) + 100n).toString() }, { ...second, amount: (BigInt(second.amount) - 100n).toString() }, ...rest]
    expect(await checkDraw(packet, changed, '100')).toEqual({ result: 'shares_differ', indexes: [0, 1] })
  })

  it('knows another seed than the promised one, and none', async () => {
    expect(await checkDraw({ ...packet, seed: toHex(seed).replace('00', '01') }, await claims(), '100')).toEqual({ result: 'seed_differs' })
    expect(await checkDraw({ ...packet, seed: undefined }, [], '100')).toEqual({ result: 'seed_differs' })
  })
})
