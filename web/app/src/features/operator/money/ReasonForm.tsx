import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import parts from '@/features/wallet/Parts.module.css'
import { useAccount, walletKey } from '@/state'
import { Banner, Button, TextArea, toast, useAction } from '@/ui'
import { REASON_MAX, REASON_MIN } from './reason'

interface Props {
  /** What the reason is for. */
  children: ReactNode
  hint: string
  confirm: string
  done: string
  perform: (reason: string) => Promise<unknown>
  onDone: () => void
  /** Back to choosing. */
  other?: { label: string; onPress: () => void }
}

/** The end of whatever an operator does with a reason: asks for it, does it, says so. */
export function ReasonForm({ children, hint, confirm, done, perform, onDone, other }: Props) {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const { run, busy, error } = useAction(async () => {
    await perform(reason.trim())
    await queries.invalidateQueries({ queryKey: walletKey(account.self) })
    toast(done, { look: 'good' })
    onDone()
  })
  return (
    <form
      className={parts.steps}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      {children}
      <TextArea label={t('reason.label')} hint={hint} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={REASON_MAX} rows={3} dir="auto" />
      {error !== undefined && (
        <Banner tone="danger" alert>
          {error}
        </Banner>
      )}
      <div className={parts.actions}>
        {other && <Button onClick={other.onPress}>{other.label}</Button>}
        <Button type="submit" look="primary" busy={busy} disabled={[...reason.trim()].length < REASON_MIN}>
          {confirm}
        </Button>
      </div>
    </form>
  )
}
