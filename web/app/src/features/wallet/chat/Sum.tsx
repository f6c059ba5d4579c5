import type { Money } from '@sapa/api-client'
import { formatMoney } from '@/i18n/money'

/** An amount among words: its digits stand below those of other lines, and its direction is its own. */
export function Sum({ money }: { money: Money }) {
  return <bdi className="figures">{formatMoney(money)}</bdi>
}
