import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AccountId, Person } from '@sapa/api-client'
import { useAccount, useNameOf } from '@/state'

const PAGE = 100
/** Pages that are read to know people by name; in larger places some stand there by their id. */
const MOST_PAGES = 5

/** What people are called, for lists that name them by id only. */
export function usePeopleNames(): (account: AccountId) => string {
  const account = useAccount()
  const nameOf = useNameOf()
  const { data } = useQuery({
    queryKey: ['accounts.people', account.self, 'names'],
    staleTime: 300_000,
    queryFn: async () => {
      const people: Person[] = []
      let cursor: string | undefined
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { items, next_cursor } = await account.call('accounts.people', { cursor, limit: PAGE })
        people.push(...items)
        cursor = next_cursor
        if (cursor === undefined) break
      }
      return people
    },
  })
  const names = useMemo(() => new Map(data?.map((person) => [person.account, person.display_name || person.handle])), [data])
  return (id) => names.get(id) ?? nameOf(id) ?? `${id.slice(0, 4)}…${id.slice(-4)}`
}
