import type { Conversation, ConversationId, Draft } from '@sapa/api-client'
import { Signal } from './signal'

/** Words not sent yet, as this device has them; `updated_at` is this device's time and only orders them for display. */
export interface LocalDraft {
  conversation: ConversationId
  text: string
  reply_to?: number
  updated_at: string
}

/** The other devices see a draft this long after the last key. */
const SHARE_AFTER_MS = 1500

export interface DraftEnvironment {
  load: () => Promise<LocalDraft[]>
  put: (draft: LocalDraft) => Promise<unknown>
  remove: (conversation: ConversationId) => Promise<unknown>
  /** Tells the cell; an empty text removes the draft everywhere. */
  share: (draft: LocalDraft) => Promise<unknown>
}

/**
 * Drafts survive a reload at once and reach the other devices a moment later. A draft that this device has not shared yet
 * wins over the cell's; once shared, the cell's word is the only one.
 */
export class Drafts {
  /** Drafts of this device that the cell does not know yet. */
  readonly unshared = new Signal<ReadonlyMap<ConversationId, LocalDraft>>(new Map())
  private readonly timers = new Map<ConversationId, ReturnType<typeof setTimeout>>()

  constructor(private readonly environment: DraftEnvironment) {}

  async load(): Promise<void> {
    const rows = await this.environment.load()
    this.unshared.set(new Map(rows.map((row) => [row.conversation, row])))
  }

  set(conversation: ConversationId, text: string, replyTo?: number): void {
    const draft: LocalDraft = { conversation, text, reply_to: replyTo, updated_at: new Date().toISOString() }
    this.unshared.set(new Map(this.unshared.get()).set(conversation, draft))
    void this.environment.put(draft).catch(() => undefined)
    clearTimeout(this.timers.get(conversation))
    this.timers.set(
      conversation,
      setTimeout(() => void this.share(conversation), SHARE_AFTER_MS),
    )
  }

  /** Shares at once: the conversation is left, the page is hidden, the message was sent. */
  flush(conversation?: ConversationId): void {
    for (const id of conversation ? [conversation] : [...this.timers.keys()]) {
      if (!this.timers.has(id)) continue
      clearTimeout(this.timers.get(id))
      void this.share(id)
    }
  }

  /** After a reconnection: what could not be shared. */
  shareAll(): void {
    for (const id of this.unshared.get().keys()) void this.share(id)
  }

  private async share(conversation: ConversationId): Promise<void> {
    this.timers.delete(conversation)
    const draft = this.unshared.get().get(conversation)
    if (!draft) return
    try {
      await this.environment.share(draft)
    } catch {
      return // Kept; shared when the connection is back or with the next key.
    }
    if (this.unshared.get().get(conversation) !== draft) return
    const rest = new Map(this.unshared.get())
    rest.delete(conversation)
    this.unshared.set(rest)
    await this.environment.remove(conversation).catch(() => undefined)
  }
}

/** What the composer and the list show. */
export function draftOf(conversation: Conversation, unshared: ReadonlyMap<ConversationId, LocalDraft>): Draft | undefined {
  const local = unshared.get(conversation.conversation)
  if (!local) return conversation.draft
  return local.text ? local : undefined
}
