import { describe, expect, it } from 'vitest'
import type { ApiError } from './errors'
import { CellSocket, type SocketEnvironment, type WebSocketLike } from './socket'

/** A network in the test's hands: sockets that open when told, time that passes when told. */
class Net {
  readonly sockets: FakeSocket[] = []
  readonly log: string[] = []
  online = true
  private now = 0
  private timers: { at: number; run: () => void; id: number }[] = []
  private nextTimer = 1
  readonly socket: CellSocket

  constructor() {
    const environment: SocketEnvironment = {
      open: () => {
        const socket = new FakeSocket()
        this.sockets.push(socket)
        return socket
      },
      setTimer: (run, ms) => {
        this.timers.push({ at: this.now + ms, run, id: this.nextTimer })
        return this.nextTimer++
      },
      clearTimer: (id) => {
        this.timers = this.timers.filter((timer) => timer.id !== id)
      },
      random: () => 1,
      isOnline: () => this.online,
    }
    this.socket = new CellSocket(
      'ws://cell/api/socket',
      {
        onState: (state) => this.log.push(state),
        onHello: () => this.log.push('hello'),
        onPush: (push) => this.log.push(`push ${push.seq}`),
        onBye: (reason, resumable) => this.log.push(`bye ${reason} ${resumable}`),
        onRefused: () => this.log.push('refused'),
      },
      environment,
    )
  }

  get last(): FakeSocket {
    return this.sockets.at(-1) as FakeSocket
  }

  pass(ms: number): void {
    const end = this.now + ms
    for (;;) {
      const [next] = this.timers.filter((timer) => timer.at <= end).sort((one, other) => one.at - other.at)
      if (!next) break
      this.now = next.at
      this.timers = this.timers.filter((timer) => timer !== next)
      next.run()
    }
    this.now = end
  }

  connect(): void {
    this.socket.start()
    this.last.say({ hello: { account: 'a', session: 's', seq: 1, heartbeat_seconds: 30 } })
  }
}

class FakeSocket implements WebSocketLike {
  readonly sent: { id: number; op: string; key?: string }[] = []
  closed = false
  onopen: WebSocketLike['onopen'] = null
  onmessage: WebSocketLike['onmessage'] = null
  onclose: WebSocketLike['onclose'] = null
  onerror: WebSocketLike['onerror'] = null
  send(data: string): void {
    this.sent.push(JSON.parse(data) as { id: number; op: string })
  }
  close(): void {
    this.closed = true
  }
  say(frame: unknown): void {
    this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) })
  }
}

const code = (error: unknown) => (error as ApiError).code

describe('the socket', () => {
  it('answers calls by their id, in any order', async () => {
    const net = new Net()
    net.connect()
    const one = net.socket.call('accounts.me', {})
    const two = net.socket.call('cell.info', {}, { key: 'k' })
    const [first, second] = net.last.sent
    expect(second).toMatchObject({ op: 'cell.info', key: 'k' })
    net.last.say({ id: second?.id, ok: { name: 'two' }, seq: 5 })
    net.last.say({ id: first?.id, error: { code: 'accounts.suspended', message: 'no' } })
    await expect(two).resolves.toEqual({ name: 'two' })
    await expect(one.catch(code)).resolves.toBe('accounts.suspended')
  })

  it('hands on pushes after the hello, and byes', () => {
    const net = new Net()
    net.connect()
    net.last.say({ seq: 2, index: 0, event: { type: 'typing', conversation: 'c', account: 'b' } })
    net.last.say({ seq: 3, index: 0, event: { type: 'bye', reason: 'slow', resumable: true } })
    expect(net.log).toEqual(['connecting', 'online', 'hello', 'push 2', 'bye slow true'])
  })

  it('ignores what is no frame', () => {
    const net = new Net()
    net.connect()
    for (const junk of ['', 'null', '[]', '{"id":99,"ok":1}', '{"what":1}', 'not json']) net.last.say(junk)
    expect(net.log).toEqual(['connecting', 'online', 'hello'])
  })

  it('fails calls whose connection is lost, and comes back', async () => {
    const net = new Net()
    net.connect()
    const call = net.socket.call('accounts.me', {})
    net.last.onclose?.({})
    await expect(call.catch(code)).resolves.toBe('client.network')
    expect(net.log.at(-1)).toBe('connecting')
    net.pass(500)
    expect(net.sockets).toHaveLength(2)
  })

  it('waits longer after each failure, up to a quarter of a minute, and says that it was refused', () => {
    const net = new Net()
    net.socket.start()
    const waits: number[] = []
    for (let round = 0; round < 9; round += 1) {
      net.last.onclose?.({})
      const before = net.sockets.length
      let waited = 0
      while (net.sockets.length === before) {
        net.pass(100)
        waited += 100
      }
      waits.push(waited)
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000, 15000, 15000])
    expect(net.log.filter((entry) => entry === 'refused')).toHaveLength(9)
  })

  it('gives up a connection that says no hello', () => {
    const net = new Net()
    net.socket.start()
    net.pass(15_000)
    expect(net.sockets[0]?.closed).toBe(true)
    net.pass(500)
    expect(net.sockets).toHaveLength(2)
  })

  it('asks when it hears nothing, and drops a connection that does not answer', async () => {
    const net = new Net()
    net.connect()
    net.pass(30_000)
    expect(net.last.sent.at(-1)?.op).toBe('cell.info')
    net.pass(6_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(net.sockets[0]?.closed).toBe(true)
    expect(net.log.at(-1)).toBe('connecting')
  })

  it('leaves a lively connection alone', () => {
    const net = new Net()
    net.connect()
    for (let half = 0; half < 20; half += 1) {
      net.last.say({ seq: half + 2, index: 0, event: { type: 'typing', conversation: 'c', account: 'b' } })
      net.pass(15_000)
    }
    expect(net.last.sent).toEqual([])
    expect(net.sockets).toHaveLength(1)
  })

  it('connects at once when the device wakes up, whatever the backoff', () => {
    const net = new Net()
    net.socket.start()
    for (let round = 0; round < 5; round += 1) {
      net.last.onclose?.({})
      net.pass(40_000)
    }
    net.last.onclose?.({})
    const before = net.sockets.length
    net.socket.nudge()
    expect(net.sockets).toHaveLength(before + 1)
  })

  it('probes on waking up, since sleep kills connections quietly', () => {
    const net = new Net()
    net.connect()
    net.socket.nudge()
    expect(net.last.sent.at(-1)?.op).toBe('cell.info')
  })

  it('says when the device itself is offline', () => {
    const net = new Net()
    net.connect()
    net.online = false
    net.last.onclose?.({})
    expect(net.log.at(-1)).toBe('offline')
  })

  it('stops for good', () => {
    const net = new Net()
    net.connect()
    net.socket.stop()
    net.pass(100_000)
    expect(net.sockets).toHaveLength(1)
    expect(net.sockets[0]?.closed).toBe(true)
    expect(net.log.at(-1)).toBe('stopped')
  })

  it('gives up waiting for an answer', async () => {
    const net = new Net()
    net.connect()
    const call = net.socket.call('accounts.me', {}, { timeoutMs: 1000 })
    net.pass(1000)
    await expect(call.catch(code)).resolves.toBe('client.timeout')
  })
})
