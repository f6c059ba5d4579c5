import {
  ApiError,
  callHttp,
  CellSocket,
  CLIENT_CODES,
  isApiError,
  isSignedOut,
  newKey,
  uploadFile,
  type AccountId,
  type Card,
  type ConnectionState,
  type Conversation,
  type ConversationId,
  type Hello,
  type InputOf,
  type Member,
  type Message,
  type MoneyEvent,
  type Page,
  type OperationName,
  type OutputOf,
  type Upload,
  type UploadOptions,
} from '@sapa/api-client'
import { forgetPictures } from '@/sw/register'
import { SyncEngine } from '@/sync/engine'
import { EMPTY_MODEL, type MessageChange, type Model } from '@/sync/model'
import { readUpTo } from '@/sync/reduce'
import { Directory } from './directory'
import { Drafts } from './drafts'
import { exclusively, openStorage, type AccountStorage } from './storage'
import { Outbox } from './outbox'
import { Reads } from './reads'
import { Signal } from './signal'
import { announceLeaving, forgetSlot, isLeaving, rememberSlot } from './slots'
import { Timeline } from './timeline'
import { Typing } from './typing'
import { forgetWallet } from './wallet'
import { EMPTY_VIEW, ViewBuilder, type AccountView, type Patch } from './view'

const MEMBERS_PAGE = 100
/** Pictures sent from here whose bytes stay at hand; older ones are fetched like anyone's. */
const SENT_PHOTOS_MAX = 36
const RESYNC_AFTER_MS = 5000

export type CallOptions = { key?: string; timeoutMs?: number; signal?: AbortSignal }

/** Why an account's pages cannot go on. */
export type Ended = 'signed_out' | 'revoked' | 'other_account'

/**
 * One signed-in account in this tab: its connection, its local store, what it knows and what it has on its way. Screens read
 * signals and call verbs; everything shows at once and rolls back with a reason when the cell refuses.
 */
export class Account {
  readonly connection = new Signal<ConnectionState>('stopped')
  readonly view = new Signal<AccountView>(EMPTY_VIEW)
  readonly ended = new Signal<Ended | undefined>(undefined)
  /** Set when this device cannot keep data: everything works, but not offline. */
  readonly storageFailed = new Signal(false)
  readonly typing = new Typing()
  readonly outbox: Outbox
  readonly drafts: Drafts
  readonly directory: Directory
  /** Pictures sent from here, by where they stand now: no need to fetch what this device just had. */
  readonly sentPhotos = new Map<string, string>()
  private readonly engine: SyncEngine
  private readonly socket: CellSocket
  private readonly timelines = new Map<ConversationId, Timeline>()
  private readonly builder = new ViewBuilder()
  private patches: readonly Patch[] = []
  private nextPatch = 1
  private model: Model = EMPTY_MODEL
  private session: string | undefined
  private leaving = false
  private resyncTimer: ReturnType<typeof setTimeout> | undefined
  private readonly reads = new Reads((conversation, message_no) => this.call('chat.mark_read', { conversation, message_no }))
  private readonly moneyListeners = new Set<(event: MoneyEvent) => void>()
  private stopListening: (() => void) | undefined

