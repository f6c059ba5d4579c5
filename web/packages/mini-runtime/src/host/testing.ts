/**
 * A host in memory, for tests of the runtime and of programs: it serves everything at once, asks nobody, and notes what it was asked.
 * What it answers can be changed between calls.
 */
import { Failure } from './handlers'
import { sizeOf } from './apis/files'
import type {
  AudioEvent, AudioState, CloudOperation, DeviceHeard, HostServices, KeptFile, Modal, NetworkState, Picked, RequestAnswer, RequestAsk, Scope, SharedCard, SocketAsk, SocketHeard, TabBarState,
  TransferHeard, UploadAsk,
} from './services'
import { MemoryDatabase } from './testing-database'

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>

interface Reply { statusCode?: number; header?: Record<string, string>; cookies?: string[]; body?: string | ArrayBuffer; progress?: [number, number][]; never?: boolean; fail?: string }

export class MemoryHost implements HostServices {
  /** Every call of a service, in order. */
  readonly calls: { name: string; args: unknown }[] = []
  /** What a person would do. Setting one to a `Failure` makes the call fail. */
  answers = {
    modal: { confirm: true, content: null as string | null } as { confirm: boolean; content: string | null } | Failure,
    sheet: 0 as number | Failure,
    permission: true,
    pay: undefined as undefined | Failure,
    picked: [{ data: bytes('picture'), name: 'one.png', width: 4, height: 2 }] as Picked[] | Failure,
    scan: { result: 'https://sapa.example/x', scanType: 'QR_CODE', charSet: 'utf-8', rawData: '' } as { result: string; scanType: string; charSet: string; rawData: string } | Failure,
    navigate: undefined as undefined | Failure,
    session: true,
  }
  scopes: Partial<Record<Scope, boolean>> = {}
  /** What addresses answer; the rest is 404. */
  web: Record<string, Reply | ((ask: RequestAsk | UploadAsk) => Reply)> = {}
  sockets: { ask: SocketAsk; hear: SocketHeard; sent: (string | ArrayBuffer)[]; closed: [number, string] | null }[] = []
  players: { hear: (event: AudioEvent) => void; state: AudioState | null; did: string[] }[] = []
  kept = new Map<string, KeptFile>()
  assets: Record<string, string> = {}
  clip = ''
  state: NetworkState = { networkType: 'wifi', isConnected: true }
  watchers: DeviceHeard[] = []
  readonly store = new MemoryDatabase()
  bar: TabBarState | null = null
  card: SharedCard | null = null

  private note<T>(name: string, args: unknown, answer: T | Failure): Promise<T> {
    this.calls.push({ name, args })
    return answer instanceof Failure ? Promise.reject(answer) : Promise.resolve(answer)
  }

  private told(name: string) {
    return (args?: unknown): void => { this.calls.push({ name, args }) }
  }

  private done(name: string) {
    return (args?: unknown): Promise<void> => this.note(name, args, undefined)
  }

  interaction = {
    showToast: this.told('showToast'), hideToast: this.told('hideToast'), showLoading: this.told('showLoading'), hideLoading: this.told('hideLoading'),
    showModal: (modal: Modal) => this.note('showModal', modal, this.answers.modal),
    showActionSheet: (sheet: unknown) => this.note('showActionSheet', sheet, this.answers.sheet),
  }

  account = {
    login: () => this.note('login', {}, { code: 'code-1' }),
    checkSession: () => this.note('checkSession', {}, this.answers.session),
    profile: (ask: unknown) => this.note('profile', ask, {
      userInfo: { nickName: 'Ani', avatarUrl: '', gender: 0, country: '', province: '', city: '', language: 'en' }, rawData: '{"nickName":"Ani"}', signature: 'signed', encryptedData: 'secret', iv: 'iv',
    }),
    phoneNumber: () => this.note('phoneNumber', {}, { code: 'phone-1' }),
    chooseAddress: () => this.note('chooseAddress', {}, { userName: 'Ani', postalCode: '1', provinceName: 'P', cityName: 'C', countyName: '', detailInfo: 'Street 1', nationalCode: '', telNumber: '+62' }),
  }

  permissions = {
    granted: () => Promise.resolve({ ...this.scopes }),
    ask: async (scope: Scope, desc: string) => {
      this.scopes[scope] = await this.note('ask', { scope, desc }, this.answers.permission)
      return this.answers.permission
    },
    openSettings: this.done('openSettings'),
    subscribe: (templates: string[]) => this.note('subscribe', templates, Object.fromEntries(templates.map((one) => [one, 'accept' as const]))),
  }

