import type { ConversationId, Message } from '@sapa/api-client'
import type { MessageChange } from '@/sync/model'
import { isRecalled, withoutRecalledQuote } from '@/sync/quotes'
import type { PageQuery, Stretch } from '@/sync/store'
import { Signal } from './signal'

/** Messages asked for at a time: about a screen and a half, drawn within a few milliseconds. */
export const PAGE = 24
/** Messages held and drawn at most; the far end is let go when more come in on the near one. */
export const WINDOW = 120
/** A window whose reader stays at its end may grow this much before its old end is let go. */
const SLACK = 40

export interface View {
  readonly messages: readonly Message[]
  /** Everything from `from` to `to` is in `messages`, or not to be seen. `to` < `from`: nothing yet. */
  readonly from: number
  readonly to: number
  readonly atStart: boolean
  readonly atEnd: boolean
  readonly loading: 'none' | 'first' | 'before' | 'after'
  readonly error?: unknown
}

const EMPTY: View = { messages: [], from: 1, to: 0, atStart: false, atEnd: false, loading: 'first' }

export interface TimelineSource {
  page: (conversation: ConversationId, query: PageQuery) => Promise<Stretch>
  /** The first message number that this account may see, and the newest there is. */
  bounds: () => { first: number; head: number }
}

/**
 * A window on a conversation's messages: a stretch without holes that slides over any number of them. What arrives inside
 * replaces what is there, what arrives right after its end is added, everything else is left to the local store.
 */
export class Timeline {
  readonly view = new Signal<View>(EMPTY)
  /** The last message that the reader sees, or will see once the page that is under way is shown; nothing: the newest. */
  place: number | undefined
  private generation = 0
  /** What is in view was let go of, and what takes its place could not be read yet. */
  private outdated = false
  /** What was stored while a page was under way. */
  private readonly missed: MessageChange[] = []
  private underWay = 0

  constructor(
    readonly conversation: ConversationId,
    private readonly source: TimelineSource,
  ) {}

  /** Shows the newest messages. */
  async openEnd(): Promise<void> {
    this.place = undefined
    await this.open(async () => this.source.page(this.conversation, { before: this.source.bounds().head + 1, limit: PAGE }))
    // More may have arrived meanwhile.
    const { loading, error, atEnd } = this.view.get()
    if (loading === 'none' && error === undefined && !atEnd) await this.loadAfter()
  }

  /** Shows the messages around a number: a reply's original, the first unread one. */
  openAround(no: number): Promise<void> {
    this.place = no
    return this.open(async () => {
      const [before, after] = await Promise.all([
        this.source.page(this.conversation, { before: no + 1, limit: PAGE }),
        no < this.source.bounds().head
          ? this.source.page(this.conversation, { after: no, limit: PAGE })
          : Promise.resolve<Stretch>({ messages: [], from: no + 1, to: no }),
      ])
      return { messages: [...before.messages, ...after.messages], from: before.from, to: Math.max(before.to, after.to) }
    })
  }

  /** Older messages, when the reader nears the upper end. */
  async loadBefore(): Promise<void> {
    const view = this.view.get()
    if (view.atStart || view.loading !== 'none') return
    const page = await this.load('before', { before: view.from, limit: PAGE })
    if (!page) return this.applyMissed()
    const now = this.view.get()
    const fresh = page.messages.filter((message) => message.message_no < now.from)
    let messages = [...fresh, ...now.messages]
    let { to } = now
    if (messages.length > WINDOW) {
      messages = messages.slice(0, WINDOW)
      to = messages.at(-1)?.message_no ?? to
    }
    this.show(messages, Math.min(page.from, now.from), to)
    this.applyMissed()
  }

  /** Newer messages, when the window's lower end is not the conversation's. */
  async loadAfter(): Promise<void> {
    const view = this.view.get()
    if (view.atEnd || view.loading !== 'none') return
    const page = await this.load('after', { after: view.to, limit: PAGE })
    if (!page) return this.applyMissed()
    const now = this.view.get()
    const fresh = page.messages.filter((message) => message.message_no > now.to)
    let messages = [...now.messages, ...fresh]
    let { from } = now
    if (messages.length > WINDOW) {
      messages = messages.slice(-WINDOW)
      from = messages[0]?.message_no ?? from
    }
    this.show(messages, from, Math.max(page.to, now.to))
    this.applyMissed()
  }

