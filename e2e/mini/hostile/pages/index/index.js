// Every way out that we know. What a way gives is told; the test says what it must be.
const real = MessagePort.prototype.postMessage
let toFrame
let toHost
MessagePort.prototype.postMessage = function (...args) {
  if (args[0].ints) toFrame = this
  else if (args[0].t === 'log' || args[0].t === 'chrome') toHost = this
  return real.apply(this, args)
}

async function tried(work) {
  try {
    const result = await work()
    return result === undefined ? 'undefined' : `reached ${String(result).slice(0, 60)}`
  } catch (error) {
    return `refused ${error.name}`
  }
}

const names = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'importScripts', 'indexedDB', 'caches', 'BroadcastChannel', 'Worker', 'SharedWorker', 'navigator', 'location', 'self',
  'window', 'document', 'parent', 'top', 'localStorage', 'sessionStorage', 'RTCPeerConnection', 'postMessage', 'cookieStore', 'Notification', 'eval']

Page({
  data: { style: '', picture: '' },
  async probe(origin) {
    const found = {}
    for (const name of names) found[name] = typeof globalThis[name]
    const code = {
      Function: await tried(() => Function('return 1')()),
      constructor: await tried(() => (() => {}).constructor('return 1')()),
      async: await tried(() => (async () => {}).constructor('return 1')()),
      generator: await tried(() => (function* () {}).constructor('return 1')().next().value),
      text: await tried(() => new Promise((resolve, reject) => { globalThis.hit = resolve; try { setTimeout('hit(1)') } catch (error) { reject(error) } setTimeout(() => resolve(undefined), 50) })),
      url: await tried(() => URL.createObjectURL(new Blob(['x']))),
      iframe: await tried(() => document.createElement('iframe')),
    }
    console.log(JSON.stringify({ found, code }))
    this.setData({ style: `background: url(${origin}/leak-style.png)`, picture: `${origin}/leak-image.png` }, () => console.log(JSON.stringify({ done: true })))
  },
  onLoad(query) {
    const origin = decodeURIComponent(query.origin || '')
    if (query.attack) this.attack(query.attack)
    else this.probe(origin)
  },
  loop() { for (;;); },
  // Operations that no honest runtime sends, over the runtime's own port.
  async attack(kind) {
    this.setData({ style: 'color: red' })
    console.log('{}')
    await new Promise((resolve) => setTimeout(resolve, 100))
    const send = (ints, strings = []) => { real.call(toFrame, { ints: Int32Array.from(ints), strings }) }
    const post = (message, port = toHost) => real.call(port, message)
    const kinds = {
      tags: () => send([1, 900001, 0, 1, 900002, 1, 4, 2, 0, 0, 2, 900001, 900002, 10, 900001, 2, 0, 3, 0, 10, 900002, 4, 0, 5, 0, 10, 900002, 6, 0, 7, 0],
        ['script', 'iframe', 'src', 'data:text/javascript,parent.postMessage(1,"*")', 'srcdoc', '<script>parent.hacked=1</' + 'script>', 'onload', 'parent.hacked=1']),
      badTag: () => send([1, 900001, 0], ['img src=x onerror=alert(1)']),
      unknownNode: () => send([3, 123456]),
      duplicate: () => send([1, 900001, 0, 1, 900001, 0], ['view']),
      cycle: () => send([1, 900001, 0, 1, 900002, 0, 4, 900001, 0, 0, 1, 900002, 4, 900002, 0, 0, 1, 900001], ['view']),
      deep: () => { const ints = []; for (let id = 900001; id < 901001; id++) ints.push(1, id, 0); for (let id = 900001; id < 901000; id++) ints.push(4, id, 0, 0, 1, id + 1); send(ints, ['view']) },
      many: () => { for (let round = 0; round < 4; round++) { const ints = []; for (let id = 0; id < 40000; id++) ints.push(2, 900001 + round * 40000 + id, 0); send(ints, ['x']) } },
      flood: () => { for (let turn = 0; turn < 60000; turn++) post({ t: 'unobserve', id: 1 }, toFrame) },
      shape: () => post({ t: 'call', id: 'x', api: 7 }),
      pollute: () => post({ t: 'call', id: 77, api: 'showToast', args: JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') }),
      inherited: () => post({ t: 'call', id: 78, api: 'constructor', args: {} }),
    }
    kinds[kind]()
    console.log(JSON.stringify({ sent: kind }))
  },
})
