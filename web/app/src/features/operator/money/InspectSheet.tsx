import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inspected, Person } from '@sapa/api-client'
import { Lines } from '@/features/wallet/Lines'
import { Fact, StepHeading } from '@/features/wallet/Parts'
import parts from '@/features/wallet/Parts.module.css'
import { formatDate } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { useAccount, walletKey } from '@/state'
import { Avatar, Banner, Button, Name, Sheet, TextArea, toast, useAction } from '@/ui'
import { REASON_MAX, REASON_MIN } from './reason'


type Act = 'look' | 'freeze' | 'unfreeze' | 'verify' | 'unverify'

/** Asks for a reason, says that the person reads it, and then shows their wallet and what can be done to it. */
export function InspectSheet({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const queries = useQueryClient()
  const [seen, setSeen] = useState<Inspected>()
  const [act, setAct] = useState<Act | undefined>('look')
  const who = person.account
  const name = person.display_name
  const perform = async (reason: string) => {
    if (act === 'freeze' || act === 'unfreeze') await account.call(`wallet.${act}`, { account: who, reason })
    if (act === 'verify' || act === 'unverify') await account.call('wallet.set_level', { account: who, reason, level: act === 'verify' ? 'verified' : 'basic' })
    // What was done is seen without another look, which the person would be told of as well.
    if (act === 'look' || !seen) setSeen(await account.call('wallet.inspect', { account: who, reason }))
    else setSeen(after(seen, act, reason))
    if (act !== 'look') toast(t(`act.${act ?? 'look'}_done`, { name }), { look: 'good' })
    setAct(undefined)
    await queries.invalidateQueries({ queryKey: walletKey(account.self, 'inspections') })
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={
        <span className={parts.payee}>
          <Avatar face={person} size={32} />
          <Name>{name}</Name>
        </span>
      }
    >
      {act ? (
        <Reason key={act} act={act} name={name} onGiven={perform} onBack={seen && (() => setAct(undefined))} />
      ) : (
        seen && <WalletOf seen={seen} onAct={setAct} />
      )}
    </Sheet>
  )
}

function after(seen: Inspected, act: Act | undefined, reason: string): Inspected {
  switch (act) {
    case 'freeze':
      return { ...seen, frozen_reason: reason }
    case 'unfreeze':
      return { ...seen, frozen_reason: undefined }
    case 'verify':
      return { ...seen, level: 'verified' }
    case 'unverify':
      return { ...seen, level: 'basic' }
    default:
      return seen
  }
}

function Reason({ act, name, onGiven, onBack }: { act: Act; name: string; onGiven: (reason: string) => Promise<void>; onBack?: () => void }) {
  const { t } = useTranslation('money_operator')
  const [reason, setReason] = useState('')
  const { run, busy, error } = useAction(() => onGiven(reason.trim()))
  return (
    <form
      className={parts.steps}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <StepHeading>{t(`act.${act}_title`)}</StepHeading>
      <p>{t(`act.${act}_note`)}</p>
      <Banner tone="warning" title={t('reason.read_title', { name })}>
        {t('reason.read')}
      </Banner>
      <TextArea label={t('reason.label')} hint={t('reason.hint')} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={REASON_MAX} rows={3} dir="auto" />
      {error !== undefined && (
        <Banner tone="danger" alert>
          {error}
        </Banner>
      )}
      <div className={parts.actions}>
        {onBack && <Button onClick={onBack}>{t('common:action.back')}</Button>}
        <Button type="submit" look={act === 'freeze' ? 'danger' : 'primary'} busy={busy} disabled={[...reason.trim()].length < REASON_MIN}>
          {t(`act.${act}`)}
        </Button>
      </div>
    </form>
  )
}

function WalletOf({ seen, onAct }: { seen: Inspected; onAct: (act: Act) => void }) {
  const { t } = useTranslation('money_operator')
  const money = (amount: string) => formatMoney({ amount, currency: seen.currency })
  const frozen = seen.frozen_reason !== undefined
  return (
    <>
      <StepHeading>{t('look.title')}</StepHeading>
      {frozen && (
        <Banner tone="danger" title={t('look.frozen')}>
          {seen.frozen_reason}
        </Banner>
      )}
      <dl className={parts.facts}>
        <Fact name={t('look.balance')} value={money(seen.balance)} strong />
        <Fact name={t('look.held')} value={money(seen.held)} />
        <Fact name={t('look.level')} value={t(`look.level_name.${seen.level}`)} />
        <Fact name={t('look.opened')} value={formatDate(seen.opened_at)} />
      </dl>
      <div className={parts.actions}>
        <Button look={frozen ? 'secondary' : 'danger'} onClick={() => onAct(frozen ? 'unfreeze' : 'freeze')}>
          {frozen ? t('act.unfreeze') : t('act.freeze')}
        </Button>
        <Button onClick={() => onAct(seen.level === 'basic' ? 'verify' : 'unverify')}>{seen.level === 'basic' ? t('act.verify') : t('act.unverify')}</Button>
      </div>
      {seen.lines.length > 0 ? <Lines lines={seen.lines} currency={seen.currency} plain /> : <p className={parts.quiet}>{t('look.nothing')}</p>}
    </>
  )
}
