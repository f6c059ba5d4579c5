import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Wallet } from '@sapa/api-client'
import { rememberedWallet, rememberWallet, SAYS_OFFLINE, useAccount, useConnection, walletKey } from '@/state'

export interface WalletState {
  /** Nothing until it was read for the first time on this device. */
  wallet: Wallet | undefined
  /** It could not be read now: what stands there is from this time. */
  lastKnownAt: number | undefined
  error: unknown
  isPending: boolean
  refetch: () => Promise<unknown>
}

/** The caller's wallet: read once, again whenever the cell says that it changed, and remembered for times without a connection. */
export function useWallet(): WalletState {
  const account = useAccount()
  const connection = useConnection()
  const query = useQuery<Wallet>({
    queryKey: walletKey(account.self, 'me'),
    queryFn: () => account.call('wallet.me', {}),
    staleTime: 0,
    ...SAYS_OFFLINE,
    initialData: () => rememberedWallet(account.self)?.wallet,
    initialDataUpdatedAt: () => rememberedWallet(account.self)?.at,
  })
  const { data, dataUpdatedAt, isFetchedAfterMount, isSuccess, error } = query
  useEffect(() => {
    if (data && isSuccess && isFetchedAfterMount) rememberWallet(account.self, data)
  }, [account.self, data, isSuccess, isFetchedAfterMount])
  const away = connection !== 'online' && connection !== 'connecting'
  return {
    wallet: data,
    lastKnownAt: data && (query.isError || away) ? dataUpdatedAt : undefined,
    error,
    isPending: query.isPending,
    refetch: query.refetch,
  }
}

/** An open wallet with what fields and sheets need of it; nothing while there is none. */
export type Usable = Wallet & Required<Pick<Wallet, 'currency' | 'step' | 'exponent' | 'open'>>

export function usable(wallet: Wallet | undefined): Usable | undefined {
  return wallet?.open && wallet.currency !== undefined && wallet.step !== undefined && wallet.exponent !== undefined ? (wallet as Usable) : undefined
}
