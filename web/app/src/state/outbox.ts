import {
  ApiError,
  CLIENT_CODES,
  isApiError,
  isSignedOut,
  isWorthRetrying,
  newKey,
  type AccountId,
  type BodyInput,
  type ConversationId,
  type Mention,
  type Message,
  type Photo,
  type ReplyTo,
  type Upload,
} from '@sapa/api-client'
import { Signal } from './signal'

export interface OutgoingPhoto {
  file: Blob
  /** As the browser decoded it; 0 when it could not. */
  width: number
  height: number
  /** Set once the cell has the bytes; the cell keeps an unused upload for a day. */
  uploaded?: Upload
}
export type OutgoingBody =
  | { kind: 'text'; text: string; mentions?: Mention[] }
  | { kind: 'photos'; photos: OutgoingPhoto[]; caption?: string }

/** A message on its way. The `client_id` makes every retry the same message. */
export interface OutboxItem {
  client_id: string
  conversation: ConversationId
  created_at: string
  /** Orders what was written on this device. */
  order: number
  body: OutgoingBody
  reply_to?: ReplyTo
  state: 'waiting' | 'sending' | 'sent' | 'failed'
  error?: { code: string; message: string; details?: Record<string, unknown> }
  message_no?: number
}

const RETRY_FIRST_MS = 2_000
const RETRY_MAX_MS = 60_000

export interface OutboxEnvironment {
  self: AccountId
  load: () => Promise<OutboxItem[]>
  put: (item: OutboxItem) => Promise<unknown>
  remove: (clientId: string) => Promise<unknown>
  send: (item: OutboxItem, body: BodyInput) => Promise<{ message_no: number; change_no: number; sent_at: string }>
  upload: (photo: OutgoingPhoto, signal: AbortSignal, onProgress: (fraction: number) => void) => Promise<Upload>
  /** True when the message stands in its conversation now; else the item stays visible until it does. */
  onSent: (message: Message, item: OutboxItem) => boolean
  /** Runs `work` unless another tab is at the same item. */
  exclusively: (name: string, work: () => Promise<void>) => Promise<boolean>
  setTimer?: (run: () => void, ms: number) => unknown
}

/**
 * Messages written here and not yet in their conversation. They survive a reload, go out one after the other in each
 * conversation, are tried again as long as that can help, and stay with a reason and a retry when it cannot.
 */
export class Outbox {
  readonly items = new Signal<readonly OutboxItem[]>([])
  /** Of photos on their way: the fraction of bytes sent. */
  readonly progress = new Signal<ReadonlyMap<string, number>>(new Map())
  private readonly busy = new Set<ConversationId>()
  private readonly aborts = new Map<string, AbortController>()
  /** Items that came from the store: other tabs have them too, and may have sent or discarded them. */
  private readonly shared = new Set<string>()
  private retries = 0
  private order = Date.now()

  constructor(private readonly environment: OutboxEnvironment) {}

  async load(): Promise<void> {
    const items = await this.environment.load()
    const waiting = items.map((item): OutboxItem => (item.state === 'sending' ? { ...item, state: 'waiting' } : item))
    // What was written while the store was loading comes after.
    const known = new Set(waiting.map((item) => item.client_id))
    for (const id of known) this.shared.add(id)
    this.items.set([...waiting, ...this.items.get().filter((item) => !known.has(item.client_id))].sort((a, b) => a.order - b.order))
    this.pumpAll()
  }

  add(conversation: ConversationId, body: OutgoingBody, replyTo?: ReplyTo): OutboxItem {
    const item: OutboxItem = {
      client_id: newKey(),
      conversation,
      created_at: new Date().toISOString(),
      order: (this.order = Math.max(this.order + 1, Date.now())),
      body,
      reply_to: replyTo,
      state: 'waiting',
    }
    this.items.set([...this.items.get(), item])
    void this.save(item).then(() => this.pump(conversation))
    return item
  }

  retry(clientId: string): void {
    const item = this.find(clientId)
    if (!item) return
    this.change(clientId, { state: 'waiting', error: undefined })
    void this.pump(item.conversation)
  }

