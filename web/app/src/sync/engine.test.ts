import fc from 'fast-check'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, it, vi } from 'vitest'
import type { Conversation, Message, OperationName, Push } from '@sapa/api-client'
import { Database } from '@/state/idb'
import { IndexedStore, schemaOf } from '@/state/local-store'
import { Timeline } from '@/state/timeline'
import { SyncEngine } from './engine'
import { EMPTY_MODEL, type Model } from './model'
import { ModelCell } from './model-cell.test-kit'
import { mergeConversation, receiveChange } from './reduce'
import { MemoryStore, type LocalStore } from './store'

const SELF = 'self'

/** A client whose network is in the test's hands: calls wait until they are answered, pushes until they are delivered. */
class Client {
  model: Model | undefined
  engine: SyncEngine
  timeline: Timeline | undefined
  private calls: { op: OperationName; answer: unknown; settled: boolean; resolve: (value: unknown) => void; reject: (error: Error) => void }[] = []
  private pushes: Push[] = []
  private online = false

  constructor(
    readonly cell: ModelCell,
    readonly store: LocalStore,
    private readonly slow: boolean,
  ) {
    this.engine = new SyncEngine(SELF, store, (op, input) => this.call(op, input) as never, {
      onModel: (model) => {
        this.model = model
        this.timeline?.refreshEdges()
      },
      onMessages: (changes) => changes.forEach((change) => this.timeline?.apply(change)),
    })
  }

  private call(op: OperationName, input: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.online) return reject(new Error('offline'))
      // The answer is true at the moment the cell reads, and may arrive long after pushes of later changes.
      let answer: unknown
      try {
        answer = structuredClone(this.cell.answer(op, input))
      } catch (error) {
        return reject(error as Error)
      }
      if (!this.slow) return resolve(answer)
      this.calls.push({ op, answer, settled: false, resolve, reject })
    })
  }

  async connect(): Promise<void> {
    this.online = true
    this.cell.pushes = []
    this.pushes = []
    void this.engine.connected().then(() => this.engine.isLive && this.timeline?.resume())
    await settle()
  }

  async disconnect(): Promise<void> {
    this.online = false
    this.engine.disconnected()
    for (const call of this.calls.splice(0)) call.reject(new Error('connection lost'))
    await settle()
  }

  /** Hands over up to `count` pushes, in order. */
  async deliver(count: number): Promise<void> {
    this.pushes.push(...this.cell.pushes.splice(0))
    if (this.online) for (const push of this.pushes.splice(0, count)) this.engine.receive(structuredClone(push))
    await settle()
  }

  /** Lets one waiting answer arrive, not always the oldest. */
  async answer(pick: number): Promise<void> {
    const [call] = this.calls.splice(pick % Math.max(1, this.calls.length), 1)
    call?.resolve(call.answer)
    await settle()
  }

  async finish(): Promise<void> {
    await this.deliver(Infinity)
    while (this.calls.length) {
      await this.answer(0)
      await this.deliver(Infinity)
    }
    await this.engine.settled()
  }

  /** Every message of a conversation, paged back from its end the way a reader would. */
  async everything(id: string, limit = 7): Promise<Message[]> {
    const head = this.engine.current.conversations.get(id)?.conversation.head_no ?? 0
    const found: Message[] = []
    let before = head + 1
    for (let rounds = 0; before > 1; rounds += 1) {
      if (rounds > 200) throw new Error('paging does not end')
      const page = this.engine.page(id, { before, limit })
      await settle()
      while (this.calls.length) await this.answer(0)
      const stretch = await page
      found.unshift(...stretch.messages)
      before = stretch.from
    }
    return found
  }
}

