import i18next from 'i18next'
import { ApiError, CLIENT_CODES } from '@sapa/api-client'
import { formatDuration } from './format'

/** What went wrong, whether anything was lost and what to do, in the reader's words. Unknown codes say so and give the code. */
export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return i18next.t('errors:unknown')
  const wait = error.retryAfterSeconds
  // Words about the wallet and about mini programs come with their pages.
  const [, noun, name] = /^(wallet|mini)\.(.+)$/.exec(error.code) ?? []
  const key = noun === undefined ? `errors:${error.code}` : `${noun === 'wallet' ? 'money' : 'mini'}:error.${name}`
  if (!i18next.exists(key)) return i18next.t('errors:unknown_code', { code: error.code })
  return i18next.t(wait === undefined && i18next.exists(`${key}_no_wait`) ? `${key}_no_wait` : key, {
    ...scalars(error.details),
    wait: wait === undefined ? '' : formatDuration(wait),
  })
}

/** The person took it back; there is nothing to say. */
export function isCancelled(error: unknown): boolean {
  return error instanceof ApiError && error.code === CLIENT_CODES.aborted
}

function scalars(details: Record<string, unknown>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(details).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number'),
  )
}
