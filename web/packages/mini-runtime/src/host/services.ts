/**
 * What the client does for a mini program, by group. `HostApis` checks all that a program sends (shape, size, permission, a person's
 * gesture, domains) before one of these is called, so arguments here have the types they say. A group may be left out: its `wx.*`
 * calls then fail with `not supported` and `canIUse` says false. Throw a `Failure` to fail with a text of WeChat's, such as `cancel`.
 */
export interface HostServices {
  interaction: InteractionServices
  account: AccountServices
  permissions: PermissionServices
  network: NetworkServices
  payment: PaymentServices
  files: FileServices
  media: MediaServices
  audio: AudioServices
  device: DeviceServices
  location: LocationServices
  share: ShareServices
  programs: ProgramServices
  bars: BarServices
  cloud: CloudServices
  log: LogServices
}

/** Drawn outside of the frame, so that no program can imitate them above its own. */
export interface InteractionServices {
  showToast(toast: { title: string; icon: 'success' | 'error' | 'loading' | 'none'; image: Blob | null; duration: number; mask: boolean }): void
  hideToast(): void
  showLoading(loading: { title: string; mask: boolean }): void
  hideLoading(): void
  showModal(modal: Modal): Promise<{ confirm: boolean; content: string | null }>
  /** The index of what was chosen. `Failure('cancel')` when nothing was. */
  showActionSheet(sheet: { itemList: string[]; itemColor: string; alertText: string }): Promise<number>
}

export interface Modal {
  title: string
  content: string
  showCancel: boolean
  cancelText: string | null
  cancelColor: string
  confirmText: string | null
  confirmColor: string
  /** The dialog asks for a text, which comes back as `content`. */
  editable: boolean
  placeholderText: string
}

export interface AccountServices {
  /** A code for the program's server (`/sns/jscode2session`), good once and for five minutes. */
  login(): Promise<{ code: string }>
  /** Whether the session of the last login still holds. */
  checkSession(): Promise<boolean>
  /**
   * The person's profile as the program may see it. `ask` is set when the person has to agree to it in a sheet first
   * (`getUserProfile`); the signed form is of the server's making. `Failure('auth deny')` when they do not agree.
   */
  profile(ask: { desc: string; lang: string; sheet: boolean; withCredentials: boolean }): Promise<Profile>
  /** Asks for the phone number in a sheet; the code is for the program's server. `Failure('user deny')` when it is refused. */
  phoneNumber(): Promise<{ code: string; encryptedData?: string; iv?: string }>
  /** Chosen from the address book, after the sheet of permission. `Failure('cancel')` when none was. */
  chooseAddress(): Promise<Address>
}

export interface Profile {
  userInfo: { nickName: string; avatarUrl: string; gender: number; country: string; province: string; city: string; language: string }
  rawData: string
  signature: string
  encryptedData: string
  iv: string
  cloudID?: string
}

export interface Address {
  userName: string
  postalCode: string
  provinceName: string
  cityName: string
  countyName: string
  streetName?: string
  detailInfo: string
  detailInfoNew?: string
  nationalCode: string
  telNumber: string
}

/** Scopes as WeChat names them, such as `scope.userLocation`. */
export type Scope = `scope.${string}`

export interface PermissionServices {
  /** What this person has decided for this program. What was never asked is absent. */
  granted(): Promise<Partial<Record<Scope, boolean>>>
  /** Asks in the host's sheet and keeps the answer. `desc` is the program's reason from app.json, shown as theirs. */
  ask(scope: Scope, desc: string): Promise<boolean>
  /** Opens the program's settings; resolves when they are closed. */
  openSettings(): Promise<void>
  /** Which message templates the person accepts, of those that were asked. */
  subscribe(templates: string[]): Promise<Record<string, 'accept' | 'reject' | 'ban' | 'filter'>>
}

/** By way of the server's proxy, which checks domains once more, follows redirects by the same rule and knows no cookies of the person. */
export interface NetworkServices {
  request(ask: RequestAsk, hear: Pick<TransferHeard, 'headers'>, signal: AbortSignal): Promise<RequestAnswer>
  upload(ask: UploadAsk, hear: TransferHeard, signal: AbortSignal): Promise<RequestAnswer>
  download(ask: RequestAsk, hear: TransferHeard, signal: AbortSignal): Promise<Omit<RequestAnswer, 'body'> & { body: Blob | Uint8Array<ArrayBuffer> }>
  connect(ask: SocketAsk, hear: SocketHeard): Socket
}

