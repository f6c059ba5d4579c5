import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import parts from '@/features/wallet/Parts.module.css'
import { useAccount, walletKey } from '@/state'
import { Banner, Button, Sheet, TextArea, toast, useAction } from '@/ui'
import { REASON_MAX, REASON_MIN } from './reason'

interface Props {
  /** Which words: what is closed here, or whose money goes back. */
  act: 'close' | 'give_back'
  perform: (reason: string) => Promise<unknown>
  onClose: () => void
}

/** Asks for a reason, and does what it is for. */
export function ReasonSheet({ act, perform, onClose }: Props) {
  const { t } = useTranslation('money_operator')
  const account = useAccount()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const { run, busy, error } = useAction(async () => {
    await perform(reason.trim())
    await queries.invalidateQueries({ queryKey: walletKey(account.self) })
    toast(t(`${act}.done`), { look: 'good' })
    onClose()
  })
  return (
    <Sheet open onClose={onClose} title={t(`${act}.title`)}>
      <form
        className={parts.steps}
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <p>{t(`${act}.note`)}</p>
        <TextArea label={t('reason.label')} hint={t('reason.hint')} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={REASON_MAX} rows={3} dir="auto" />
        {error !== undefined && (
          <Banner tone="danger" alert>
            {error}
          </Banner>
        )}
        <div className={parts.actions}>
          <Button type="submit" look="primary" busy={busy} disabled={[...reason.trim()].length < REASON_MIN}>
            {t(`${act}.confirm`)}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
