import { ApiError, CLIENT_CODES, errorFrom } from './errors'
import type { InputOf, OperationName, OutputOf, Upload } from './types'

/** How long an operation may take before the client gives up waiting. Argon2 behind a busy semaphore is the slowest. */
export const OPERATION_TIMEOUT_MS = 20_000

export interface CallOptions {
  /** Which signed-in account of this browser speaks: 0 to 4. */
  slot?: number
  /** Makes a retried write the same write. */
  key?: string
  signal?: AbortSignal
  timeoutMs?: number
  /** Wait until the answering node has applied this seq. */
  waitSeq?: number
}

/** A random id for requests, messages and idempotency keys. `crypto.randomUUID` needs a secure context; this does not. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Runs one operation over HTTP. Throws `ApiError` only. */
export async function callHttp<Op extends OperationName>(
  operation: Op,
  input: InputOf<Op>,
  options: CallOptions = {},
): Promise<OutputOf<Op>> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Sapa-Slot': String(options.slot ?? 0) }
  if (options.key) headers['Idempotency-Key'] = options.key
  if (options.waitSeq !== undefined) headers['Sapa-Wait-Seq'] = String(options.waitSeq)
  const timeout = AbortSignal.timeout(options.timeoutMs ?? OPERATION_TIMEOUT_MS)
  const signal = options.signal ? either(options.signal, timeout) : timeout
  let response: Response
  try {
    response = await fetch(`/api/${operation}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(input),
      credentials: 'same-origin',
      signal,
    })
  } catch (cause) {
    throw fetchError(cause, options.signal, timeout)
  }
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw errorFrom(body, response.status)
  if (body === undefined) throw new ApiError(CLIENT_CODES.badReply, 'the reply was not JSON', response.status)
  return body as OutputOf<Op>
}

/** Whether the cell itself answers: not the service worker, not a proxy that has nobody behind it. */
export async function cellAnswers(): Promise<boolean> {
  try {
    return (await fetch('/health', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}

/** Older browsers cannot join signals: there the caller's own wins, and the timeout is the network's. */
function either(own: AbortSignal, timeout: AbortSignal): AbortSignal {
  return 'any' in AbortSignal ? AbortSignal.any([own, timeout]) : own
}

function fetchError(cause: unknown, own: AbortSignal | undefined, timeout: AbortSignal): ApiError {
  if (own?.aborted) return new ApiError(CLIENT_CODES.aborted, 'cancelled')
  if (timeout.aborted) return new ApiError(CLIENT_CODES.timeout, 'the cell took too long to answer')
  return new ApiError(CLIENT_CODES.network, cause instanceof Error ? cause.message : 'the cell cannot be reached')
}

export interface UploadOptions {
  slot: number
  purpose: 'photo' | 'avatar'
  signal?: AbortSignal
  /** 0 to 1, of the bytes sent. */
  onProgress?: (fraction: number) => void
}

/** Sends a file. XMLHttpRequest, because `fetch` cannot report the progress of what it sends. */
export function uploadFile(file: Blob, options: UploadOptions): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    if (options.signal?.aborted) return reject(new ApiError(CLIENT_CODES.aborted, 'cancelled'))
    options.signal?.addEventListener('abort', abort, { once: true })
    request.open('POST', `/api/uploads?purpose=${options.purpose}`)
    request.setRequestHeader('Sapa-Slot', String(options.slot))
    request.responseType = 'json'
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total)
    }
    request.onload = () => {
      if (request.status >= 200 && request.status < 300 && request.response) resolve(request.response as Upload)
      else reject(errorFrom(request.response, request.status))
    }
    request.onerror = () => reject(new ApiError(CLIENT_CODES.network, 'the cell cannot be reached'))
    request.onabort = () => reject(new ApiError(CLIENT_CODES.aborted, 'cancelled'))
    request.onloadend = () => options.signal?.removeEventListener('abort', abort)
    request.send(file)
  })
}