  private constructor(
    readonly slot: number,
    readonly self: AccountId,
    private readonly storage: AccountStorage,
  ) {
    this.engine = new SyncEngine(self, storage.store, this.call, {
      onModel: (model) => this.setModel(model),
      onMessages: (changes) => this.onMessages(changes),
      onTyping: (conversation, account) => account !== self && this.typing.heard(conversation, account),
      onMoney: (event) => this.moneyListeners.forEach((listener) => listener(event)),
      onPeople: (people) => this.directory.learn(people),
      onSessionRevoked: (session) => session === this.session && this.end('revoked'),
      onSyncFailed: (error) => this.onSyncFailed(error),
      onStoreFailed: () => this.storageFailed.set(true),
    })
    this.outbox = new Outbox({
      self,
      load: storage.loadOutbox,
      put: storage.putOutbox,
      remove: storage.removeOutbox,
      send: (item, body) =>
        this.call(
          'chat.send',
          { conversation: item.conversation, client_id: item.client_id, body, ...(item.reply_to ? { reply_to: item.reply_to.message_no } : {}) },
          { key: item.client_id },
        ),
      upload: (photo, signal, onProgress) => this.upload(photo.file, 'photo', { signal, onProgress }),
      onSent: (message, item) => {
        this.keepPhotos(message, item.body.kind === 'photos' ? item.body.photos.map((photo) => photo.file) : [])
        return this.engine.takeSent(message)
      },
      exclusively: (name, work) => exclusively(`sapa-send-${name}`, work),
    })
    this.drafts = new Drafts({
      load: storage.loadDrafts,
      put: storage.putDraft,
      remove: storage.removeDraft,
      share: (draft) => this.shareDraft(draft.conversation, draft.text, draft.reply_to),
    })
    this.directory = new Directory({
      load: storage.loadCards,
      put: storage.putCards,
      members: (conversation) => this.allMembers(conversation),
    })
    this.socket = new CellSocket(socketUrl(slot), {
      onState: (state) => this.onConnection(state),
      onHello: (hello) => this.onHello(hello),
      onPush: (push) => this.engine.receive(push),
      onBye: (reason) => {
        if (reason === 'revoked') this.end('revoked')
        else if (reason === 'expired') this.end('signed_out')
      },
      onRefused: () => void callHttp('accounts.me', {}, { slot }).catch((error: unknown) => isSignedOut(error) && this.end('signed_out')),
    })
    this.outbox.items.subscribe(() => this.rebuild())
    this.drafts.unshared.subscribe(() => this.rebuild())
  }

  /** Opens what this device has of the account. Nothing of it needs a connection. */
  static async open(slot: number, self: AccountId): Promise<Account> {
    const storage = await openStorage(self)
    const account = new Account(slot, self, storage)
    if (!storage.durable) account.storageFailed.set(true)
    await Promise.all([account.engine.load(), account.drafts.load(), account.outbox.load(), account.directory.load()])
    account.rebuild()
    return account
  }

  start(): void {
    if (this.stopListening) return
    this.stopListening = listenToDevice(
      () => this.socket.nudge(),
      () => this.drafts.flush(),
    )
    this.socket.start()
  }

  stop(): void {
    this.stopListening?.()
    this.stopListening = undefined
    this.drafts.flush()
    this.socket.stop()
    this.engine.disconnected()
  }

  /** Signs this device out; its copy of the account's data goes. */
  async signOut(): Promise<void> {
    announceLeaving(this.slot)
    // The cell says over the socket that the session is over, perhaps before it answers: whoever signs out knows.
    this.leaving = true
    await callHttp('accounts.sign_out', {}, { slot: this.slot }).catch((error: unknown) => {
      this.leaving = isSignedOut(error)
      if (!this.leaving) throw error
    })
    await this.forget()
  }

  async forget(): Promise<void> {
    this.stop()
    forgetSlot(this.slot)
    forgetPictures(this.slot)
    forgetWallet(this.self)
    await this.storage.erase()
  }

  /** Runs an operation over the socket, or over HTTP while there is none. Writes carry a key, so that a lost answer can be asked for again. */
  call = async <Op extends OperationName>(op: Op, input: InputOf<Op>, options: CallOptions = {}): Promise<OutputOf<Op>> => {
    const key = options.key ?? newKey()
    try {
      if (this.socket.isOpen) {
        try {
          return await this.socket.call(op, input, { ...options, key })
        } catch (error) {
          if (!isApiError(error, CLIENT_CODES.network)) throw error
        }
      }
      return await callHttp(op, input, { ...options, key, slot: this.slot })
    } catch (error) {
      if (isSignedOut(error)) this.end('signed_out')
      throw error
    }
  }

  upload(file: Blob, purpose: UploadOptions['purpose'], options: Pick<UploadOptions, 'signal' | 'onProgress'> = {}): Promise<Upload> {
    return uploadFile(file, { slot: this.slot, purpose, ...options })
  }

  /** Tells of what the cell says about this account's money: each event, as it comes. What was missed while away is not told. */
  onMoney(listener: (event: MoneyEvent) => void): () => void {
    this.moneyListeners.add(listener)
    return () => this.moneyListeners.delete(listener)
  }

