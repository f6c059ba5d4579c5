import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { newKey, type PaymentId } from '@sapa/api-client'
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

/**
 * An id for what is about to be sent: the same for the same content, so that a second try after a lost answer sends nothing
 * twice, and another one as soon as anything in it is changed.
 */
export function useClientId(): (content: unknown) => string {
  const last = useRef<{ content: string; id: string } | undefined>(undefined)
  return useCallback((content) => {
    const text = JSON.stringify(content)
    if (last.current?.content !== text) last.current = { content: text, id: newKey() }
    return last.current.id
  }, [])
}
