import type { AccountId, ConversationId } from '@sapa/api-client'
import { Signal } from './signal'

/** Who types is told every 4 seconds; silence for longer than that means that they stopped. */
const FORGET_AFTER_MS = 6_000

export class Typing {
  readonly now = new Signal<ReadonlyMap<ConversationId, readonly AccountId[]>>(new Map())
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>()

  heard(conversation: ConversationId, account: AccountId): void {
    const key = `${conversation}/${account}`
    clearTimeout(this.timers.get(key))
    this.timers.set(
      key,
      setTimeout(() => this.stopped(conversation, account), FORGET_AFTER_MS),
    )
    const typing = this.now.get().get(conversation) ?? []
    if (!typing.includes(account)) this.now.set(new Map(this.now.get()).set(conversation, [...typing, account]))
  }

  stopped(conversation: ConversationId, account: AccountId): void {
    const key = `${conversation}/${account}`
    clearTimeout(this.timers.get(key))
    this.timers.delete(key)
    const typing = this.now.get().get(conversation)
    if (!typing?.includes(account)) return
    const next = new Map(this.now.get())
    const rest = typing.filter((other) => other !== account)
    if (rest.length) next.set(conversation, rest)
    else next.delete(conversation)
    this.now.set(next)
  }
}