  /** Takes a message back that has not left yet; a send under way may still succeed, then its message appears. */
  cancel(clientId: string): void {
    this.aborts.get(clientId)?.abort()
    this.forget(clientId)
  }

  /** The connection is back: everything that waits goes out now. */
  pumpAll(): void {
    this.retries = 0
    for (const conversation of new Set(this.items.get().map((item) => item.conversation))) void this.pump(conversation)
  }

  /** A message of our own stands in its conversation: it need not be shown from here any more. */
  arrived(messages: readonly Message[]): void {
    if (this.items.get().length === 0) return
    for (const message of messages) {
      if (message.sender !== this.environment.self || message.client_id === undefined) continue
      const item = this.find(message.client_id)
      if (item && item.conversation === message.conversation) this.forget(message.client_id)
    }
  }

  /** Everything that was on its way to a conversation that is gone. */
  drop(conversation: ConversationId): void {
    for (const item of this.items.get()) if (item.conversation === conversation) this.cancel(item.client_id)
  }

  private async pump(conversation: ConversationId): Promise<void> {
    if (this.busy.has(conversation)) return
    this.busy.add(conversation)
    try {
      for (;;) {
        const next = this.items.get().find((item) => item.conversation === conversation && item.state === 'waiting')
        if (!next) return
        let goOn = false
        const ours = await this.environment.exclusively(next.client_id, async () => {
          if (await this.isGone(next.client_id)) this.forget(next.client_id, false)
          else goOn = await this.deliver(next)
        })
        // Another tab has it: its push will take it from our list; if that tab is closed, the next reload finds it.
        if (!ours) this.forget(next.client_id, false)
        else if (!goOn && this.find(next.client_id)) return
      }
    } finally {
      this.busy.delete(conversation)
    }
  }

  /** Whether another tab has sent or discarded an item that both had from the store. */
  private async isGone(clientId: string): Promise<boolean> {
    if (!this.shared.has(clientId)) return false
    const stored = await this.environment.load().catch(() => undefined)
    return stored !== undefined && !stored.some((item) => item.client_id === clientId)
  }

  /** Sends one item; false when the conversation has to wait for another try. */
  private async deliver(item: OutboxItem): Promise<boolean> {
    const clientId = item.client_id
    const abort = new AbortController()
    this.aborts.set(clientId, abort)
    this.change(clientId, { state: 'sending' })
    try {
      const body = await this.prepare(item, abort.signal)
      if (abort.signal.aborted) return true
      const sent = await this.environment.send(item, body)
      this.retries = 0
      const current = this.find(clientId)
      if (!current) return true
      const message = asMessage(current, this.environment.self, sent)
      if (this.environment.onSent(message, current)) this.forget(clientId)
      else if (this.find(clientId)) this.change(clientId, { state: 'sent', message_no: sent.message_no })
      return true
    } catch (error) {
      return this.failed(clientId, error)
    } finally {
      this.aborts.delete(clientId)
      this.setProgress(clientId, undefined)
    }
  }

  private failed(clientId: string, error: unknown): boolean {
    if (!this.find(clientId) || isApiError(error, CLIENT_CODES.aborted)) return true
    if (isApiError(error, 'blobs.upload_not_found') && this.forgetUploads(clientId)) return true
    if (isWorthRetrying(error) || isSignedOut(error)) {
      this.change(clientId, { state: 'waiting' })
      const seconds = error instanceof ApiError ? error.retryAfterSeconds : undefined
      this.pumpLater(seconds === undefined ? undefined : seconds * 1000)
      return false
    }
    const known = error instanceof ApiError ? error : new ApiError(CLIENT_CODES.badReply, String(error))
    this.change(clientId, { state: 'failed', error: { code: known.code, message: known.message, details: known.details } })
    return true
  }

  /** Uploads that waited over a day are swept: they go up once more. */
  private forgetUploads(clientId: string): boolean {
    const item = this.find(clientId)
    if (item?.body.kind !== 'photos' || !item.body.photos.some((photo) => photo.uploaded)) return false
    const photos = item.body.photos.map(({ file, width, height }) => ({ file, width, height }))
    this.change(clientId, { state: 'waiting', body: { ...item.body, photos } })
    return true
  }

