import type { AccountId, Card, ConversationId, Member } from '@sapa/api-client'
import { Signal } from './signal'

export interface DirectoryEnvironment {
  load: () => Promise<Card[]>
  put: (cards: readonly Card[]) => Promise<unknown>
  /** All members of a conversation, page by page. */
  members: (conversation: ConversationId) => Promise<Member[]>
}

/**
 * The public cards of everyone this device has met: friends, the other side of conversations, members of groups. Messages name
 * their sender by id only; who left a group is still known here by name.
 */
export class Directory {
  readonly cards = new Signal<ReadonlyMap<AccountId, Card>>(new Map())
  private readonly asked = new Map<ConversationId, Promise<Member[]>>()

  constructor(private readonly environment: DirectoryEnvironment) {}

  async load(): Promise<void> {
    this.learn(await this.environment.load(), false)
  }

  learn(cards: Iterable<Card>, keep = true): void {
    const known = this.cards.get()
    const fresh: Card[] = []
    for (const card of cards) {
      const current = known.get(card.account)
      if (!current || !sameCard(current, card)) fresh.push(publicCard(card))
    }
    if (fresh.length === 0) return
    const next = new Map(known)
    for (const card of fresh) next.set(card.account, card)
    this.cards.set(next)
    if (keep) void this.environment.put(fresh).catch(() => undefined)
  }

  /** Fetches a group's members once a visit, or again when someone new turns up in it. */
  members(conversation: ConversationId, again = false): Promise<Member[]> {
    const known = this.asked.get(conversation)
    if (known && !again) return known
    const asking = this.environment.members(conversation).then((members) => {
      this.learn(members)
      return members
    })
    this.asked.set(conversation, asking)
    // A failure is not remembered: the next look asks again.
    asking.catch(() => this.asked.get(conversation) === asking && this.asked.delete(conversation))
    return asking
  }

  forgetMembers(conversation: ConversationId): void {
    this.asked.delete(conversation)
  }
}

function publicCard({ account, handle, display_name, avatar_version, deleted, fictional }: Card): Card {
  return {
    account,
    handle,
    display_name,
    avatar_version,
    ...(deleted ? { deleted } : {}),
    ...(fictional ? { fictional } : {}),
  }
}

function sameCard(one: Card, other: Card): boolean {
  return (
    one.handle === other.handle &&
    one.display_name === other.display_name &&
    one.avatar_version === other.avatar_version &&
    Boolean(one.deleted) === Boolean(other.deleted)
  )
}