/** Lets promises run; IndexedDB of the tests works with timers. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve()
}

type Action =
  | { do: 'send'; in: number; by: 'self' | 'other' }
  | { do: 'reply'; in: number; no: number }
  | { do: 'burst'; in: number; count: number }
  | { do: 'recall'; in: number; no: number }
  | { do: 'delete'; in: number; no: number }
  | { do: 'rename'; in: number }
  | { do: 'read'; in: number; no: number }
  | { do: 'create' }
  | { do: 'deliver'; count: number }
  | { do: 'answer'; pick: number }
  | { do: 'connect' }
  | { do: 'disconnect' }
  | { do: 'page'; in: number; before: number }
  | { do: 'forgetFeed' }

const conversation = fc.nat(2)
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('send' as const), in: conversation, by: fc.constantFrom('self' as const, 'other' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reply' as const), in: conversation, no: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('burst' as const), in: conversation, count: fc.integer({ min: 8, max: 25 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('recall' as const), in: conversation, no: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), in: conversation, no: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rename' as const), in: conversation }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('read' as const), in: conversation, no: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('create' as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('answer' as const), pick: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('connect' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('disconnect' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('page' as const), in: conversation, before: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forgetFeed' as const) }) },
)

async function perform(client: Client, todo: Action, counter: { value: number }): Promise<void> {
  const { cell } = client
  const id = 'in' in todo ? `c${todo.in % cell.conversations.size}` : ''
  // One of the last five, so that what is recalled has often been answered, and deleted too.
  const recent = (no: number) => Math.max(1, (cell.conversations.get(id)?.messages.length ?? 0) - (no % 5))
  switch (todo.do) {
    case 'send':
      cell.send(id, todo.by, `k${counter.value++}`, 'hello')
      break
    case 'reply':
      cell.send(id, 'other', `k${counter.value++}`, 'because', recent(todo.no))
      break
    case 'burst':
      for (let index = 0; index < todo.count; index += 1) cell.send(id, 'other', `k${counter.value++}`, 'many')
      break
    case 'recall':
      cell.recall(id, recent(todo.no))
      break
    case 'delete':
      cell.deleteForMe(id, recent(todo.no))
      break
    case 'rename':
      cell.rename(id, `name ${counter.value++}`)
      break
    case 'read':
      cell.read(id, todo.no)
      break
    case 'create':
      cell.create(`c${cell.conversations.size}`)
      break
    case 'deliver':
      return client.deliver(todo.count)
    case 'answer':
      return client.answer(todo.pick)
    case 'connect':
      return client.connect()
    case 'disconnect':
      return client.disconnect()
    case 'page':
      client.engine.page(id, { before: todo.before, limit: 5 }).catch(() => undefined)
      return settle()
    case 'forgetFeed':
      cell.feedFrom = cell.feedPosition
      break
  }
}

describe('sync engine', () => {
  it('ends up with exactly what the cell has, whatever was lost, late or repeated on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 60, size: 'max' }), async (actions) => {
        const cell = new ModelCell(SELF)
        cell.create('c0')
        const client = new Client(cell, new MemoryStore(), true)
        await client.engine.load()
        const counter = { value: 0 }
        for (const todo of actions) await perform(client, todo, counter)
        await client.disconnect()
        await client.connect()
        await client.finish()
        expect(client.engine.isLive).toBe(true)
        expect([...client.engine.current.conversations.keys()].sort()).toEqual([...cell.conversations.keys()].sort())
        for (const id of cell.conversations.keys()) {
          const row = client.engine.current.conversations.get(id)?.conversation
          expect(row?.name).toBe(cell.row(id).name)
          expect(row?.head_no).toBe(cell.row(id).head_no)
          expect(row?.unread).toBe(cell.row(id).unread)
          expect(await client.everything(id)).toEqual(cell.visible(id))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('shows in an open window what the cell has, while everything happens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 50, size: 'max' }), fc.nat(40), async (actions, start) => {
        const cell = new ModelCell(SELF)
        cell.create('c0')
        for (let index = 0; index < start; index += 1) cell.send('c0', 'other', `s${index}`, 'before')
        const client = new Client(cell, new MemoryStore(), true)
        await client.connect()
        await client.finish()
        client.timeline = new Timeline('c0', {
          page: (id, query) => client.engine.page(id, query),
          bounds: () => ({ first: 1, head: client.engine.current.conversations.get('c0')?.conversation.head_no ?? 0 }),
        })
        const opening = client.timeline.openEnd()
        await settle()
        await client.finish()
        await opening
        const counter = { value: 0 }
        for (const todo of actions) await perform(client, todo, counter)
        await client.disconnect()
        await client.connect()
        await client.finish()
        await settle()
        await client.finish()
        const { messages, from, to } = client.timeline.view.get()
        expect(messages).toEqual(cell.visible('c0').filter((message) => from <= message.message_no && message.message_no <= to))
        expect(client.timeline.view.get().error).toBeUndefined()
        expect(to).toBe(cell.row('c0').head_no)
      }),
      { numRuns: 500 },
    )
  })

  it('goes on from its own store after a reload', async () => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    vi.stubGlobal('IDBKeyRange', IDBKeyRange)
    const cell = new ModelCell(SELF)
    cell.create('c0')
    for (let index = 0; index < 30; index += 1) cell.send('c0', 'other', `s${index}`, `word ${index}`, index === 10 ? 3 : undefined)
    const first = new Client(cell, new IndexedStore(await Database.open(schemaOf('reload'))), false)
    await first.engine.load()
    await first.connect()
    await waitFor(() => first.engine.isLive)
    expect(await first.everything('c0')).toEqual(cell.visible('c0'))
    cell.send('c0', 'other', 'live', 'live')
    await first.deliver(1)
    await first.engine.settled()
    await first.disconnect()
    cell.recall('c0', 3)
    cell.deleteForMe('c0', 5)
    cell.send('c0', 'other', 'missed', 'missed')

    const second = new Client(cell, new IndexedStore(await Database.open(schemaOf('reload'))), false)
    const model = await second.engine.load()
    expect(model.conversations.get('c0')?.cursor.head_no).toBe(31)
    // Offline, the last page is there at once.
    const offline = await second.engine.storedPage('c0', { before: 32, limit: 10 })
    expect(offline?.messages.map((message) => message.message_no)).toEqual([22, 23, 24, 25, 26, 27, 28, 29, 30, 31])
    await second.connect()
    await waitFor(() => second.engine.isLive)
    await second.engine.settled()
    expect(await second.everything('c0')).toEqual(cell.visible('c0'))
    expect(cell.visible('c0').filter((message) => message.reply_to?.recalled)).toHaveLength(1)
  })
})

describe('a mention that is taken back', () => {
  it('is asked about anew', () => {
    const recalled = { conversation: 'c0', message_no: 3, change_no: 9, body: { kind: 'recalled', by: 'other' } } as Message
    for (const [mentioned_no, wants] of [
      [3, [{ kind: 'conversation', conversation: 'c0' }]],
      [2, []],
      [undefined, []],
    ] as const) {
      const conversation = { conversation: 'c0', head_no: 3, mentioned_no } as Conversation
      const model = { ...EMPTY_MODEL, conversations: new Map([['c0', { conversation, cursor: { change_no: 8, head_no: 3 } }]]) }
      expect(receiveChange(model, recalled).wants).toEqual(wants)
    }
  })
})

describe('two answers about one conversation', () => {
  it('leave what is later of each, and unread what lies between', () => {
    const row = (head_no: number, read_no: number) => ({ head_no, read_no, unread: head_no - read_no }) as Conversation
    for (const [current, incoming, unread] of [
      [row(9, 1), row(0, 0), 8],
      [row(0, 0), row(9, 1), 8],
      [row(9, 1), row(5, 4), 5],
      [row(5, 4), row(9, 1), 5],
    ] as const) {
      expect(mergeConversation(current, incoming).unread).toBe(unread)
    }
  })
})

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
