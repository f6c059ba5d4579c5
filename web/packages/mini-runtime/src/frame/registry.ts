import type { Components } from '../protocol/components'
import type { Frame } from './frame'
import type { FrameNode } from './node'

/**
 * A built-in component. One file each in `components/`, listed in `components/index.ts`; its names and attributes also stand
 * in `protocol/components.ts`, from which `wx.canIUse` answers (a test compares the two).
 *
 * What a program sets arrives in `attributes` by name; no other name has an effect, and a built-in never writes a value
 * into an attribute of the DOM that could load, run or navigate. Values are whatever a program sent: convert them with
 * `isTrue`, `toNumber`, `toText`, `toPixels`.
 */
export interface BuiltIn<State = unknown> {
  /** Builds what is inside the element and returns the built-in's state. Set `node.slot` to move or (null) refuse children. */
  create?(node: FrameNode<State>): State
  /** Also called when the program removes an attribute: `value` is undefined then. */
  attributes: Record<string, (node: FrameNode<State>, value: unknown, inputNo: number) => void>
  /** How a text child is shown. */
  childText?(node: FrameNode<State>, text: string): string
  /** In the document, sizes can be read. Runs once, after the batch. */
  inserted?(node: FrameNode<State>): void
  /** Children came or went; after the batch. */
  childrenChanged?(node: FrameNode<State>): void
  released?(node: FrameNode<State>): void
  /** A press on it, or on its label. */
  press?(node: FrameNode<State>, from: 'self' | 'label'): void
  /** A press also counts when something within it has taken it: a picker around a button. */
  pressedWithin?: boolean
  /** Its part in a form, when it has a `name`. */
  form?: { value(node: FrameNode<State>): unknown; reset(node: FrameNode<State>): void }
  /** What programs may call on it through a context (`invoke`). */
  methods?: Record<string, (node: FrameNode<State>, args: unknown) => unknown>
}

/** What a method gives away together with its answer: a canvas, pixels. */
export class Transfer {
  constructor(readonly value: unknown, readonly list: Transferable[]) {}
}

type FrameMethod = (frame: Frame, args: unknown) => unknown
const frameMethods = new Map<string, FrameMethod>()

/** A method that belongs to no element: the Worker invokes it on node 0. */
export function defineFrameMethod(name: string, run: FrameMethod): void {
  frameMethods.set(name, run)
}

export function frameMethod(name: string): FrameMethod | undefined {
  return frameMethods.get(name)
}

const builtIns = new Map<string, BuiltIn>()

export function defineBuiltIn<State>(name: keyof typeof Components, builtIn: BuiltIn<State>): void {
  builtIns.set(name, builtIn as BuiltIn)
}

export function builtInOf(tag: string): BuiltIn | null {
  return builtIns.get(tag) ?? null
}

export function definedBuiltIns(): ReadonlyMap<string, BuiltIn> {
  return builtIns
}
