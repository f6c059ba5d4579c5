import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { Conversation } from '@sapa/api-client'
import { withMoneyWords } from '@/i18n/setup'
import { MoneySheetContext, type MoneySheet } from './sheets'

const MoneyHost = lazy(withMoneyWords(() => import('./MoneyHost')))

/** Around a conversation: whatever in it opens something about money opens it here. */
export function MoneySheets({ conversation, onSent, children }: { conversation: Conversation; onSent: () => void; children: ReactNode }) {
  const [sheet, setSheet] = useState<MoneySheet>()
  return (
    <MoneySheetContext value={setSheet}>
      {children}
      <Suspense fallback={null}>{sheet && <MoneyHost sheet={sheet} conversation={conversation} onSent={onSent} onClose={() => setSheet(undefined)} />}</Suspense>
    </MoneySheetContext>
  )
}
