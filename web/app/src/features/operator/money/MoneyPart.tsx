import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { paths } from '@/routes/paths'
import { useSlot } from '@/state'
import { Segmented } from '@/ui'
import { BankPart } from './BankPart'
import { Inspections } from './Inspections'
import { MoneySettings } from './MoneySettings'
import { Overview } from './Overview'
import { WalletPeople } from './WalletPeople'

const PARTS = ['overview', 'bank', 'people', 'looks', 'settings'] as const
type Part = (typeof PARTS)[number]

/** All wallets together, the bank, one person's with a reason, who looked, and what holds for all. */
export function MoneyPart() {
  const { t } = useTranslation('money_operator')
  const slot = useSlot()
  const navigate = useNavigate()
  const { of } = useSearch({ strict: false }) as { of?: unknown }
  const part = PARTS.find((one) => one === of) ?? 'overview'
  const show = (next: Part) => void navigate({ to: paths.operator(slot) as '/', search: { part: 'money', of: next } as object, replace: true })
  return (
    <>
      <Segmented label={t('parts')} quietLabel value={part} onChange={show} options={PARTS.map((value) => ({ value, label: t(`${value}.title`) }))} />
      {part === 'overview' && <Overview onSettings={() => show('settings')} />}
      {part === 'bank' && <BankPart />}
      {part === 'people' && <WalletPeople />}
      {part === 'looks' && <Inspections />}
      {part === 'settings' && <MoneySettings />}
    </>
  )
}
