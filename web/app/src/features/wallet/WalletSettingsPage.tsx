import { KeyRound, LifeBuoy, ScrollText } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '@/i18n/errors'
import { formatMoney } from '@/i18n/money'
import { useMe } from '@/state'
import { Banner, ListRow, RowIcon, Section, Sheet, SkeletonRows } from '@/ui'
import { WalletNotices } from './Notices'
import { Fact } from './Parts'
import { AskPinResetSheet, ChangePinSheet } from './PinSheets'
import { TermsText, useTerms } from './TermsSteps'
import type { Usable } from './useWallet'
import { WalletFrame } from './WalletFrame'
import parts from './Parts.module.css'

/** The PIN, the limits and what they depend on, the terms. */
export function WalletSettingsPage() {
  const { t } = useTranslation('money')
  return <WalletFrame title={t('settings.title')}>{(wallet) => <Settings wallet={wallet} />}</WalletFrame>
}

function Settings({ wallet }: { wallet: Usable }) {
  const { t } = useTranslation('money')
  const me = useMe()
  const [sheet, setSheet] = useState<'change' | 'forgot' | 'terms'>()
  const close = () => setSheet(undefined)
  const { open, currency } = wallet
  const money = (amount: string) => formatMoney({ amount, currency })
  return (
    <>
      <WalletNotices wallet={wallet} />
      <Section heading={t('settings.pin')}>
        <ListRow onPress={() => setSheet('change')} start={<RowIcon><KeyRound /></RowIcon>} title={t('settings.change_pin')} opens />
        {/* Residents of a demo town have no password to prove that it is them. */}
        {me?.fictional !== true && open.pin_reset_ready_at === undefined && (
          <ListRow onPress={() => setSheet('forgot')} start={<RowIcon><LifeBuoy /></RowIcon>} title={t('settings.forgot_pin')} detail={t('settings.forgot_detail')} opens />
        )}
      </Section>
      <Section heading={t('settings.limits')} note={t(`settings.level_note.${open.level}`)}>
        <dl className={parts.plain}>
          <Fact name={t('settings.level')} value={t(`settings.level_name.${open.level}`)} />
          <Fact name={t('settings.payment_limit')} value={money(open.payment_limit)} />
          <Fact name={t('settings.day_limit')} value={money(open.day_limit)} />
          <Fact name={t('settings.left_today')} value={money(open.left_today)} />
        </dl>
      </Section>
      <Section>
        <ListRow onPress={() => setSheet('terms')} start={<RowIcon tone="sand"><ScrollText /></RowIcon>} title={t('terms.title')} opens />
      </Section>
      {sheet === 'change' && <ChangePinSheet onClose={close} />}
      {sheet === 'forgot' && <AskPinResetSheet onClose={close} />}
      {sheet === 'terms' && <TermsSheet onClose={close} />}
    </>
  )
}

function TermsSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('money')
  const terms = useTerms()
  return (
    <Sheet open onClose={onClose} title={t('terms.title')}>
      {terms.isPending && <SkeletonRows count={3} picture={false} />}
      {terms.isError && <Banner tone="danger">{errorText(terms.error)}</Banner>}
      {terms.data && <TermsText text={terms.data.text} />}
    </Sheet>
  )
}
