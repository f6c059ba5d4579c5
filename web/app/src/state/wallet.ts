import { isWorthRetrying, type AccountId, type Wallet } from '@sapa/api-client'
import type { QueryClient } from '@tanstack/react-query'
import type { Account } from './account'

/** Where everything about an account's money lies among the queries: what happens to it makes all of that old. */
export function walletKey(self: AccountId, ...rest: readonly unknown[]): readonly unknown[] {
  return ['wallet', self, ...rest]
}

/** Questions about money say at once that there is no connection, instead of waiting for one without a word. */
export const SAYS_OFFLINE = {
  networkMode: 'always',
  retry: (count: number, error: unknown) => count < 3 && navigator.onLine !== false && isWorthRetrying(error),
} as const

/** Asks again for what is shown of an account's money whenever the cell says that it moved, and after every absence. */
export function followMoney(account: Account, queries: QueryClient): () => void {
  const again = (...rest: readonly unknown[]) => void queries.invalidateQueries({ queryKey: walletKey(account.self, ...rest) })
  const stopEvents = account.onMoney((event) => (event.type === 'wallet' ? again() : again('packet', event.payment)))
  let wasAway = false
  const stopConnection = account.connection.subscribe(() => {
    const online = account.connection.get() === 'online'
    if (online && wasAway) again()
    wasAway = !online
  })
  return () => {
    stopEvents()
    stopConnection()
  }
}

const keyOf = (self: AccountId) => `sapa.wallet.${self}`

/** The wallet as this device saw it last, for times without a connection. */
export function rememberedWallet(self: AccountId): { wallet: Wallet; at: number } | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(self)) ?? 'null')
    return typeof value === 'object' && value !== null && 'wallet' in value && 'at' in value ? (value as { wallet: Wallet; at: number }) : undefined
  } catch {
    return undefined
  }
}

export function rememberWallet(self: AccountId, wallet: Wallet): void {
  try {
    localStorage.setItem(keyOf(self), JSON.stringify({ wallet, at: Date.now() }))
  } catch {
    // Without storage the wallet is read when there is a connection.
  }
}

export function forgetWallet(self: AccountId): void {
  localStorage.removeItem(keyOf(self))
}
