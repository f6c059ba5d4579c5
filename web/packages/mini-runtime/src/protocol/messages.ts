import * as v from 'valibot'
import { Limits } from './codes'

/**
 * The messages beside the node operations. What comes from a Worker or a frame is checked against these schemas before
 * anything looks at it; unknown fields are dropped. valibot neither compiles nor evaluates code, so the policy of the
 * frame needs no `unsafe-eval`.
 */
const id = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1))
const nodeOrNone = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1))
const name = v.pipe(v.string(), v.maxLength(100))
const path = v.pipe(v.string(), v.maxLength(1_000))
const finite = v.pipe(v.number(), v.finite())
const pixels = v.pipe(finite, v.minValue(-1e7), v.maxValue(1e7))

/** One question of a selector query about a node, or about the page itself when `node` is 0. */
const query = v.object({
  node: nodeOrNone,
  page: id,
  rect: v.optional(v.boolean()),
  scroll: v.optional(v.boolean()),
  /** Names of computed styles, as in CSS or in camel case. */
  styles: v.optional(v.pipe(v.array(name), v.maxLength(50))),
  /** Names of a built-in's attributes. */
  properties: v.optional(v.pipe(v.array(name), v.maxLength(50))),
})
export type Query = v.InferOutput<typeof query>

export interface QueryResult {
  left?: number
  top?: number
  right?: number
  bottom?: number
  width?: number
  height?: number
  scrollLeft?: number
  scrollTop?: number
  scrollWidth?: number
  scrollHeight?: number
  styles?: Record<string, string>
  properties?: Record<string, unknown>
}

const margins = v.object({ left: v.optional(pixels), top: v.optional(pixels), right: v.optional(pixels), bottom: v.optional(pixels) })

export const workerToFrame = v.variant('t', [
  v.object({ t: v.literal('measure'), id, queries: v.pipe(v.array(query), v.maxLength(20_000)) }),
  v.object({
    t: v.literal('observe'), id, page: id,
    nodes: v.pipe(v.array(id), v.maxLength(20_000)),
    relative: v.pipe(v.array(v.object({ node: nodeOrNone, margins })), v.maxLength(8)),
    thresholds: v.pipe(v.array(v.pipe(finite, v.minValue(0), v.maxValue(1))), v.maxLength(100)),
    initialRatio: finite,
  }),
  v.object({ t: v.literal('unobserve'), id }),
  v.object({ t: v.literal('scrollTo'), page: id, top: v.optional(pixels), node: v.optional(id), offset: v.optional(pixels), duration: pixels }),
  v.object({ t: v.literal('pullDown'), page: id, start: v.boolean() }),
  /** Calls a method that a built-in offers to programs, such as `play` of a video; of node 0, one of the frame itself. */
  v.object({ t: v.literal('invoke'), id, node: nodeOrNone, method: name, args: v.unknown() }),
])
export type WorkerToFrame = v.InferOutput<typeof workerToFrame>

export interface TouchPoint {
  identifier: number
  pageX: number
  pageY: number
  clientX: number
  clientY: number
  force: number
}

export type FrameToWorker =
  | {
      t: 'event'
      node: number
      type: string
      detail: unknown
      bubbles: boolean
      /** Number of the input event on its element; 0 when the event brings no value. */
      inputNo: number
      /** The attribute that changed, for two-way binding (`model:value`). */
      model?: { name: string; value: unknown }
      touches?: TouchPoint[]
      changedTouches?: TouchPoint[]
    }
  | { t: 'rendered'; token: number }
  | { t: 'measured'; id: number; results: (QueryResult | null)[] }
  | { t: 'intersection'; id: number; entries: IntersectionEntry[] }
  | { t: 'page'; page: number; event: 'scroll' | 'reachBottom' | 'pullDown'; detail: unknown }
  | { t: 'viewport'; viewport: Viewport }
  | { t: 'invoked'; id: number; ok?: unknown; err?: string }

export interface Rect { left: number; top: number; right: number; bottom: number; width: number; height: number }

export interface IntersectionEntry {
  node: number
  intersectionRatio: number
  intersectionRect: Rect
  boundingClientRect: Rect
  relativeRect: Rect
  time: number
}

export interface Viewport { width: number; height: number; pixelRatio: number }

/** How the bar above a page looks; the host draws it. */
const navigationBar = v.object({
  title: v.pipe(v.string(), v.maxLength(200)),
  backgroundColor: name,
  textStyle: v.picklist(['black', 'white']),
  custom: v.boolean(),
  loading: v.boolean(),
  homeButton: v.boolean(),
})
export type NavigationBar = v.InferOutput<typeof navigationBar>

