import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { errorText } from '@/i18n/errors'
import { SAYS_OFFLINE, useAccount, walletKey } from '@/state'
import { Banner, Button, SkeletonRows, useAction } from '@/ui'
import { StepHeading } from './Parts'
import styles from './Parts.module.css'

export function useTerms() {
  const account = useAccount()
  return useQuery({ queryKey: walletKey(account.self, 'terms'), queryFn: () => account.call('wallet.terms', {}), staleTime: 60_000, ...SAYS_OFFLINE })
}

/** The terms to read, in a box that scrolls. */
export function TermsText({ text }: { text: string }) {
  const { t } = useTranslation('money')
  return (
    <div className={styles.terms} tabIndex={0} role="region" aria-label={t('terms.title')} dir="auto">
      {text}
    </div>
  )
}

/** Reading the terms and agreeing to them. */
export function TermsSteps({ heading, lead, onAccept }: { heading: string; lead: string; onAccept: (version: number) => Promise<unknown> }) {
  const { t } = useTranslation('money')
  const terms = useTerms()
  const accept = useAction(async () => {
    if (!terms.data) return
    try {
      await onAccept(terms.data.version)
    } catch (error) {
      // Changed while they were read: the new ones are there to read with the words that say so.
      await terms.refetch()
      throw error
    }
  })
  return (
    <div className={styles.steps}>
      <StepHeading>{heading}</StepHeading>
      <p>{lead}</p>
      {terms.isPending && <SkeletonRows count={3} picture={false} />}
      {terms.isError && (
        <Banner tone="danger" alert action={<Button look="plain" onClick={() => void terms.refetch()}>{t('common:action.retry')}</Button>}>
          {errorText(terms.error)}
        </Banner>
      )}
      {terms.data && <TermsText text={terms.data.text} />}
      {accept.error !== undefined && (
        <Banner tone="danger" alert>
          {accept.error}
        </Banner>
      )}
      <Button look="primary" wide disabled={!terms.data} busy={accept.busy} onClick={() => void accept.run()}>
        {t('terms.accept')}
      </Button>
    </div>
  )
}
