import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BatchWriter } from './batch-writer'
import { checkBatch, readBatch, Violation, type BatchSink } from './batch-reader'
import { Limits, Op, Value, type Batch } from './codes'
import { Bucket } from './bucket'

function read(batch: Batch): unknown[][] {
  const seen: unknown[][] = []
  const sink = new Proxy({}, {
    get: (_, name) => (...args: unknown[]) => {
      seen.push(name === 'splice' ? [name, ...args.slice(0, 3), [...(args[3] as Int32Array).subarray(args[4] as number, (args[4] as number) + (args[5] as number))]] : [name, ...args])
    },
  }) as BatchSink
  readBatch(batch, sink)
  return seen
}

const raw = (ints: number[], strings: string[] = []): Batch => ({ ints: Int32Array.from(ints), strings })

describe('a batch', () => {
  it('says what was written, in order', () => {
    const writer = new BatchWriter()
    writer.nodeString(Op.createElement, 1, 'view')
    writer.nodeString(Op.createElement, 2, 'view')
    writer.splice(1, 0, 0, [2])
    writer.attribute(2, 'value', 'x', 3)
    writer.attribute(2, 'on', true, 0)
    writer.attribute(2, 'count', 7, 0)
    writer.attribute(2, 'half', 0.5, 0)
    writer.attribute(2, 'list', [{ a: 1 }], 0)
    writer.attribute(2, 'gone', undefined, 0)
    writer.attribute(2, 'call', () => {}, 0)
    writer.listener(2, 'tap', true, 2)
    writer.integers(Op.acknowledge, 9)
    const batch = writer.take()
    expect(batch.strings.filter((one) => one === 'view')).toHaveLength(1)
    expect(writer.empty).toBe(true)
    expect(read(checkBatch(structuredClone(batch)))).toEqual([
      ['createElement', 1, 'view'], ['createElement', 2, 'view'], ['splice', 1, 0, 0, [2]],
      ['setAttribute', 2, 'value', 'x', 3], ['setAttribute', 2, 'on', true, 0], ['setAttribute', 2, 'count', 7, 0], ['setAttribute', 2, 'half', 0.5, 0],
      ['setAttribute', 2, 'list', [{ a: 1 }], 0], ['setAttribute', 2, 'gone', undefined, 0], ['setAttribute', 2, 'call', undefined, 0],
      ['setListener', 2, 'tap', true, 2], ['acknowledge', 9],
    ])
  })

  it('grows', () => {
    const writer = new BatchWriter()
    for (let node = 1; node <= 20_000; node++) writer.nodeString(Op.createText, node, `row ${node}`)
    expect(read(writer.take())).toHaveLength(20_000)
  })
})

describe('what no honest Worker sends', () => {
  const bad: [string, unknown][] = [
    ['nothing', null],
    ['no integers', { strings: [] }],
    ['another array', { ints: [1, 2], strings: [] }],
    ['no strings', { ints: new Int32Array(1) }],
    ['strings that are none', { ints: new Int32Array(1), strings: [{}] }],
    ['a shared buffer', { ints: new Int32Array(new SharedArrayBuffer(8)), strings: [] }],
    ['a very long string', { ints: new Int32Array(0), strings: ['x'.repeat(Limits.text + 1)] }],
    ['too many strings', { ints: new Int32Array(0), strings: new Array(Limits.strings + 1).fill('') }],
    ['too many integers', { ints: new Int32Array(Limits.ints + 1), strings: [] }],
    ['an unknown code', raw([99, 1])],
    ['no subject', raw([Op.release, 0])],
    ['a negative subject', raw([Op.release, -5])],
    ['half an operation', raw([Op.createElement, 1])],
    ['a string that is not there', raw([Op.createElement, 1, 0])],
    ['a string before the first', raw([Op.createElement, 1, -1], ['view'])],
    ['more children than integers', raw([Op.splice, 1, 0, 0, 1_000_000])],
    ['fewer than no children', raw([Op.splice, 1, 0, 0, -1])],
    ['an unknown kind of value', raw([Op.setAttribute, 1, 0, 9, 0, 0], ['a'])],
    ['JSON that is none', raw([Op.setAttribute, 1, 0, Value.json, 1, 0], ['a', '{'])],
  ]
  it.each(bad)('%s', (_, batch) => {
    expect(() => read(checkBatch(batch))).toThrow(Violation)
  })

  it('whatever comes, it is either read or refused', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -2, max: 25 }), { maxLength: 60 }), fc.array(fc.string(), { maxLength: 6 }), (ints, strings) => {
      try {
        read(checkBatch(raw(ints, strings)))
      } catch (error) {
        expect(error).toBeInstanceOf(Violation)
      }
    }))
  })
})

it('a bucket lets a burst through, then so many a second', () => {
  let now = 0
  const bucket = new Bucket(10, 5, () => now)
  expect([1, 2, 3, 4, 5, 6].map(() => bucket.take(1))).toEqual([true, true, true, true, true, false])
  now = 200
  expect([bucket.take(2), bucket.take(1)]).toEqual([true, false])
})
