import type { InputOf } from '@sapa/api-client'
import type { Account } from '@/state'

/** A page of the statement; whom it names is known from then on. */
export async function readLines(account: Account, input: InputOf<'wallet.statement'>) {
  const page = await account.call('wallet.statement', input)
  account.directory.learn(page.people ?? [])
  return page
}
