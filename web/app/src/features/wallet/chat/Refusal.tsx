import { useTranslation } from 'react-i18next'
import { Banner } from '@/ui'
import { refusalText } from '../refusal'
import { useWallet } from '../useWallet'

/** Why something was not done, with the amounts that the cell names. */
export function Refusal({ of }: { of: { cause: unknown } }) {
  const { t } = useTranslation('money')
  const { wallet } = useWallet()
  if (of.cause === undefined) return null
  return (
    <Banner tone="danger" alert>
      {refusalText(of.cause, wallet, t)}
    </Banner>
  )
}