  /** Follows what the engine stored. */
  apply(change: MessageChange): void {
    if (change.conversation !== this.conversation) return
    if (change.drop) {
      // The stretch in view is no longer held without holes.
      void this.readAnew()
      return
    }
    const view = this.view.get()
    // A page that is under way was read before this change: the change follows once the page is shown.
    if (this.underWay > 0) this.missed.push(change)
    if (view.loading === 'first') return
    const deleted = new Set(change.deleted)
    const byNo = new Map(view.messages.map((message) => [message.message_no, message]))
    let touched = false
    let { to } = view
    // What is known right after the window's end belongs to it; numbers without a message there were deleted elsewhere.
    for (const [from, end] of change.known ?? []) if (from <= to + 1 && end > to) to = end
    for (const no of deleted) touched = byNo.delete(no) || touched
    for (const message of change.messages ?? []) {
      const no = message.message_no
      if (no < view.from || no > to) continue
      const current = byNo.get(no)
      if (current && current.change_no > message.change_no) continue
      if (current?.change_no === message.change_no && current.reply_to?.recalled) continue // A page that was slow still quotes.
      if (!current && no <= view.to) continue // Deleted for me: an older version must not bring it back.
      byNo.set(no, message)
      touched = true
    }
    const recalled = new Set((change.messages ?? []).filter(isRecalled).map((message) => message.message_no))
    for (const [no, message] of recalled.size ? byNo : []) {
      const told = withoutRecalledQuote(message, (quoted) => recalled.has(quoted))
      if (told !== message) touched = Boolean(byNo.set(no, told))
    }
    if (!touched && to === view.to) return this.refreshEdges()
    this.show([...byNo.values()].sort((one, other) => one.message_no - other.message_no), view.from, to)
  }

  /** Draws a message differently until the cell has spoken. */
  replace(message: Message): void {
    const view = this.view.get()
    const messages = view.messages.map((other) => (other.message_no === message.message_no ? message : other))
    this.view.set({ ...view, messages })
  }

  /** The reader is at the end and the window grew: its old end is let go. */
  trimStart(): void {
    const view = this.view.get()
    if (view.messages.length <= WINDOW + SLACK || view.loading !== 'none') return
    const messages = view.messages.slice(-WINDOW)
    this.show(messages, messages[0]?.message_no ?? view.from, view.to)
  }

  /** The conversation's bounds changed. */
  refreshEdges(): void {
    const view = this.view.get()
    const { first, head } = this.source.bounds()
    const atStart = view.from <= first
    const atEnd = view.to >= head
    if (view.loading !== 'first' && (atStart !== view.atStart || atEnd !== view.atEnd)) this.view.set({ ...view, atStart, atEnd })
  }

  /** What failed for want of a connection goes on once there is one again. */
  resume(): void {
    const { error, loading } = this.view.get()
    if (error !== undefined || (this.outdated && loading === 'none')) void this.retry()
  }

  retry(): Promise<void> {
    const view = this.view.get()
    if (this.outdated || view.messages.length === 0) return this.readAnew()
    this.view.set({ ...view, error: undefined, loading: 'none' })
    return Promise.resolve()
  }

  /** Reads the stretch in view once more, where the reader is. Until that has succeeded it is what was there before. */
  private readAnew(): Promise<void> {
    this.outdated = true
    const { atEnd, messages } = this.view.get()
    const last = messages.at(-1)?.message_no ?? Infinity
    const follows = this.place === undefined || (atEnd && this.place >= last)
    return follows ? this.openEnd() : this.openAround(this.place as number)
  }

  private async open(read: () => Promise<Stretch>): Promise<void> {
    const generation = ++this.generation
    const view = this.view.get()
    this.view.set({ ...view, loading: 'first', error: undefined })
    this.underWay += 1
    try {
      const stretch = await read()
      if (generation !== this.generation) return
      this.outdated = false
      this.show(stretch.messages, stretch.from, stretch.to)
    } catch (error) {
      if (generation === this.generation) this.view.set({ ...this.view.get(), loading: 'none', error })
    } finally {
      this.underWay -= 1
    }
    this.applyMissed()
  }

  private async load(loading: 'before' | 'after', query: PageQuery): Promise<Stretch | undefined> {
    const generation = this.generation
    this.view.set({ ...this.view.get(), loading, error: undefined })
    this.underWay += 1
    try {
      const page = await this.source.page(this.conversation, query)
      return generation === this.generation ? page : undefined
    } catch (error) {
      if (generation === this.generation) this.view.set({ ...this.view.get(), loading: 'none', error })
      return undefined
    } finally {
      this.underWay -= 1
    }
  }

  private applyMissed(): void {
    if (this.underWay === 0) for (const change of this.missed.splice(0)) this.apply(change)
  }

  private show(messages: readonly Message[], from: number, to: number): void {
    const { first, head } = this.source.bounds()
    this.view.set({ messages, from, to, atStart: from <= first, atEnd: to >= head, loading: 'none' })
  }
}
