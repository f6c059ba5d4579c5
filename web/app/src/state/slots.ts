import { callHttp, type Card, type InputOf, type Me, type OperationName, type OutputOf, type CallOptions } from '@sapa/api-client'
import { MAX_SLOTS } from '@/routes/paths'

/**
 * Which account sits in which slot of this browser, remembered so that the app opens without asking, also offline. Only the
 * public card is kept; the session itself is a cookie that scripts cannot read.
 */
const STORAGE_KEY = 'sapa.slots'

type Remembered = Partial<Record<number, Card>>

export function rememberedSlots(): Remembered {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Remembered) : {}
  } catch {
    return {}
  }
}

function remember(slots: Remembered): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(slots))
  } catch {
    // Without storage the app asks the cell at each start.
  }
}

export function rememberSlot(slot: number, card: Card): void {
  const { account, handle, display_name, avatar_version, fictional } = card
  remember({ ...rememberedSlots(), [slot]: { account, handle, display_name, avatar_version, fictional } })
}

export function forgetSlot(slot: number): void {
  const { [slot]: _forgotten, ...rest } = rememberedSlots()
  remember(rest)
}

/** Tells when another tab signs an account in or out. */
export function onSlotsChanged(listener: () => void): () => void {
  const heard = (event: StorageEvent) => {
    if (event.key === STORAGE_KEY) listener()
  }
  window.addEventListener('storage', heard)
  return () => window.removeEventListener('storage', heard)
}

export function parseSlot(text: string): number | undefined {
  const slot = Number(text)
  return /^\d$/.test(text) && slot < MAX_SLOTS ? slot : undefined
}

/** For pages outside of an account: signing in, invitations, recovery. */
export function callAs<Op extends OperationName>(
  slot: number,
  op: Op,
  input: InputOf<Op>,
  options: Omit<CallOptions, 'slot'> = {},
): Promise<OutputOf<Op>> {
  return callHttp(op, input, { ...options, slot })
}

/** The first slot without an account, for signing in one more; nothing when all are taken. */
export async function freeSlot(): Promise<number | undefined> {
  let taken: number[]
  try {
    const { slots } = await callAs(0, 'accounts.slots', {})
    taken = slots.filter((slot) => slot.account && !slot.expired).map((slot) => slot.slot)
  } catch {
    taken = Object.keys(rememberedSlots()).map(Number)
  }
  for (let slot = 0; slot < MAX_SLOTS; slot += 1) if (!taken.includes(slot)) return slot
  return undefined
}

/** To be called after signing in, registering or continuing as a resident; then go to the slot's chats. */
export async function signedIn(slot: number, me: Me): Promise<void> {
  rememberSlot(slot, me)
}

const LEAVING_KEY = 'sapa.leaving'
/** A sign-out reaches the other tabs well within this. */
const LEAVING_LASTS_MS = 10_000

/** Tells the other tabs that this browser itself signs the slot out. */
export function announceLeaving(slot: number): void {
  try {
    localStorage.setItem(LEAVING_KEY, `${slot} ${Date.now()}`)
  } catch {
    // They will say that the session was ended from elsewhere.
  }
}

export function isLeaving(slot: number): boolean {
  const [leaving, at] = (localStorage.getItem(LEAVING_KEY) ?? '').split(' ')
  return leaving === String(slot) && Date.now() - Number(at) < LEAVING_LASTS_MS
}
