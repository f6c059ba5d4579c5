import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { AccountId, PaymentId } from '@sapa/api-client'
import { useAccount, walletKey, type Account } from '@/state'
import type { PacketStatus, RedPacket } from './types'

/** Packets that one call asks about; the cell takes no more. */
export const MOST_AT_ONCE = 100

/** Puts together what is asked for within a moment: a conversation full of packets asks once. */
export function batcher(ask: (payments: PaymentId[]) => Promise<readonly PacketStatus[]>): (payment: PaymentId) => Promise<PacketStatus | null> {
  let waiting = new Map<PaymentId, Promise<PacketStatus | null>>()
  let next: Promise<ReadonlyMap<PaymentId, PacketStatus>[]> | undefined
  const send = async () => {
    // All cards of a page are drawn in one go: when this runs they have all asked.
    await Promise.resolve()
    const payments = [...waiting.keys()]
    waiting = new Map()
    next = undefined
    const pages: Promise<ReadonlyMap<PaymentId, PacketStatus>>[] = []
    for (let at = 0; at < payments.length; at += MOST_AT_ONCE) {
      pages.push(ask(payments.slice(at, at + MOST_AT_ONCE)).then((found) => new Map(found.map((status) => [status.payment, status]))))
    }
    return Promise.all(pages)
  }
  return (payment) => {
    const asked = waiting.get(payment)
    if (asked) return asked
    const together = (next ??= send())
    // The cell leaves out what this account may not see.
    const answer = together.then((pages) => pages.map((page) => page.get(payment)).find((status) => status !== undefined) ?? null)
    waiting.set(payment, answer)
    return answer
  }
}

const batchers = new WeakMap<Account, ReturnType<typeof batcher>>()

function batcherOf(account: Account): ReturnType<typeof batcher> {
  const known = batchers.get(account)
  if (known) return known
  const made = batcher((payments) => account.call('wallet.packet_states', { payments }).then(({ packets }) => packets))
  batchers.set(account, made)
  return made
}

const stateKey = (self: AccountId, payment: PaymentId) => walletKey(self, 'packet', payment, 'state')
const isOver = (status: PacketStatus | null | undefined) => status != null && status.state !== 'open'

/** What has become of a packet whose card is on the screen. Once it is over it is not asked for again. */
export function usePacketStatus(payment: PaymentId, cardState: string): PacketStatus | undefined {
  const account = useAccount()
  const queries = useQueryClient()
  const { data } = useQuery<PacketStatus | null>({
    queryKey: stateKey(account.self, payment),
    queryFn: () => {
      const known = queries.getQueryData<PacketStatus>(stateKey(account.self, payment))
      return known && isOver(known) ? known : batcherOf(account)(payment)
    },
    staleTime: ({ state }) => (isOver(state.data) ? Infinity : 30_000),
  })
  // The card changes once, when the packet closes.
  const behind = cardState !== 'waiting' && data != null && data.state === 'open'
  useEffect(() => {
    if (behind) void queries.invalidateQueries({ queryKey: stateKey(account.self, payment) })
  }, [behind, queries, account.self, payment])
  return data ?? undefined
}

/** Notes what an answer says of a packet, so that its card need not ask. */
export function learnPacket(queries: QueryClient, self: AccountId, packet: RedPacket): void {
  const { payment, state, my_share, taken, shares } = packet
  queries.setQueryData<PacketStatus>(stateKey(self, payment), { payment, state, shares, ...(taken === undefined ? {} : { taken }), ...(my_share === undefined ? {} : { my_share }) })
}
