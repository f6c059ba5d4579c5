import * as v from 'valibot'

/** What a handler may know of the call. */
export interface CallContext {
  /** Somebody touched the program or typed in it within the last five seconds: needed by what opens or asks something. */
  gesture: boolean
  /** Which call it is; one handler may serve several. */
  api: string
}

/** How the host answers one `wx.*` call. */
export interface Handler<TSchema extends v.GenericSchema = v.GenericSchema> {
  /** The shape of the arguments. A call with others fails before `run` sees it. */
  args: TSchema
  /** The call is refused unless a person has just done something. */
  needsGesture?: boolean
  /** The result's fields join `errMsg`. Throw a `Failure` to fail with a text. */
  run(args: v.InferOutput<TSchema>, context: CallContext): unknown
}

export type Handlers = Record<string, Handler>

/** Makes an entry for the table of handlers; it is a function so that `run` gets the type that `args` says. */
export function handler<TSchema extends v.GenericSchema>(entry: Handler<TSchema>): Handler {
  return entry as unknown as Handler
}

/** A call fails with this text after `name:fail `, and the number that WeChat gives to it, if it has one. */
export class Failure extends Error {
  override name = 'Failure'
  constructor(message: string, readonly code?: number) {
    super(message)
  }
}

const USER_GESTURE = 5_000

/** Answers calls by the table. Nothing that a program sends is looked at before its schema has passed it. */
export class Dispatcher {
  private lastGesture = -Infinity

  constructor(private readonly handlers: Handlers) {}

  gesture(): void {
    this.lastGesture = performance.now()
  }

  get served(): string[] {
    return Object.keys(this.handlers)
  }

  async call(api: string, args: unknown): Promise<{ ok: unknown } | { err: string; code?: number }> {
    const entry = Object.hasOwn(this.handlers, api) ? this.handlers[api] : undefined
    if (!entry) return { err: 'not supported' }
    const parsed = v.safeParse(entry.args, args)
    if (!parsed.success) {
      return { err: complaint(parsed.issues[0], entry.args).slice(0, 300) }
    }
    const gesture = performance.now() - this.lastGesture < USER_GESTURE
    if (entry.needsGesture && !gesture) return { err: 'can only be invoked by user TAP gesture.' }
    try {
      return { ok: await entry.run(parsed.output, { gesture, api }) }
    } catch (error) {
      if (error instanceof Failure) return { err: error.message, ...(error.code !== undefined && { code: error.code }) }
      console.error(`mini program call ${api}`, error)
      return { err: 'internal error' }
    }
  }
}

const NAMES: Record<string, string> = { string: 'String', number: 'Number', boolean: 'Boolean', array: 'Array', object: 'Object', record: 'Object' }

/** As WeChat says it: `parameter error: parameter.url should be String instead of Undefined;`. */
function complaint(issue: v.BaseIssue<unknown>, schema: v.GenericSchema): string {
  const path = v.getDotPath(issue)
  const parameter = path === null ? 'parameter' : `parameter.${path}`
  // A field that is not there is an issue of the object around it: what it should have been stands in the object's own shape.
  const missing = path !== null && issue.expected === JSON.stringify(path) ? (schema as { entries?: Record<string, { type?: string }> }).entries?.[path]?.type : undefined
  const wanted = NAMES[missing ?? issue.expected ?? ''] ?? NAMES[missing ?? issue.type]
  if (issue.kind === 'schema' && wanted) return `parameter error: ${parameter} should be ${wanted} instead of ${typeName(issue.input)};`
  return `parameter error: ${parameter} ${issue.message}`
}

function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1)
}
