import { lazy, useCallback, useState, type ReactNode } from 'react'
import type { Money } from '@sapa/api-client'
import type { Face } from '@/ui'
import { withMoneyWords } from '@/i18n/setup'
import { Apart } from './Apart'

const PaymentSheet = lazy(withMoneyWords(() => import('./PaymentSheet').then((module) => ({ default: module.PaymentSheet }))))

export interface Payment<T> {
  /** What happens, as a verb: "Send a red packet". */
  title: string
  /** Whom it is for; a bank account or a group has only a name. */
  payee?: Face | { display_name: string }
  money: Money
  note?: string
  /** Does it with this PIN. Called again after a wrong PIN or a lost answer: it keeps one `client_id`, so that nothing is paid twice. */
  perform: (pin: string) => Promise<T>
}

interface Pending {
  payment: Payment<unknown>
  resolve: (result: unknown) => void
}

/**
 * Paying: a sheet that shows what is paid, asks for the PIN, and knows the way out of whatever is in the way (no wallet, new
 * terms, too little money). `await pay(…)` is what `perform` answered, or undefined when the person closed it. Show `element` somewhere.
 */
export function usePayment(): { pay: <T>(payment: Payment<T>) => Promise<T | undefined>; element: ReactNode } {
  const [pending, setPending] = useState<Pending>()
  const pay = useCallback(
    <T,>(payment: Payment<T>) => new Promise<T | undefined>((resolve) => setPending({ payment, resolve: resolve as Pending['resolve'] })),
    [],
  )
  const close = (result: unknown) => {
    setPending(undefined)
    pending?.resolve(result)
  }
  const element = pending && (
    <Apart>
      <PaymentSheet payment={pending.payment} onClose={close} />
    </Apart>
  )
  return { pay, element }
}