export interface RequestAsk {
  url: string
  method: 'OPTIONS' | 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'TRACE' | 'CONNECT' | 'PATCH'
  /** Without those that are not a program's to set: Host, Referer, Connection, Sec-… */
  header: Record<string, string>
  body: ArrayBuffer | string | null
  timeout: number
  /** `manual`: a redirect is the answer. */
  redirect: 'follow' | 'manual'
}

export interface UploadAsk {
  url: string
  header: Record<string, string>
  /** Name of the form's field that holds the file. */
  name: string
  file: Blob | Uint8Array<ArrayBuffer>
  fileName: string
  /** The other fields of the form. */
  formData: Record<string, string>
  timeout: number
}

export interface TransferHeard {
  headers(header: Record<string, string>): void
  progress(done: number, total: number): void
}

export interface RequestAnswer {
  statusCode: number
  header: Record<string, string>
  /** `Set-Cookie` of the answer: the program keeps its own. */
  cookies: string[]
  body: ArrayBuffer
}

export interface SocketAsk { url: string; header: Record<string, string>; protocols: string[]; timeout: number }

export interface SocketHeard {
  open(header: Record<string, string>): void
  message(data: string | ArrayBuffer): void
  error(text: string): void
  close(code: number, reason: string): void
}

export interface Socket {
  send(data: string | ArrayBuffer): void
  close(code: number, reason: string): void
}

export interface PaymentServices {
  /**
   * Opens the host's own sheet. Amount and payee come from the server by the order's id in `package` (`prepay_id=…`), never from here.
   * Resolves when the server says that it is paid; `Failure('cancel')` when the person leaves.
   */
  requestPayment(order: { timeStamp: string; nonceStr: string; package: string; signType: 'MD5' | 'HMAC-SHA256' | 'RSA'; paySign: string }): Promise<void>
}

export type Bytes = Blob | Uint8Array<ArrayBuffer>

/** A file or, with no data, a folder of the program's own (`wxfile://usr/…`), kept by person and program. */
export interface KeptFile { path: string; data: Bytes | null; modified: number }

/** Keeps the program's own files between runs. `HostApis` counts sizes and gives the same files back at the next start. */
export interface FileServices {
  put(file: KeptFile): void
  remove(path: string): void
  /** Shows or hands out a file, in the host's viewer or as a download of the browser. */
  openDocument(document: { data: Bytes; name: string; fileType: string; showMenu: boolean }): Promise<void>
}

export interface Picked { data: Bytes; name: string; width?: number; height?: number; duration?: number; thumb?: Bytes }

export interface MediaServices {
  /** The host's own chooser. `Failure('cancel')` when nothing was chosen. */
  choose(what: {
    kinds: ('image' | 'video')[]
    count: number
    source: ('album' | 'camera')[]
    camera: 'back' | 'front'
    compressed: boolean
    original: boolean
    maxDuration: number
  }): Promise<Picked[]>
  chooseFiles(what: { count: number; type: 'all' | 'video' | 'image' | 'file'; extensions: string[] }): Promise<Picked[]>
  chooseAvatar(): Promise<Picked>
  preview(items: { data: Bytes | null; url: string; type: 'image' | 'video'; poster: string }[], current: number, showMenu: boolean): Promise<void>
  saveToAlbum(file: { data: Bytes; name: string; kind: 'image' | 'video' }): Promise<void>
  imageInfo(data: Bytes): Promise<{ width: number; height: number; type: string; orientation: string }>
  compress(data: Bytes, to: { quality: number; width?: number; height?: number }): Promise<Bytes>
  /** A picture, sound or font of an address that the program declared, by the proxy. */
  load(url: string): Promise<Blob | null>
}

export interface AudioState {
  src: string
  startTime: number
  loop: boolean
  volume: number
  playbackRate: number
  autoplay: boolean
  /** Sound in the background, with a title in the host's player. */
  background: null | { title: string; epname: string; singer: string; coverImgUrl: string }
}

export interface AudioServices {
  /** A player. `data` is the sound itself when it is a file of the program or its package; otherwise `src` leads through the proxy. */
  open(hear: (event: AudioEvent) => void): AudioPlayer
}

export interface AudioEvent {
  type: 'canplay' | 'play' | 'pause' | 'stop' | 'ended' | 'timeUpdate' | 'error' | 'waiting' | 'seeking' | 'seeked' | 'prev' | 'next'
  currentTime: number
  duration: number
  buffered: number
  paused: boolean
  errCode?: number
}