  private async reply(name: string, ask: RequestAsk | UploadAsk, hear: Partial<TransferHeard>, signal: AbortSignal): Promise<RequestAnswer> {
    this.calls.push({ name, args: ask })
    const found = this.web[ask.url] ?? { statusCode: 404, body: '' }
    const { statusCode = 200, header = {}, cookies = [], body = '', progress = [], never, fail } = typeof found === 'function' ? found(ask) : found
    if (fail !== undefined) throw new Failure(fail)
    if (never) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    hear.headers?.(header)
    for (const [done, total] of progress) hear.progress?.(done, total)
    return { statusCode, header, cookies, body: typeof body === 'string' ? bytes(body).buffer : body }
  }

  network = {
    request: (ask: RequestAsk, hear: Pick<TransferHeard, 'headers'>, signal: AbortSignal) => this.reply('request', ask, hear, signal),
    upload: (ask: UploadAsk, hear: TransferHeard, signal: AbortSignal) => this.reply('upload', ask, hear, signal),
    download: async (ask: RequestAsk, hear: TransferHeard, signal: AbortSignal) => {
      const { body, ...rest } = await this.reply('download', ask, hear, signal)
      return { ...rest, body: new Uint8Array(body) }
    },
    connect: (ask: SocketAsk, hear: SocketHeard) => {
      const socket = { ask, hear, sent: [] as (string | ArrayBuffer)[], closed: null as [number, string] | null }
      this.sockets.push(socket)
      return {
        send: (data: string | ArrayBuffer) => { socket.sent.push(data) },
        close: (code: number, reason: string) => {
          socket.closed = [code, reason]
          queueMicrotask(() => hear.close(code, reason))
        },
      }
    },
  }

  payment = { requestPayment: (order: unknown) => this.note('requestPayment', order, this.answers.pay) }

  files = {
    put: (file: KeptFile) => { this.kept.set(file.path, file) },
    remove: (path: string) => { this.kept.delete(path) },
    openDocument: this.done('openDocument'),
  }

  media = {
    choose: (what: unknown) => this.note('choose', what, this.answers.picked),
    chooseFiles: (what: unknown) => this.note('chooseFiles', what, this.answers.picked),
    chooseAvatar: () => this.note('chooseAvatar', {}, { data: bytes('me'), name: 'me.png' }),
    preview: (items: unknown, current: number) => this.note('preview', { items, current }, undefined),
    saveToAlbum: this.done('saveToAlbum'),
    imageInfo: () => Promise.resolve({ width: 4, height: 2, type: 'png', orientation: 'up' }),
    compress: (data: Picked['data'], to: unknown) => this.note('compress', { size: sizeOf(data), to }, bytes('small')),
    load: (url: string) => Promise.resolve(Object.hasOwn(this.assets, url) ? new Blob([this.assets[url]!]) : null),
  }

  audio = {
    open: (hear: (event: AudioEvent) => void) => {
      const player = { hear, state: null as AudioState | null, did: [] as string[] }
      this.players.push(player)
      const act = (what: string) => (): void => { player.did.push(what) }
      return {
        set: (state: AudioState) => { player.state = state }, play: act('play'), pause: act('pause'), stop: act('stop'), close: act('close'),
        seek: (seconds: number) => { player.did.push(`seek ${seconds}`) },
      }
    },
  }

  device = {
    setClipboard: (text: string) => {
      this.clip = text
      return Promise.resolve()
    },
    getClipboard: () => Promise.resolve(this.clip),
    makePhoneCall: this.done('makePhoneCall'),
    scanCode: (what: unknown) => this.note('scanCode', what, this.answers.scan),
    network: () => this.state,
    vibrate: this.told('vibrate'),
    battery: () => Promise.resolve({ level: 80, isCharging: true, isLowPowerModeEnabled: false }),
    brightness: () => Promise.resolve(0.5),
    setBrightness: this.done('setBrightness'),
    keepScreenOn: this.done('keepScreenOn'),
    watch: (hear: DeviceHeard) => {
      this.watchers.push(hear)
      return () => { this.watchers = this.watchers.filter((one) => one !== hear) }
    },
  }

  location = {
    get: (how: unknown) => this.note('location', how, { latitude: -6.2088, longitude: 106.8456, speed: 0, accuracy: 10, altitude: 0, verticalAccuracy: 0, horizontalAccuracy: 10 }),
    open: this.done('openLocation'),
    choose: (near: unknown) => this.note('chooseLocation', near, { name: 'Monas', address: 'Jakarta', latitude: -6.175, longitude: 106.827 }),
  }

  share = {
    shareAppMessage: (card: SharedCard) => {
      this.card = card
      return Promise.resolve()
    },
  }

  programs = {
    navigateTo: (target: unknown) => this.note('navigateTo', target, this.answers.navigate),
    navigateBack: this.done('navigateBack'), exit: this.done('exit'), restart: this.done('restart'), openCustomerService: this.done('openCustomerService'),
  }

  bars = { tabBar: (state: TabBarState) => { this.bar = structuredClone(state) } }
  cloud = { database: (operation: CloudOperation) => Promise.resolve().then(() => this.store.run(operation)) }
  log = { write: this.told('log') }
}
