import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ApiError, type CellInfo, type Me } from '@sapa/api-client'
import { MAX_SLOTS, paths } from '@/routes/paths'
import { callAs, freeSlot, rememberedSlots, signedIn } from '@/state'

/** What the search of a page before signing in may carry. Everything in a URL is a stranger's words: each part is checked. */
export interface EntrySearch {
  /** The account of this browser that is signing in again. */
  slot?: number
  /** Who it was, to spare typing. */
  handle?: string
  /** Why the person is here: their session is over. */
  why?: string
  /** A path of this client to go to afterwards. */
  next?: string
  /** An invitation's code. */
  invitation?: string
  /** A resident of the demo town. */
  as?: string
}

export function useEntrySearch(): EntrySearch {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const text = (key: string) => (typeof search[key] === 'string' || typeof search[key] === 'number' ? String(search[key]) : undefined)
  const slot = Number(search['slot'])
  return {
    slot: search['slot'] !== undefined && Number.isInteger(slot) && slot >= 0 && slot < MAX_SLOTS ? slot : undefined,
    handle: text('handle'),
    why: text('why'),
    next: ownPath(text('next')),
    invitation: text('invitation'),
    as: text('as'),
  }
}

/** Only pages of this client: `//elsewhere` and `/\elsewhere` would leave it. */
export function ownPath(path: string | undefined): string | undefined {
  return path !== undefined && /^\/(add|join|pay|u)\/[\w\-/.]*$/.test(path) ? path : undefined
}

export function useCellInfo() {
  return useQuery<CellInfo>({ queryKey: ['cell.info'], queryFn: () => callAs(0, 'cell.info', {}), staleTime: 60_000 })
}

/** The slot in which this account was before: signing in again should not take a second one. */
function slotOf(handle: string | undefined): number | undefined {
  const found = Object.entries(rememberedSlots()).find(([, card]) => card?.handle === handle)
  return found && Number(found[0])
}

/** Signs somebody in by `work` in the slot that the URL names, else in their own, else in the first free one; says which it was. */
export function useEntry() {
  const search = useEntrySearch()
  const navigate = useNavigate()
  return {
    search,
    enter: async <T extends { account: Me }>(work: (slot: number) => Promise<T>, handle?: string): Promise<T & { slot: number }> => {
      const slot = search.slot ?? slotOf(handle) ?? (await freeSlot())
      if (slot === undefined) throw new ApiError('accounts.slots_full', 'all slots are taken')
      const result = await work(slot)
      await signedIn(slot, result.account)
      return { ...result, slot }
    },
    /** Leads on: to where the person was going, else to the chats. No way back to the form. */
    proceed: (slot: number) => navigate({ to: (search.next ?? paths.chats(slot)) as '/', replace: true }),
  }
}