export interface AudioPlayer {
  set(state: AudioState, data: Bytes | null): void
  play(): void
  pause(): void
  stop(): void
  seek(seconds: number): void
  close(): void
}

export interface DeviceServices {
  /** The client also says that something was copied, as WeChat does. */
  setClipboard(text: string): Promise<void>
  getClipboard(): Promise<string>
  makePhoneCall(phoneNumber: string): Promise<void>
  scanCode(what: { onlyFromCamera: boolean; types: string[] }): Promise<{ result: string; scanType: string; charSet: string; path?: string; rawData: string }>
  network(): NetworkState
  vibrate(how: 'light' | 'medium' | 'heavy' | 'long'): void
  battery(): Promise<{ level: number; isCharging: boolean; isLowPowerModeEnabled: boolean }>
  brightness(): Promise<number>
  setBrightness(value: number): Promise<void>
  keepScreenOn(on: boolean): Promise<void>
  /** Tells of changes until the function that it returns is called. */
  watch(hear: DeviceHeard): () => void
}

export interface NetworkState { networkType: 'wifi' | '2g' | '3g' | '4g' | '5g' | 'unknown' | 'none'; isConnected: boolean }

export interface DeviceHeard {
  network(state: NetworkState): void
  keyboard(height: number): void
  memory(level: 5 | 10 | 15): void
  capture(): void
}

export interface Place { latitude: number; longitude: number; name: string; address: string }

export interface LocationServices {
  get(how: { type: 'wgs84' | 'gcj02'; altitude: boolean; highAccuracy: boolean }): Promise<{
    latitude: number; longitude: number; speed: number; accuracy: number; altitude: number; verticalAccuracy: number; horizontalAccuracy: number
  }>
  open(place: Place & { scale: number }): Promise<void>
  choose(near: { latitude: number; longitude: number } | null): Promise<Place>
}

export interface ShareServices {
  /** What the page wants to be shared: the host asks into which chat and sends the card. */
  shareAppMessage(card: SharedCard): Promise<void>
}

export interface SharedCard {
  title: string
  /** Of the page, with its query. */
  path: string
  imageUrl: string
  /** The picture's bytes, if there is one that could be had; without one the host pictures the page or shows the icon. */
  image: Bytes | null
  withShareTicket: boolean
  /** A card that the program's server changes later; empty for others. */
  activityId: string
}

export interface ProgramServices {
  /** Asks the person, then opens the other program. */
  navigateTo(target: { appId: string; path: string; extraData: unknown; envVersion: 'develop' | 'trial' | 'release'; shortLink: string }): Promise<void>
  /** Back to the program that opened this one. `Failure` when none did. */
  navigateBack(extraData: unknown): Promise<void>
  exit(): Promise<void>
  restart(path: string): Promise<void>
  openCustomerService(chat: { title: string; path: string; imageUrl: string; showCard: boolean; sessionFrom: string }): Promise<void>
}

export interface TabBarState {
  hidden: boolean
  items: { text: string; iconPath: string; selectedIconPath: string; badge: string; redDot: boolean }[]
  style: { color?: string; selectedColor?: string; backgroundColor?: string; borderStyle?: 'black' | 'white' }
}

export interface BarServices {
  /** The tab bar as it now is; told when it differs from app.json. */
  tabBar(state: TabBarState): void
}

/** One operation on the program's own data store. The server checks it by the store's rules for this person. */
export interface CloudOperation {
  env: string
  collection: string
  op: 'get' | 'count' | 'add' | 'update' | 'set' | 'remove'
  /** Of one document. */
  id: string | null
  /** JSON: the condition (`where`), with commands as `{"$op": "gt", "args": [...]}` and dates as `{"$date": ms}`. */
  where: string
  /** JSON: the document or the changes. */
  data: string
  order: { field: string; direction: 'asc' | 'desc' }[]
  skip: number
  limit: number
  field: Record<string, boolean>
}

export interface CloudServices {
  database(operation: CloudOperation): Promise<{ data?: unknown; total?: number; _id?: string; stats?: { updated?: number; removed?: number; created?: number } }>
}

export interface LogServices {
  /** Entries of the log managers, for the developers' console. */
  write(entry: { level: 'debug' | 'info' | 'warn' | 'error'; text: string; realtime: boolean }): void
}
