import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { PaymentId } from '@sapa/api-client'
import { useAccount, walletKey } from '@/state'
import type { ChatTransfer, MoneyRequest } from './types'

export function useTransfer(payment: PaymentId) {
  const account = useAccount()
  const queries = useQueryClient()
  const queryKey = walletKey(account.self, 'transfer', payment)
  const query = useQuery<ChatTransfer>({ queryKey, queryFn: () => account.call('wallet.transfer_status', { payment }), staleTime: 0 })
  return { ...query, learn: (transfer: ChatTransfer) => queries.setQueryData(queryKey, transfer) }
}

/** Nothing can change any more. */
export function isSettled(request: MoneyRequest): boolean {
  return request.cancelled_at !== undefined || request.shares.every(({ state }) => state !== 'open')
}

/** A request or a bill. With a card's state: asked again when that changes, and not any more once it is settled. */
export function useRequest(payment: PaymentId, cardState?: string) {
  const account = useAccount()
  const queries = useQueryClient()
  const queryKey = walletKey(account.self, 'request', payment)
  const query = useQuery<MoneyRequest>({
    queryKey,
    queryFn: () => {
      const known = queries.getQueryData<MoneyRequest>(queryKey)
      return known && isSettled(known) ? known : account.call('wallet.request_status', { payment })
    },
    staleTime: cardState === undefined ? 0 : ({ state }) => (state.data && isSettled(state.data) ? Infinity : 30_000),
  })
  const before = useRef(cardState)
  useEffect(() => {
    if (before.current === cardState) return
    before.current = cardState
    void queries.invalidateQueries({ queryKey: walletKey(account.self, 'request', payment) })
  }, [cardState, queries, account.self, payment])
  return { ...query, learn: (request: MoneyRequest) => queries.setQueryData(queryKey, request) }
}
