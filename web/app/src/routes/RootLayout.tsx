import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { DemoLine } from './DemoLine'
import { registerWorker } from '@/sw/register'
import { toast, Toaster } from '@/ui'

/** A new version waits for a press; it must not take the words out of someone's hands. */
const OFFER_LASTS_MS = 60_000

export function RootLayout() {
  const { t } = useTranslation('chat')
  useEffect(() => {
    registerWorker((apply) => toast(t('update.ready'), { action: { label: t('update.apply'), run: apply }, lasts: OFFER_LASTS_MS }))
    // Once: there is one worker, whatever the language.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return (
    <>
      <DemoLine />
      <Outlet />
      <Toaster />
    </>
  )
}