  timeline(conversation: ConversationId): Timeline {
    const open = this.timelines.get(conversation)
    if (open) return open
    const timeline = new Timeline(conversation, {
      page: (id, query) => this.engine.page(id, query),
      bounds: () => {
        // The engine's own: it is current even while it still tells of a change.
        const row = this.engine.current.conversations.get(conversation)?.conversation
        return { first: row?.first_visible_no ?? 1, head: row?.head_no ?? 0 }
      },
    })
    this.timelines.set(conversation, timeline)
    return timeline
  }

  closeTimeline(timeline: Timeline): void {
    if (this.timelines.get(timeline.conversation) === timeline) this.timelines.delete(timeline.conversation)
  }

  takeConversation(conversation: Conversation): void {
    this.engine.takeConversation(conversation)
  }

  refetchConversation(conversation: ConversationId): Promise<void> {
    return this.engine.refetchConversation(conversation)
  }

  /**
   * Shows a change of a conversation at once and asks the cell for it. If it refuses, the change is taken back and the error
   * thrown on for the screen to explain.
   */
  async change(conversation: ConversationId, apply: Patch['apply'], ask: () => Promise<unknown>): Promise<void> {
    const patch: Patch = { id: this.nextPatch++, conversation, apply }
    this.patches = [...this.patches, patch]
    this.rebuild()
    try {
      await ask()
      const held = this.engine.current.conversations.get(conversation)
      // The cell agreed: the change is the row's own until the feed says more.
      if (held) this.engine.takeConversation(apply(held.conversation))
    } finally {
      this.patches = this.patches.filter((other) => other !== patch)
      this.rebuild()
    }
  }

  /** The reader has seen everything up to `no`. Shown at once, told to the cell with the next beat. */
  markRead(conversation: ConversationId, no: number): void {
    const held = this.engine.current.conversations.get(conversation)
    if (!held) return
    const { read_no, marked_unread } = held.conversation
    if (no <= read_no && !marked_unread) return
    this.engine.takeConversation(readUpTo(held.conversation, Math.max(no, read_no)))
    if (marked_unread && no <= read_no) {
      void this.call('chat.mark_unread', { conversation, unread: false }).catch(() => undefined)
      return
    }
    this.reads.note(conversation, no)
  }

  /** Takes a message back for everyone. It shows at once, and comes back if the cell refuses. */
  async recall(message: Message): Promise<void> {
    const { conversation, message_no } = message
    const timeline = this.timelines.get(conversation)
    const recalled: Message = { ...message, body: { kind: 'recalled', by: this.self }, reply_to: undefined }
    timeline?.replace(recalled)
    try {
      const { change_no } = await this.call('chat.recall', { conversation, message_no })
      this.engine.takeChanged({ ...recalled, change_no })
    } catch (error) {
      timeline?.replace(message)
      throw error
    }
  }

  async deleteForMe(conversation: ConversationId, nos: number[]): Promise<void> {
    await this.call('chat.delete_for_me', { conversation, message_nos: nos })
    this.engine.takeDeleted(conversation, nos)
  }

  /** Where a picture that was sent from here can be seen without fetching it. */
  sentPhoto(conversation: ConversationId, messageNo: number, index: number): string | undefined {
    return this.sentPhotos.get(`${conversation}/${messageNo}/${index}`)
  }

  private keepPhotos(message: Message, files: Blob[]): void {
    for (const [index, file] of files.entries()) {
      this.sentPhotos.set(`${message.conversation}/${message.message_no}/${index}`, URL.createObjectURL(file))
    }
    for (const [key, url] of this.sentPhotos) {
      if (this.sentPhotos.size <= SENT_PHOTOS_MAX) break
      this.sentPhotos.delete(key)
      URL.revokeObjectURL(url)
    }
  }

  private async allMembers(conversation: ConversationId): Promise<Member[]> {
    const members: Member[] = []
    let cursor: string | undefined
    do {
      const page: Page<Member> = await this.call('chat.members', { conversation, limit: MEMBERS_PAGE, ...(cursor ? { cursor } : {}) })
      members.push(...page.items)
      cursor = page.next_cursor
    } while (cursor !== undefined)
    return members
  }

  private async shareDraft(conversation: ConversationId, text: string, replyTo?: number): Promise<void> {
    await this.call('chat.set_draft', { conversation, text, ...(replyTo === undefined ? {} : { reply_to: replyTo }) })
    const held = this.engine.current.conversations.get(conversation)
    if (!held) return
    const draft = text ? { text, reply_to: replyTo, updated_at: new Date().toISOString() } : undefined
    this.engine.takeConversation({ ...held.conversation, draft })
  }

