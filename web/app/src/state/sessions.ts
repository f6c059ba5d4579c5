import { callHttp, isSignedOut, uploadFile, type AccountId, type Upload, type UploadOptions } from '@sapa/api-client'
import { Account } from './account'
import { forgetSlot, rememberedSlots } from './slots'
import { eraseStorage } from './storage'

/** Accounts that this tab has open, so that switching back and forth is instant. */
const open = new Map<number, Promise<Account>>()

export function openAccount(slot: number, self: AccountId): Promise<Account> {
  const known = open.get(slot)
  const account = (known ?? Account.open(slot, self)).then((opened) => {
    if (opened.self === self) return opened
    opened.stop()
    return Account.open(slot, self)
  })
  open.set(slot, account)
  return account
}

/** Signs a slot out, at the cell and on this device. */
export async function signOut(slot: number): Promise<void> {
  const account = await open.get(slot)
  open.delete(slot)
  if (account) return account.signOut()
  const card = rememberedSlots()[slot]
  await callHttp('accounts.sign_out', {}, { slot }).catch((error: unknown) => {
    if (!isSignedOut(error)) throw error
  })
  forgetSlot(slot)
  if (card) await eraseStorage(card.account)
}

/** The slot's account is over (revoked, deleted): its data leaves this device. */
export async function forgetAccount(slot: number): Promise<void> {
  const account = await open.get(slot)
  open.delete(slot)
  if (account) await account.forget()
  else forgetSlot(slot)
}

/** Keeps a signed-out account's data, for signing in again as the same one. */
export function closeAccount(slot: number): void {
  void open.get(slot)?.then((account) => account.stop())
  open.delete(slot)
}

export function upload(slot: number, file: Blob, purpose: UploadOptions['purpose'], options: Pick<UploadOptions, 'signal' | 'onProgress'> = {}): Promise<Upload> {
  return uploadFile(file, { slot, purpose, ...options })
}
