import type { TFunction } from 'i18next'
import { ApiError, type Wallet } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatMoney } from '@/i18n/money'

/** Why money did not move, with the amounts that the cell's answer names. */
export function refusalText(error: unknown, wallet: Wallet | undefined, t: TFunction<'money'>): string {
  if (!(error instanceof ApiError) || wallet?.currency === undefined) return errorText(error)
  const { currency } = wallet
  const amount = (name: string) => (typeof error.details[name] === 'string' ? formatMoney({ amount: error.details[name] as string, currency }) : undefined)
  const [limit, left, step, min] = [amount('limit'), amount('left'), amount('step'), amount('min')]
  if (error.code === 'wallet.over_payment_limit' && limit !== undefined) return t('pay.over_payment_limit', { limit })
  if (error.code === 'wallet.over_day_limit' && left !== undefined) return t('pay.over_day_limit', { left })
  if (error.code === 'wallet.withdrawal_too_small' && min !== undefined) return t('withdraw.too_small', { min })
  if (error.code === 'wallet.amount_invalid' && step !== undefined) return t('amount.step', { step })
  if (error.code === 'wallet.frozen' && wallet.open?.frozen_reason) return `${errorText(error)} ${t('pay.frozen_reason', { reason: wallet.open.frozen_reason })}`
  return errorText(error)
}
