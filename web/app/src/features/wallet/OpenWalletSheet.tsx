import { useTranslation } from 'react-i18next'
import { Sheet } from '@/ui'
import { OpenWalletSteps } from './OpenWalletSteps'
import { PlayMoney } from './Parts'
import { useWallet } from './useWallet'

export function OpenWalletSheet({ onClose }: { onClose: (opened: boolean) => void }) {
  const { t } = useTranslation('money')
  const { wallet } = useWallet()
  return (
    <Sheet
      open
      onClose={() => onClose(false)}
      title={
        <>
          {t('open.title')} <PlayMoney of={wallet} />
        </>
      }
    >
      <OpenWalletSteps onDone={() => onClose(true)} />
    </Sheet>
  )
}