  private setModel(model: Model): void {
    const before = this.model
    this.model = model
    if (model.me && model.me !== before.me) rememberSlot(this.slot, model.me)
    for (const timeline of this.timelines.values()) timeline.refreshEdges()
    this.learnCards(before, model)
    for (const id of before.conversations.keys()) if (!model.conversations.has(id)) this.outbox.drop(id)
    this.rebuild()
  }

  private learnCards(before: Model, model: Model): void {
    const cards: Card[] = []
    if (model.contacts !== before.contacts) for (const contact of model.contacts.values()) cards.push(contact.card)
    if (model.requests !== before.requests) for (const request of model.requests.values()) cards.push(request.card)
    if (model.me && model.me !== before.me) cards.push(model.me)
    if (model.conversations !== before.conversations) {
      for (const [id, { conversation }] of model.conversations) {
        const known = before.conversations.get(id)?.conversation
        if (known === conversation) continue
        if (conversation.peer) cards.push(conversation.peer)
        cards.push(...conversation.members_preview)
        if (known && known.member_count !== conversation.member_count) this.directory.forgetMembers(id)
      }
    }
    if (cards.length) this.directory.learn(cards)
  }

  private onMessages(changes: readonly MessageChange[]): void {
    for (const change of changes) {
      if (change.messages) this.outbox.arrived(change.messages)
      for (const message of change.messages ?? []) {
        if (message.sender) this.typing.stopped(message.conversation, message.sender)
      }
      this.timelines.get(change.conversation)?.apply(change)
    }
  }

  private rebuild(): void {
    this.view.set(
      this.builder.build({
        model: this.model,
        patches: this.patches,
        drafts: this.drafts.unshared.get(),
        outbox: this.outbox.items.get(),
      }),
    )
  }

  private onConnection(state: ConnectionState): void {
    const before = this.connection.get()
    this.connection.set(state)
    if (before === 'online' && state !== 'online') this.engine.disconnected()
  }

  private onHello(hello: Hello): void {
    if (hello.account !== this.self) return this.end('other_account')
    this.session = hello.session
    this.ended.set(undefined)
    void this.engine.connected().then(() => {
      if (!this.engine.isLive) return
      this.outbox.pumpAll()
      this.drafts.shareAll()
      this.reads.tellAll()
      for (const timeline of this.timelines.values()) timeline.resume()
      if (!this.model.me) void this.call('accounts.me', {}).then((me) => rememberSlot(this.slot, me), () => undefined)
    })
  }

  private onSyncFailed(error: unknown): void {
    if (isSignedOut(error)) return
    clearTimeout(this.resyncTimer)
    const seconds = error instanceof ApiError ? error.retryAfterSeconds : undefined
    this.resyncTimer = setTimeout(() => void this.engine.resync(), seconds === undefined ? RESYNC_AFTER_MS : seconds * 1000)
  }

  private end(why: Ended): void {
    if (this.ended.get() || this.leaving) return
    // Another tab of this browser is signing out: that is no revocation from afar.
    this.ended.set(why === 'revoked' && isLeaving(this.slot) ? 'signed_out' : why)
    this.stop()
    if (why === 'revoked') void this.forget()
  }
}

function socketUrl(slot: number): string {
  const { protocol, host } = window.location
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/socket?slot=${slot}`
}

/** Waking up, coming back to the tab and getting a network are moments to check the connection; leaving is one to save. */
function listenToDevice(onWake: () => void, onLeave: () => void): () => void {
  const visibility = () => (document.visibilityState === 'visible' ? onWake() : onLeave())
  window.addEventListener('online', onWake)
  window.addEventListener('offline', onWake)
  window.addEventListener('pageshow', onWake)
  window.addEventListener('pagehide', onLeave)
  document.addEventListener('visibilitychange', visibility)
  return () => {
    window.removeEventListener('online', onWake)
    window.removeEventListener('offline', onWake)
    window.removeEventListener('pageshow', onWake)
    window.removeEventListener('pagehide', onLeave)
    document.removeEventListener('visibilitychange', visibility)
  }
}
