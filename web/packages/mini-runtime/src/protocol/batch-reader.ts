import { Limits, Op, Value, type Batch } from './codes'

/** A program sent what no honest Worker sends. It is stopped. */
export class Violation extends Error {
  override name = 'Violation'
}

/** What the operations of a batch are applied to. Ids and strings have been checked; whether a node exists has not. */
export interface BatchSink {
  createElement(node: number, tag: string): void
  createText(node: number, text: string): void
  release(node: number): void
  splice(parent: number, before: number, remove: number, children: Int32Array, from: number, count: number): void
  removeChild(parent: number, child: number): void
  setId(node: number, id: string): void
  setHost(node: number, scope: string): void
  setStyle(node: number, style: string): void
  setClass(node: number, classes: string): void
  setAttribute(node: number, name: string, value: unknown, inputNo: number): void
  removeAttribute(node: number, name: string): void
  setText(node: number, text: string): void
  setListener(node: number, type: string, capture: boolean, mut: number): void
  openPage(page: number, root: number): void
  adoptStyle(page: number, path: string): void
  showPage(page: number, transition: number): void
  closePage(page: number): void
  setPage(page: number, settings: unknown): void
  acknowledge(token: number): void
}

/** Checks the outer shape of what came from a Worker: that it is a batch at all, and within its limits. */
export function checkBatch(message: unknown): Batch {
  if (typeof message !== 'object' || message === null) throw new Violation('a batch must be an object')
  const { ints, strings } = message as Partial<Batch>
  if (!(ints instanceof Int32Array)) throw new Violation('a batch must bring an Int32Array')
  // A shared buffer could change between the check and the use.
  if (!(ints.buffer instanceof ArrayBuffer)) throw new Violation('a batch must own its buffer')
  if (!Array.isArray(strings)) throw new Violation('a batch must bring its strings')
  if (ints.length > Limits.ints) throw new Violation('a batch is too long')
  if (strings.length > Limits.strings) throw new Violation('a batch has too many strings')
  let characters = 0
  for (let index = 0; index < strings.length; index++) {
    const text: unknown = strings[index]
    if (typeof text !== 'string') throw new Violation('a string of a batch is none')
    if (text.length > Limits.text) throw new Violation('a string of a batch is too long')
    characters += text.length
  }
  if (characters > Limits.characters) throw new Violation('the strings of a batch are too long')
  return { ints, strings }
}

/** How many integers follow each code. `splice` brings its children besides. */
const OPERANDS: Record<number, number> = {
  [Op.createElement]: 2, [Op.createText]: 2, [Op.release]: 1, [Op.splice]: 4, [Op.removeChild]: 2, [Op.setId]: 2,
  [Op.setHost]: 2, [Op.setStyle]: 2, [Op.setClass]: 2, [Op.setAttribute]: 5, [Op.removeAttribute]: 2, [Op.setText]: 2,
  [Op.setListener]: 4, [Op.openPage]: 2, [Op.adoptStyle]: 2, [Op.showPage]: 2, [Op.closePage]: 1, [Op.setPage]: 2,
  [Op.acknowledge]: 1,
}

/** Applies a batch in order. Throws a `Violation` at the first operation that is not well formed. */
export function readBatch({ ints, strings }: Batch, sink: BatchSink): void {
  const length = ints.length
  const string = (index: number): string => {
    const text = strings[index]
    if (text === undefined) throw new Violation('an operation names a string that is not there')
    return text
  }
  let at = 0
  while (at < length) {
    const code = ints[at++]!
    const operands = OPERANDS[code]
    if (operands === undefined) throw new Violation(`there is no operation ${code}`)
    if (at + operands > length) throw new Violation('a batch ends within an operation')
    const a = ints[at]!
    if (a <= 0) throw new Violation('an operation has no subject')
    const b = operands > 1 ? ints[at + 1]! : 0
    const c = operands > 2 ? ints[at + 2]! : 0
    const d = operands > 3 ? ints[at + 3]! : 0
    switch (code) {
      case Op.createElement: sink.createElement(a, string(b)); break
      case Op.createText: sink.createText(a, string(b)); break
      case Op.release: sink.release(a); break
      case Op.splice: {
        if (c < 0 || d < 0 || d > length - at - 4) throw new Violation('a splice counts wrongly')
        sink.splice(a, b, c, ints, at + 4, d)
        at += d
        break
      }
      case Op.removeChild: sink.removeChild(a, b); break
      case Op.setId: sink.setId(a, string(b)); break
      case Op.setHost: sink.setHost(a, string(b)); break
      case Op.setStyle: sink.setStyle(a, string(b)); break
      case Op.setClass: sink.setClass(a, string(b)); break
      case Op.setAttribute: sink.setAttribute(a, string(b), value(c, d, string), ints[at + 4]!); break
      case Op.removeAttribute: sink.removeAttribute(a, string(b)); break
      case Op.setText: sink.setText(a, string(b)); break
      case Op.setListener: sink.setListener(a, string(b), c === 1, d); break
      case Op.openPage: sink.openPage(a, b); break
      case Op.adoptStyle: sink.adoptStyle(a, string(b)); break
      case Op.showPage: sink.showPage(a, b); break
      case Op.closePage: sink.closePage(a); break
      case Op.setPage: sink.setPage(a, json(string(b))); break
      case Op.acknowledge: sink.acknowledge(a); break
    }
    at += operands
  }
}

function value(kind: number, operand: number, string: (index: number) => string): unknown {
  switch (kind) {
    case Value.string: return string(operand)
    case Value.integer: return operand
    case Value.json: return json(string(operand))
    case Value.boolean: return operand === 1
    case Value.none: return undefined
    default: throw new Violation(`there is no kind of value ${kind}`)
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Violation('a value is not JSON')
  }
}
