import { describe, expect, it } from 'vitest'
import { ApiError, type BodyInput, type Message } from '@sapa/api-client'
import { Outbox, type OutboxItem } from './outbox'

const SELF = 'me'

interface Attempt {
  item: OutboxItem
  body: BodyInput
  succeed: () => Promise<void>
  fail: (code: string, status?: number, details?: Record<string, unknown>) => Promise<void>
}

/** An outbox whose sends wait for the test's answer, over a store that survives a "reload". */
class Desk {
  readonly stored = new Map<string, OutboxItem>()
  readonly attempts: Attempt[] = []
  readonly uploads: { done: (upload?: string) => Promise<void>; progress: (fraction: number) => void; signal: AbortSignal }[] = []
  readonly timers: { run: () => void; ms: number }[] = []
  /** Whether the engine stores a sent message at once. */
  stores = true
  taken = new Set<string>()
  outbox = this.open()
  private next = 0

  open(): Outbox {
    return new Outbox({
      self: SELF,
      load: async () => [...this.stored.values()].map((item) => structuredClone(item)),
      put: async (item) => void this.stored.set(item.client_id, structuredClone(item)),
      remove: async (id) => void this.stored.delete(id),
      send: (item, body) =>
        new Promise((resolve, reject) => {
          this.attempts.push({
            item,
            body,
            succeed: async () => {
              this.next += 1
              resolve({ message_no: this.next, change_no: this.next, sent_at: '2026-11-21T03:00:00Z' })
              await settle()
            },
            fail: async (code, status = 0, details = {}) => {
              reject(new ApiError(code, code, status, details))
              await settle()
            },
          })
        }),
      upload: (_photo, signal, progress) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(new ApiError('client.aborted', 'cancelled')))
          this.uploads.push({
            signal,
            progress,
            done: async (upload = 'u1') => {
              resolve({ upload, width: 10, height: 10, bytes: 5, placeholder: '' })
              await settle()
            },
          })
        }),
      onSent: () => this.stores,
      exclusively: async (name, work) => {
        if (this.taken.has(name)) return false
        await work()
        return true
      },
      setTimer: (run, ms) => this.timers.push({ run, ms }),
    })
  }

  async write(text: string, conversation = 'c'): Promise<OutboxItem> {
    const item = this.outbox.add(conversation, { kind: 'text', text })
    await settle()
    return item
  }

  get states(): string[] {
    return this.outbox.items.get().map((item) => `${item.body.kind === 'text' ? item.body.text : 'photos'}: ${item.state}`)
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

function arrived(item: OutboxItem, no = 1): Message {
  return { conversation: item.conversation, message_no: no, change_no: no, sender: SELF, client_id: item.client_id, sent_at: '', body: { kind: 'text', text: '' } }
}

describe('outbox', () => {
  it('sends one after the other in a conversation, and conversations beside each other', async () => {
    const desk = new Desk()
    await desk.write('one')
    await desk.write('two')
    await desk.write('elsewhere', 'd')
    expect(desk.attempts.map(({ body }) => (body as { text: string }).text)).toEqual(['one', 'elsewhere'])
    await desk.attempts[0]?.succeed()
    expect(desk.attempts).toHaveLength(3)
    expect(desk.states).toEqual(['two: sending', 'elsewhere: sending'])
  })

  it('keeps a message until it stands in its conversation', async () => {
    const desk = new Desk()
    desk.stores = false
    const item = await desk.write('early')
    await desk.attempts[0]?.succeed()
    expect(desk.states).toEqual(['early: sent'])
    desk.outbox.arrived([arrived(item)])
    expect(desk.states).toEqual([])
    expect(desk.stored.size).toBe(0)
  })

  it('lets a message go whose push came while its answer was lost', async () => {
    const desk = new Desk()
    const item = await desk.write('hello')
    desk.outbox.arrived([arrived(item)])
    expect(desk.states).toEqual([])
    await desk.attempts[0]?.fail('client.network')
    expect(desk.states).toEqual([])
    expect(desk.stored.size).toBe(0)
  })

  it('does not take the message of another with the same client id for its own', async () => {
    const desk = new Desk()
    const item = await desk.write('hello')
    desk.outbox.arrived([{ ...arrived(item), sender: 'someone' }])
    desk.outbox.arrived([{ ...arrived(item), conversation: 'other' }])
    expect(desk.states).toEqual(['hello: sending'])
  })

  it('tries again by itself with the same client id, and longer apart each time', async () => {
    const desk = new Desk()
    const item = await desk.write('hello')
    await desk.attempts[0]?.fail('client.network')
    expect(desk.states).toEqual(['hello: waiting'])
    desk.timers[0]?.run()
    await settle()
    await desk.attempts[1]?.fail('cell.overloaded', 503)
    expect(desk.timers.map(({ ms }) => ms)).toEqual([2000, 4000])
    desk.timers[1]?.run()
    await settle()
    await desk.attempts[2]?.succeed()
    expect(desk.attempts.every((attempt) => attempt.item.client_id === item.client_id)).toBe(true)
    expect(desk.states).toEqual([])
  })

  it('waits as long as the cell asks', async () => {
    const desk = new Desk()
    await desk.write('hello')
    await desk.attempts[0]?.fail('request.rate_limited', 429, { retry_after_seconds: 30 })
    expect(desk.timers[0]?.ms).toBe(30_000)
  })

  it('stays with a reason when trying again cannot help, and lets the next one pass', async () => {
    const desk = new Desk()
    const item = await desk.write('first')
    await desk.write('second')
    await desk.attempts[0]?.fail('chat.not_friends', 403)
    expect(desk.states).toEqual(['first: failed', 'second: sending'])
    expect(desk.outbox.items.get()[0]?.error?.code).toBe('chat.not_friends')
    await desk.attempts[1]?.succeed()
    desk.outbox.retry(item.client_id)
    await settle()
    await desk.attempts[2]?.succeed()
    expect(desk.states).toEqual([])
  })

  it('survives a reload in order, and goes on', async () => {
    const desk = new Desk()
    await desk.write('one')
    await desk.write('two')
    const before = desk.attempts.length
    desk.outbox = desk.open()
    await desk.outbox.load()
    await settle()
    expect(desk.states).toEqual(['one: sending', 'two: waiting'])
    expect(desk.attempts[before]?.item.client_id).toBe(desk.attempts[0]?.item.client_id)
  })

  it('leaves an item to the tab that is at it', async () => {
    const desk = new Desk()
    const item = await desk.write('one')
    desk.taken.add(item.client_id)
    const other = desk.open()
    await other.load()
    await settle()
    expect(other.items.get()).toEqual([])
    expect(desk.stored.has(item.client_id)).toBe(true)
  })

  it('does not send what another tab has discarded meanwhile', async () => {
    const desk = new Desk()
    const item = await desk.write('one')
    await desk.attempts[0]?.fail('client.network')
    const other = desk.open()
    await other.load()
    await settle()
    await desk.attempts[1]?.fail('client.network')
    desk.outbox.cancel(item.client_id)
    other.pumpAll()
    await settle()
    expect(desk.attempts).toHaveLength(2)
    expect(other.items.get()).toEqual([])
  })

  it('uploads pictures with progress, and only once', async () => {
    const desk = new Desk()
    const photos = [{ file: new Blob(['12345']), width: 1, height: 1 }, { file: new Blob(['12345']), width: 1, height: 1 }]
    const item = desk.outbox.add('c', { kind: 'photos', photos })
    await settle()
    desk.uploads[0]?.progress(0.5)
    expect(desk.outbox.progress.get().get(item.client_id)).toBe(0.25)
    await desk.uploads[0]?.done('u1')
    await desk.uploads[1]?.done('u2')
    expect(desk.attempts[0]?.body).toEqual({ kind: 'photos', uploads: ['u1', 'u2'] })
    await desk.attempts[0]?.fail('client.network')
    desk.timers[0]?.run()
    await settle()
    expect(desk.uploads).toHaveLength(2)
    expect(desk.attempts[1]?.body).toEqual({ kind: 'photos', uploads: ['u1', 'u2'] })
  })

  it('uploads anew what the cell has swept meanwhile', async () => {
    const desk = new Desk()
    desk.outbox.add('c', { kind: 'photos', photos: [{ file: new Blob(['1']), width: 1, height: 1 }] })
    await settle()
    await desk.uploads[0]?.done('old')
    await desk.attempts[0]?.fail('blobs.upload_not_found', 404)
    await desk.uploads[1]?.done('new')
    expect(desk.attempts[1]?.body).toEqual({ kind: 'photos', uploads: ['new'] })
  })

  it('cancels an upload under way', async () => {
    const desk = new Desk()
    const item = desk.outbox.add('c', { kind: 'photos', photos: [{ file: new Blob(['1']), width: 1, height: 1 }] })
    await settle()
    desk.outbox.cancel(item.client_id)
    await settle()
    expect(desk.uploads[0]?.signal.aborted).toBe(true)
    expect(desk.states).toEqual([])
    expect(desk.stored.size).toBe(0)
    expect(desk.attempts).toHaveLength(0)
  })
})
