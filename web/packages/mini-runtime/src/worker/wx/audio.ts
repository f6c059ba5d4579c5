/** Sound without an element. It plays in the host, which loads it by the proxy or from the program's files. */
import type { Runtime } from '../runtime'
import { registerApi, registerSync } from './registry'

type Listener = (detail: unknown) => void
interface Told { id: number; type: string; currentTime: number; duration: number; buffered: number; paused: boolean; errCode?: number }

const EVENTS = ['Canplay', 'Play', 'Pause', 'Stop', 'Ended', 'TimeUpdate', 'Error', 'Waiting', 'Seeking', 'Seeked', 'Prev', 'Next'] as const
const STATE = { src: '', startTime: 0, loop: false, volume: 1, playbackRate: 1, autoplay: false }
const TITLES = { title: '', epname: '', singer: '', coverImgUrl: '', webUrl: '', protocol: 'http' }

const players = new WeakMap<Runtime, Map<number, Player>>()
let last = 0

function playersOf(runtime: Runtime): Map<number, Player> {
  let all = players.get(runtime)
  if (!all) {
    const made = new Map<number, Player>()
    players.set(runtime, (all = made))
    runtime.bridge.on('#audio', (told) => made.get((told as Told).id)?.told(told as Told))
  }
  return all
}

/** A player with WeChat's properties: writing one is told to the host, all that were written in a turn at once. */
class Player {
  readonly id = ++last
  private listeners = new Map<string, Set<Listener>>()
  private state: Record<string, unknown> = { ...STATE }
  private titles: Record<string, unknown> = { ...TITLES }
  private now: Told = { id: 0, type: '', currentTime: 0, duration: 0, buffered: 0, paused: true }
  private dirty = false
  private destroyed = false
  readonly face: Record<string, unknown> = {}

  constructor(private readonly runtime: Runtime, private readonly background: boolean) {
    playersOf(runtime).set(this.id, this)
    this.tell('#audio.open', {})
    const { face } = this
    for (const name of Object.keys(STATE)) this.property(name, this.state, () => name === 'src' && this.background)
    if (background) for (const name of Object.keys(TITLES)) this.property(name, this.titles, () => false)
    for (const name of ['currentTime', 'duration', 'buffered', 'paused'] as const) {
      Object.defineProperty(face, name, { get: () => this.now[name], set: (value) => { if (name === 'currentTime' && background) this.seek(value) }, enumerable: true })
    }
    for (const what of ['play', 'pause', 'stop'] as const) face[what] = () => this.act(what)
    face['seek'] = (seconds: unknown) => this.seek(seconds)
    if (!background) face['destroy'] = () => this.destroy()
    face['obeyMuteSwitch'] = true
    for (const event of EVENTS) {
      const type = event === 'TimeUpdate' ? 'timeUpdate' : event.toLowerCase()
      face[`on${event}`] = (listener: Listener) => {
        if (typeof listener !== 'function') return
        this.listeners.set(type, (this.listeners.get(type) ?? new Set()).add(listener))
      }
      face[`off${event}`] = (listener?: Listener) => { if (listener) this.listeners.get(type)?.delete(listener); else this.listeners.delete(type) }
    }
  }

  private property(name: string, holder: Record<string, unknown>, plays: () => boolean): void {
    const kind = typeof holder[name]
    Object.defineProperty(this.face, name, {
      enumerable: true,
      get: () => holder[name],
      set: (value: unknown) => {
        holder[name] = kind === 'number' ? Number(value) || 0 : kind === 'boolean' ? Boolean(value) : value === null || value === undefined ? '' : String(value as string)
        this.touch()
        if (plays() && holder[name] !== '') queueMicrotask(() => this.act('play'))
      },
    })
  }

  private touch(): void {
    if (this.dirty) return
    this.dirty = true
    queueMicrotask(() => this.write())
  }

  private write(): void {
    if (!this.dirty || this.destroyed) return
    this.dirty = false
    const { title, epname, singer, coverImgUrl } = this.titles
    this.tell('#audio.set', { ...this.state, src: this.address(), background: this.background ? { title, epname, singer, coverImgUrl } : null })
  }

  /** A file of the package is named from its root. */
  private address(): string {
    const src = String(this.state['src'])
    return src === '' || /^[a-z][a-z0-9+.-]*:/i.test(src) || src.startsWith('/') ? src : `/${src}`
  }

  private act(what: 'play' | 'pause' | 'stop'): void {
    this.write()
    if (!this.destroyed) this.tell('#audio.do', { what })
  }

  private seek(seconds: unknown): void {
    this.write()
    if (!this.destroyed) this.tell('#audio.do', { what: 'seek', seconds: Math.max(0, Number(seconds) || 0) })
  }

  private destroy(): void {
    if (this.destroyed) return
    this.tell('#audio.do', { what: 'close' })
    this.destroyed = true
    this.listeners.clear()
    playersOf(this.runtime).delete(this.id)
  }

  private tell(api: string, args: object): void {
    this.runtime.bridge.call(api, { id: this.id, ...args }).catch((error: Error) => this.emit('error', { errCode: 10001, errMsg: error.message }))
  }

  told(told: Told): void {
    this.now = told
    this.emit(told.type.toLowerCase() === 'timeupdate' ? 'timeUpdate' : told.type, told.type === 'error' ? { errCode: told.errCode ?? -1, errMsg: '' } : {})
  }

  private emit(type: string, detail: object): void {
    for (const listener of [...(this.listeners.get(type) ?? [])]) this.runtime.guard(() => listener(detail), `audio ${type}`)
  }
}

const backgrounds = new WeakMap<Runtime, Player>()

registerSync('createInnerAudioContext', (runtime) => new Player(runtime, false).face, { host: '#audio.open' })
registerSync('getBackgroundAudioManager', (runtime) => {
  // There is one, as there is one such sound.
  const player = backgrounds.get(runtime) ?? new Player(runtime, true)
  backgrounds.set(runtime, player)
  return player.face
}, { host: '#audio.open' })
registerApi('setInnerAudioOption', () => {})
registerApi('setInnerAudioOptions', () => {})
registerApi('getAvailableAudioSources', () => ({ audioSources: ['auto', 'mic'] }))
