import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '@/i18n/format'
import { useAccount } from '@/state'
import { Banner, Button, Sheet, useAction } from '@/ui'
import { FinishPinResetSheet } from './PinSheets'
import { TermsSteps } from './TermsSteps'
import { useWallet, type Usable } from './useWallet'

/** What its owner should know of a wallet: frozen, other terms, a PIN that somebody asked to set anew. */
export function WalletNotices({ wallet }: { wallet: Usable }) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const { refetch } = useWallet()
  const [sheet, setSheet] = useState<'terms' | 'pin'>()
  const { frozen_reason, must_accept_terms, pin_reset_ready_at } = wallet.open
  const cancel = useAction(async () => {
    await account.call('wallet.cancel_pin_reset', {})
    await refetch()
  })
  const ready = pin_reset_ready_at !== undefined && new Date(pin_reset_ready_at).getTime() <= Date.now()
  return (
    <>
      {wallet.state === 'frozen' && (
        <Banner tone="danger" title={t('notice.frozen_title')}>
          {t('notice.frozen')} {frozen_reason !== undefined && t('pay.frozen_reason', { reason: frozen_reason })}
        </Banner>
      )}
      {must_accept_terms && (
        <Banner tone="warning" title={t('notice.terms_title')} action={<Button look="plain" onClick={() => setSheet('terms')}>{t('notice.terms_read')}</Button>}>
          {t('notice.terms')}
        </Banner>
      )}
      {pin_reset_ready_at !== undefined && (
        <Banner
          tone="warning"
          title={t('notice.reset_title')}
          action={
            <>
              <Button look="plain" busy={cancel.busy} onClick={() => void cancel.run()}>
                {t('notice.reset_cancel')}
              </Button>
              {ready && (
                <Button look="plain" onClick={() => setSheet('pin')}>
                  {t('notice.reset_finish')}
                </Button>
              )}
            </>
          }
        >
          {ready ? t('notice.reset_ready') : t('notice.reset', { when: formatDateTime(pin_reset_ready_at) })} {cancel.error}
        </Banner>
      )}
      <Sheet open={sheet === 'terms'} onClose={() => setSheet(undefined)} title={t('terms.title')}>
        <TermsSteps
          heading={t('notice.terms_title')}
          lead={t('notice.terms')}
          onAccept={async (version) => {
            await account.call('wallet.accept_terms', { version })
            await refetch()
            setSheet(undefined)
          }}
        />
      </Sheet>
      {sheet === 'pin' && <FinishPinResetSheet onClose={() => setSheet(undefined)} />}
    </>
  )
}
