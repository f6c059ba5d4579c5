import { lazy, useCallback, useState, type ReactNode } from 'react'
import { withMoneyWords } from '@/i18n/setup'
import { Apart } from './Apart'

const OpenWalletSheet = lazy(withMoneyWords(() => import('./OpenWalletSheet').then((module) => ({ default: module.OpenWalletSheet }))))

/** Opening a wallet as a sheet over whatever page needs one: `if (await open()) …`. Show `element` somewhere. */
export function useOpenWallet(): { open: () => Promise<boolean>; element: ReactNode } {
  const [answer, setAnswer] = useState<(opened: boolean) => void>()
  const open = useCallback(() => new Promise<boolean>((resolve) => setAnswer(() => resolve)), [])
  const close = (opened: boolean) => {
    setAnswer(undefined)
    answer?.(opened)
  }
  const element = answer && (
    <Apart>
      <OpenWalletSheet onClose={close} />
    </Apart>
  )
  return { open, element }
}
