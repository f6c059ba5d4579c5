/** What went wrong, by the stable code that the cell documents, or one of the client's own codes below. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  constructor(
    readonly code: string,
    message: string,
    readonly status = 0,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message)
  }
  /** Seconds to wait before another try makes sense, when the cell said so. */
  get retryAfterSeconds(): number | undefined {
    const seconds = this.details['retry_after_seconds']
    return typeof seconds === 'number' ? seconds : undefined
  }
}

/** Codes that are born in the client, beside the cell's own. */
export const CLIENT_CODES = {
  /** The cell could not be reached, or the answer got lost. A write may or may not have happened. */
  network: 'client.network',
  timeout: 'client.timeout',
  aborted: 'client.aborted',
  /** The answer was not what the cell promises: a proxy's page, a version that does not fit. */
  badReply: 'client.bad_reply',
} as const

export function isApiError(error: unknown, code?: string): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code)
}

const LOST: ReadonlySet<string> = new Set([
  CLIENT_CODES.network,
  CLIENT_CODES.timeout,
  'cell.outcome_unknown',
  'cell.overloaded',
  'cell.shutting_down',
  'cell.read_only',
  'cell.internal',
  'request.rate_limited',
])

/** Whether the same request, with the same key, is worth sending again. */
export function isWorthRetrying(error: unknown): boolean {
  return error instanceof ApiError && (LOST.has(error.code) || (error.status >= 500 && error.status !== 501))
}

/** Whether the session of this slot is over, and the person has to sign in again. */
export function isSignedOut(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.code === 'accounts.not_signed_in' || error.code === 'accounts.session_expired' || error.code === 'accounts.deleted')
  )
}

/** Reads the error of an HTTP reply (RFC 9457) or of a socket frame; anything else becomes `client.bad_reply`. */
export function errorFrom(value: unknown, status = 0): ApiError {
  if (typeof value === 'object' && value !== null) {
    const { code, message, title, details } = value as Record<string, unknown>
    if (typeof code === 'string') {
      const text = typeof message === 'string' ? message : typeof title === 'string' ? title : code
      return new ApiError(code, text, status, isRecord(details) ? details : {})
    }
  }
  return new ApiError(CLIENT_CODES.badReply, `unexpected reply (HTTP ${status})`, status)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
