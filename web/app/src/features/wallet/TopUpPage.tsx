import { useTranslation } from 'react-i18next'
import { TopUpSteps } from './TopUpSteps'
import { WalletFrame } from './WalletFrame'

export function TopUpPage() {
  const { t } = useTranslation('money')
  return <WalletFrame title={t('top_up.title')}>{(wallet) => <TopUpSteps wallet={wallet} />}</WalletFrame>
}
