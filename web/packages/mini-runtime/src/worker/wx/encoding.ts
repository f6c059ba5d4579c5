/** Bytes as text and back, and numbers by chance. */
import { ApiError } from '../bridge'
import { fromBase64, toBase64 } from '../files/encoding'
import { registerApi, registerSync } from './registry'

registerSync('arrayBufferToBase64', (_, buffer: ArrayBuffer) => toBase64(new Uint8Array(buffer)))
registerSync('base64ToArrayBuffer', (_, text: string) => fromBase64(text).buffer)
registerApi('getRandomValues', ({ length }) => {
  if (typeof length !== 'number' || !Number.isInteger(length) || length < 1 || length > 1_048_576) throw new ApiError('length is invalid')
  const bytes = new Uint8Array(length)
  // The browser gives at most 64 KiB at once.
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(length, at + 65_536)))
  return { randomValues: bytes.buffer }
})