  private pumpLater(atLeastMs = 0): void {
    const wait = Math.max(atLeastMs, Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** this.retries))
    this.retries += 1
    const retries = this.retries
    const set = this.environment.setTimer ?? ((run: () => void, ms: number) => setTimeout(run, ms))
    set(() => {
      if (this.retries !== retries) return
      for (const conversation of new Set(this.items.get().map((item) => item.conversation))) void this.pump(conversation)
    }, wait)
  }

  /** Uploads what the cell does not have yet, and gives the body as the cell wants it. */
  private async prepare(item: OutboxItem, signal: AbortSignal): Promise<BodyInput> {
    if (item.body.kind === 'text') return item.body
    const photos = item.body.photos
    const total = photos.reduce((sum, photo) => sum + photo.file.size, 0) || 1
    let done = 0
    for (const [index, photo] of photos.entries()) {
      if (!photo.uploaded) {
        this.setProgress(item.client_id, done / total)
        const uploaded = await this.environment.upload(photo, signal, (fraction) =>
          this.setProgress(item.client_id, (done + fraction * photo.file.size) / total),
        )
        this.changePhoto(item.client_id, index, uploaded)
        photos[index] = { ...photo, uploaded }
      }
      done += photo.file.size
    }
    this.setProgress(item.client_id, 1)
    const uploads = photos.map((photo) => (photo.uploaded as Upload).upload)
    return { kind: 'photos', uploads, ...(item.body.caption ? { caption: item.body.caption } : {}) }
  }

  private changePhoto(clientId: string, index: number, uploaded: Upload): void {
    const item = this.find(clientId)
    if (item?.body.kind !== 'photos') return
    const photos = item.body.photos.map((photo, at) => (at === index ? { ...photo, uploaded } : photo))
    this.change(clientId, { body: { ...item.body, photos } })
  }

  private find(clientId: string): OutboxItem | undefined {
    return this.items.get().find((item) => item.client_id === clientId)
  }

  private change(clientId: string, change: Partial<OutboxItem>): void {
    const items = this.items.get().map((item) => (item.client_id === clientId ? { ...item, ...change } : item))
    this.items.set(items)
    const changed = items.find((item) => item.client_id === clientId)
    if (changed) void this.save(changed)
  }

  private forget(clientId: string, everywhere = true): void {
    this.items.set(this.items.get().filter((item) => item.client_id !== clientId))
    this.setProgress(clientId, undefined)
    if (everywhere) void this.environment.remove(clientId).catch(() => undefined)
  }

  private setProgress(clientId: string, fraction: number | undefined): void {
    if (fraction === undefined && !this.progress.get().has(clientId)) return
    const next = new Map(this.progress.get())
    if (fraction === undefined) next.delete(clientId)
    else next.set(clientId, fraction)
    this.progress.set(next)
  }

  /** A device that refuses to store (full, private window) still sends: the item just does not survive a reload. */
  private save(item: OutboxItem): Promise<unknown> {
    return this.environment.put(item).catch(() => undefined)
  }
}

/** Our message as the others will see it. */
export function asMessage(
  item: OutboxItem,
  self: AccountId,
  sent: { message_no: number; change_no: number; sent_at: string },
): Message {
  const body: Message['body'] =
    item.body.kind === 'text'
      ? item.body
      : {
          kind: 'photos',
          photos: item.body.photos.map(
            ({ file, width, height, uploaded }): Photo => ({
              width: uploaded?.width ?? width,
              height: uploaded?.height ?? height,
              bytes: uploaded?.bytes ?? file.size,
              placeholder: uploaded?.placeholder ?? '',
            }),
          ),
          ...(item.body.caption ? { caption: item.body.caption } : {}),
        }
  return {
    conversation: item.conversation,
    sender: self,
    client_id: item.client_id,
    body,
    ...(item.reply_to ? { reply_to: item.reply_to } : {}),
    ...sent,
  }
}
