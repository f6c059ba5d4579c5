import { ApiError, CLIENT_CODES, type Money, type Wallet } from '@sapa/api-client'
import { isMore, minus } from './amount'

/** Where a payment stands, from "give the PIN" to done. Each step says what the person can do next. */
export type Step =
  /** Waiting for the PIN; after a wrong one, how many attempts are left. */
  | { at: 'pin'; wrong?: { left: number | undefined; attempt: number } }
  | { at: 'working' }
  /** No more PINs until then. */
  | { at: 'locked'; until: number }
  | { at: 'missing'; missing: string }
  | { at: 'topping_up'; missing: string }
  | { at: 'opening' }
  | { at: 'terms' }
  /** It did not happen, and here is why. `again`: the same may work in a moment. */
  | { at: 'refused'; error: unknown; again: boolean }
  /** Nobody knows whether it happened. Trying again is safe: it carries the same id. */
  | { at: 'unknown'; error: unknown }

/** Answers that got lost on the way: the payment may have been made. */
const UNKNOWN: ReadonlySet<string> = new Set([CLIENT_CODES.network, CLIENT_CODES.timeout, CLIENT_CODES.badReply, 'cell.outcome_unknown', 'cell.internal'])

/** Said before anything happened, and over in a moment. */
const AGAIN: ReadonlySet<string> = new Set(['cell.overloaded', 'cell.shutting_down', 'cell.read_only', 'request.rate_limited', 'wallet.bank_unavailable'])

/** Where to begin: what the wallet itself says is in the way is said before a PIN is asked for. */
export function firstStep(wallet: Wallet | undefined, money: Money): Step {
  if (!wallet) return { at: 'pin' }
  if (wallet.state === 'not_open') return { at: 'opening' }
  if (wallet.state === 'not_offered') return { at: 'refused', error: new ApiError('wallet.not_offered', ''), again: false }
  if (wallet.state === 'frozen') return { at: 'refused', error: new ApiError('wallet.frozen', ''), again: false }
  const { open } = wallet
  if (!open) return { at: 'pin' }
  if (open.must_accept_terms) return { at: 'terms' }
  if (isMore(money.amount, open.payment_limit)) {
    return { at: 'refused', error: new ApiError('wallet.over_payment_limit', '', 409, { limit: open.payment_limit }), again: false }
  }
  if (isMore(money.amount, open.left_today)) return { at: 'refused', error: new ApiError('wallet.over_day_limit', '', 409, { left: open.left_today }), again: false }
  if (isMore(money.amount, open.balance)) return { at: 'missing', missing: minus(money.amount, open.balance) }
  return { at: 'pin' }
}

/** Where a failed attempt leads. `attempt` counts the PINs given so far. */
export function stepAfter(error: unknown, attempt: number, now: number = Date.now()): Step {
  if (!(error instanceof ApiError)) return { at: 'unknown', error }
  const number = (name: string) => (typeof error.details[name] === 'number' ? (error.details[name] as number) : undefined)
  switch (error.code) {
    case 'wallet.wrong_pin':
      return { at: 'pin', wrong: { left: number('left'), attempt } }
    case 'wallet.pin_locked':
      return { at: 'locked', until: now + (error.retryAfterSeconds ?? 0) * 1000 }
    case 'wallet.insufficient_funds':
      return { at: 'missing', missing: String(error.details['missing'] ?? '0') }
    case 'wallet.not_open':
      return { at: 'opening' }
    case 'wallet.terms_changed':
      return { at: 'terms' }
  }
  if (UNKNOWN.has(error.code)) return { at: 'unknown', error }
  return { at: 'refused', error, again: AGAIN.has(error.code) }
}
