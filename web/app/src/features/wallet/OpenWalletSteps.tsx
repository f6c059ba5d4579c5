import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '@sapa/api-client'
import { useAccount, walletKey } from '@/state'
import { Stepper } from '@/ui'
import { NewPinSteps } from './NewPinSteps'
import { TermsSteps } from './TermsSteps'
import styles from './Parts.module.css'

/** Opening a wallet: the terms, then a PIN. */
export function OpenWalletSteps({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const queries = useQueryClient()
  const [accepted, setAccepted] = useState<number>()
  const open = async (pin: string) => {
    try {
      await account.call('wallet.open', { version: accepted ?? 0, pin })
    } catch (error) {
      // Terms that changed meanwhile are read again; a wallet that another device opened is there.
      if (isApiError(error, 'wallet.terms_changed')) {
        await queries.invalidateQueries({ queryKey: walletKey(account.self, 'terms') })
        setAccepted(undefined)
        return
      }
      if (!isApiError(error, 'wallet.already_open')) throw error
    }
    await queries.invalidateQueries({ queryKey: walletKey(account.self) })
    onDone()
  }
  return (
    <div className={styles.steps}>
      <Stepper label={t('open.step', { step: accepted === undefined ? 1 : 2, of: 2 })} step={accepted === undefined ? 1 : 2} of={2} />
      {accepted === undefined ? (
        <TermsSteps heading={t('terms.title')} lead={t('open.lead')} onAccept={async (version) => setAccepted(version)} />
      ) : (
        <NewPinSteps onChosen={open} />
      )}
    </div>
  )
}
