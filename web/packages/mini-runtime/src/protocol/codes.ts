/**
 * The node operations that the Worker sends to the frame: one `Int32Array` a batch, beside it the batch's strings.
 * Every operation is its code and then a fixed number of integers, but for `splice`, which says how many children follow.
 * A number is never reused for something else; what a frame does not know is a violation.
 */
export const PROTOCOL_VERSION = 1

export const Op = {
  /** node, tag (string) */
  createElement: 1,
  /** node, text (string) */
  createText: 2,
  /** node: it is never named again */
  release: 3,
  /** parent, before (0: at the end), how many children to remove from `before` on, how many to insert, their nodes */
  splice: 4,
  /** parent, child */
  removeChild: 5,
  /** node, id (string) */
  setId: 6,
  /** node, style scope of the component whose host this is (string), for `:host` */
  setHost: 7,
  /** node, style text (string) */
  setStyle: 8,
  /** node, class names with their scope prefixes (string) */
  setClass: 9,
  /** node, name (string), kind of value, value, number of the input event that it answers (0: none) */
  setAttribute: 10,
  /** node, name (string) */
  removeAttribute: 11,
  /** node, text (string) */
  setText: 12,
  /** node, type (string), 1 when it listens in the capture phase, mut level */
  setListener: 13,
  /** page, root node of the page (element, freshly made); its settings follow as `setPage` */
  openPage: 14,
  /** page, style sheet (string, path) */
  adoptStyle: 15,
  /** page, transition (`Transition`) */
  showPage: 16,
  /** page */
  closePage: 17,
  /** page, settings (string, JSON of `PageSettings`) */
  setPage: 18,
  /** token: answered with `rendered` when the batch is applied */
  acknowledge: 19,
} as const

/** Kinds of attribute values. */
export const Value = {
  /** value is the index of a string */
  string: 0,
  /** value is the number itself */
  integer: 1,
  /** value is the index of a string that holds JSON: objects, lists, fractions */
  json: 2,
  /** value is 0 or 1 */
  boolean: 3,
  /** undefined or null: the attribute's default */
  none: 4,
} as const

/** What a listener does to those above it, as glass-easel counts it. */
export const Mut = { none: 0, mut: 1, final: 2 } as const

/** How a page comes into view. */
export const Transition = { none: 0, push: 1, pop: 2 } as const

/** A batch as it is posted. `ints` is transferred. */
export interface Batch {
  ints: Int32Array
  strings: string[]
}

/** What the frame needs to know of a page. */
export interface PageSettings {
  /** Package path of the page, for messages only. */
  path: string
  pullDown?: boolean
  /** Pixels from the end at which the page counts as read. */
  reachBottom?: number
  /** The page listens to its scrolling. */
  scroll?: boolean
  disableScroll?: boolean
  backgroundColor?: string
  backgroundTextStyle?: 'dark' | 'light'
}

/**
 * Limits of what a frame takes from a Worker. A program that goes over one is stopped: no honest one comes near, and what
 * the frame does for it costs the host's time.
 */
export const Limits = {
  /** Live nodes. */
  nodes: 100_000,
  /** Pages open at once; WeChat allows ten in the stack, beside those of the tab bar. */
  pages: 24,
  stylesPerPage: 2_000,
  /** Depth of a node below its page. Browsers themselves end at 512 when they parse. */
  depth: 480,
  /** Integers in one batch. */
  ints: 4_000_000,
  /** Strings in one batch. */
  strings: 400_000,
  /** Characters of one text or attribute. */
  text: 2_000_000,
  /** Characters of one batch's strings together. */
  characters: 16_000_000,
  /** Batches a second, and the burst. */
  batchesPerSecond: 600,
  batchBurst: 2_000,
  /** Integers a second over ten seconds. */
  intsPerSecond: 4_000_000,
  /** Calls a second from a program to its host, and the burst. */
  callsPerSecond: 200,
  callBurst: 2_000,
  /** Bytes of one call's arguments as JSON. */
  callBytes: 12_000_000,
} as const