export const workerToHost = v.variant('t', [
  v.object({ t: v.literal('started') }),
  v.object({ t: v.literal('call'), id, api: name, args: v.unknown() }),
  /** What is on screen: told whenever the page stack or a bar changes. */
  v.object({
    t: v.literal('chrome'),
    depth: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Limits.pages)),
    path,
    /** Index of the tab that is shown, or -1. */
    tab: v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(20)),
    bar: navigationBar,
    shareable: v.boolean(),
  }),
  v.object({ t: v.literal('storage'), set: v.record(v.pipe(v.string(), v.maxLength(1_000)), v.pipe(v.string(), v.maxLength(1_100_000))), remove: v.array(v.pipe(v.string(), v.maxLength(1_000))), clear: v.boolean() }),
  v.object({ t: v.literal('log'), level: v.picklist(['log', 'info', 'warn', 'error', 'debug']), text: v.pipe(v.string(), v.maxLength(20_000)) }),
  v.object({ t: v.literal('error'), text: v.pipe(v.string(), v.maxLength(20_000)) }),
  v.object({ t: v.literal('pong'), n: finite }),
])
export type WorkerToHost = v.InferOutput<typeof workerToHost>

export const frameToHost = v.variant('t', [
  v.object({ t: v.literal('started'), version: finite }),
  /** Asks for the bytes of a picture or another file: a path in the package or an address. */
  v.object({ t: v.literal('resolve'), id, url: v.pipe(v.string(), v.maxLength(10_000)) }),
  /** Somebody touched or typed: the host allows what needs a person for a few seconds. */
  v.object({ t: v.literal('gesture') }),
  /** A built-in asks its host for something, such as a button with `open-type`. */
  v.object({ t: v.literal('ask'), id, api: name, args: v.unknown() }),
  v.object({ t: v.literal('firstPaint'), page: id }),
  v.object({ t: v.literal('violation'), text: v.pipe(v.string(), v.maxLength(2_000)) }),
  v.object({ t: v.literal('workerFailed'), text: v.pipe(v.string(), v.maxLength(2_000)) }),
])
export type FrameToHost = v.InferOutput<typeof frameToHost>

export type HostToFrame =
  | { t: 'resolved'; id: number; blob: Blob | null }
  | { t: 'answer'; id: number; ok?: unknown; err?: string }
  /** Style sheets of a subpackage that has come. */
  | { t: 'styles'; styles: Record<string, string> }
  | { t: 'terminate' }

/** The first message to a frame; with it come two ports: the frame's own and the one that it hands to the Worker. */
export interface FrameBoot {
  t: 'boot'
  version: number
  workerScript: string
  /** Compiled style sheets by path. */
  styles: Record<string, string>
  /** Texts that built-ins show, in the person's language. */
  texts: FrameTexts
}

/** Words of built-ins. Those that a host leaves out are English (frame/texts.ts). */
export interface FrameTexts {
  pullDown: string
  imageFailed: string
  cancel?: string
  done?: string
  choose?: string
  play?: string
  pause?: string
  mute?: string
  unmute?: string
  fullScreen?: string
  close?: string
  position?: string
  map?: string
  webPage?: string
  movable?: string
}

export type HostToWorker =
  | { t: 'boot'; program: WorkerProgram }
  | { t: 'result'; id: number; ok?: unknown; err?: string; code?: number }
  | { t: 'event'; name: string; detail: unknown }
  | { t: 'ping'; n: number }

/** All that a Worker gets to run a program. */
export interface WorkerProgram {
  manifest: unknown
  /** Code of the packages that are needed at the start, by the package's root. */
  code: { name: string; text: string }[]
  /** Stored values as JSON by key. */
  storage: Record<string, string>
  /** The program's own files of earlier runs; a folder has no data. */
  files: { path: string; data: Blob | Uint8Array<ArrayBuffer> | null; modified: number }[]
  system: SystemFacts
  launch: LaunchOptions
  account: { appId: string; envVersion: 'develop' | 'trial' | 'release'; version: string }
  /** Names of the calls that the host serves. */
  served: string[]
}

/** Facts of the device that a program may know without asking. */
export interface SystemFacts {
  brand: string
  model: string
  system: string
  platform: string
  language: string
  version: string
  SDKVersion: string
  theme: 'light' | 'dark'
  statusBarHeight: number
  /** Where the host's capsule lies, in pixels of the frame's window with the bar above it. */
  menuButton: { width: number; height: number; top: number; right: number; bottom: number; left: number }
  /** The screen; the frame's own size is told by the frame. */
  screenWidth: number
  screenHeight: number
  fontSizeSetting: number
}

export interface LaunchOptions {
  path: string
  query: Record<string, string>
  scene: number
  shareTicket?: string
  referrerInfo: Record<string, unknown>
}
