import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutputOf } from '@sapa/api-client'
import { formatNumber } from '@/i18n/format'
import { useAccount } from '@/state'
import { Banner, Button, ListRow, Section, useAction } from '@/ui'

/** The cell looks at every transfer again: longer than other answers, in a large place. */
const AUDIT_TIMEOUT_MS = 120_000

/** Derives every balance anew and says whether all of it adds up. */
export function AuditBooks() {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const [found, setFound] = useState<OutputOf<'wallet.audit'>>()
  const { run, busy, error } = useAction(async () => {
    setFound(undefined)
    setFound(await account.call('wallet.audit', {}, { timeoutMs: AUDIT_TIMEOUT_MS }))
  })
  return (
    <>
      <Button busy={busy} onClick={() => void run()}>
        {t('audit.run')}
      </Button>
      {error !== undefined && (
        <Banner tone="danger" alert>
          {error}
        </Banner>
      )}
      <div role="status">
        {found && (
          <Banner tone={found.offences === 0 ? 'good' : 'danger'} title={found.offences === 0 ? t('audit.sound') : t('audit.offences', { count: found.offences })}>
            {t('audit.checked', { transfers: formatNumber(found.checked.ledger_transfers), wallets: formatNumber(found.checked.wallets) })}{' '}
            {found.undrawn > 0 && t('audit.undrawn', { count: found.undrawn })}
          </Banner>
        )}
      </div>
      {found && found.first.length > 0 && (
        <Section heading={t('audit.first')} note={t('audit.note')}>
          {found.first.map((offence, index) => (
            <ListRow
              key={index}
              title={
                <bdi>
                  {offence.rule}: {offence.table}
                </bdi>
              }
              detail={
                <>
                  <bdi>{offence.key}</bdi>
                  <br />
                  {t('audit.instead', { found: offence.found, expected: offence.expected })}
                </>
              }
            />
          ))}
        </Section>
      )}
    </>
  )
}
