import { Op, Value, type Batch } from './codes'

/** Collects node operations and hands them over as one batch. Strings that repeat within a batch are sent once. */
export class BatchWriter {
  private ints = new Int32Array(4096)
  private length = 0
  private strings: string[] = []
  private indices = new Map<string, number>()

  /** @param begun Called when the first operation of a batch is written. */
  constructor(private readonly begun: () => void = () => {}) {}

  get empty(): boolean {
    return this.length === 0
  }

  private reserve(count: number): void {
    if (this.length === 0) this.begun()
    if (this.length + count <= this.ints.length) return
    const larger = new Int32Array(Math.max(this.ints.length * 2, this.length + count))
    larger.set(this.ints)
    this.ints = larger
  }

  private string(text: string): number {
    const known = this.indices.get(text)
    if (known !== undefined) return known
    const index = this.strings.push(text) - 1
    this.indices.set(text, index)
    return index
  }

  /** An operation whose operands are all integers. */
  integers(code: number, ...operands: number[]): void {
    this.reserve(operands.length + 1)
    this.ints[this.length++] = code
    for (const operand of operands) this.ints[this.length++] = operand
  }

  /** An operation on a node with one string. */
  nodeString(code: number, node: number, text: string): void {
    this.reserve(3)
    this.ints[this.length++] = code
    this.ints[this.length++] = node
    this.ints[this.length++] = this.string(text)
  }

  splice(parent: number, before: number, remove: number, children: number[]): void {
    this.reserve(children.length + 5)
    this.ints[this.length++] = Op.splice
    this.ints[this.length++] = parent
    this.ints[this.length++] = before
    this.ints[this.length++] = remove
    this.ints[this.length++] = children.length
    for (const child of children) this.ints[this.length++] = child
  }

  listener(node: number, type: string, capture: boolean, mut: number): void {
    this.reserve(5)
    this.ints[this.length++] = Op.setListener
    this.ints[this.length++] = node
    this.ints[this.length++] = this.string(type)
    this.ints[this.length++] = capture ? 1 : 0
    this.ints[this.length++] = mut
  }

  attribute(node: number, name: string, value: unknown, inputNo: number): void {
    let kind: number = Value.none
    let operand = 0
    if (typeof value === 'string') {
      kind = Value.string
      operand = this.string(value)
    } else if (typeof value === 'boolean') {
      kind = Value.boolean
      operand = value ? 1 : 0
    } else if (typeof value === 'number' && (value | 0) === value) {
      kind = Value.integer
      operand = value
    } else if (value !== null && value !== undefined) {
      const json = toJson(value)
      if (json !== undefined) {
        kind = Value.json
        operand = this.string(json)
      }
    }
    this.reserve(6)
    this.ints[this.length++] = Op.setAttribute
    this.ints[this.length++] = node
    this.ints[this.length++] = this.string(name)
    this.ints[this.length++] = kind
    this.ints[this.length++] = operand
    this.ints[this.length++] = inputNo
  }

  /** The batch, whose buffer may be transferred. The writer is empty afterwards. */
  take(): Batch {
    const batch = { ints: this.ints.slice(0, this.length), strings: this.strings }
    // A list of thousands of rows comes once; its buffer must not be held for ever after.
    if (this.ints.length > 262_144) this.ints = new Int32Array(4096)
    this.length = 0
    this.strings = []
    this.indices = new Map()
    return batch
  }
}

/** Functions, cycles and other things without JSON become the attribute's default, as they do in WeChat. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
