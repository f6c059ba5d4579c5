/** Texts and bytes as WeChat's file system names them. */
import { ApiError } from '../bridge'

type Bytes = Uint8Array<ArrayBuffer>

const PIECE = 0x8000

function binary(bytes: Bytes): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE))
  return text
}

export function toBase64(bytes: Bytes): string {
  return btoa(binary(bytes))
}

export function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text.replace(/\s/g, '')), (letter) => letter.charCodeAt(0))
}

export function decode(bytes: Bytes, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'utf8': case 'utf-8': return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    case 'ucs2': case 'ucs-2': case 'utf16le': case 'utf-16le': return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes)
    case 'base64': return toBase64(bytes)
    case 'hex': return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    case 'ascii': return binary(bytes.map((byte) => byte & 0x7f) as Bytes)
    case 'binary': case 'latin1': return binary(bytes)
    default: throw new ApiError(`invalid encoding "${encoding.slice(0, 50)}"`, 1301003)
  }
}

export function encode(text: string, encoding: string): Bytes {
  switch (encoding.toLowerCase()) {
    case 'utf8': case 'utf-8': return new TextEncoder().encode(text) as Bytes
    case 'ucs2': case 'ucs-2': case 'utf16le': case 'utf-16le': {
      const units = new Uint16Array(text.length)
      for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at)
      return new Uint8Array(units.buffer)
    }
    case 'base64': return fromBase64(text)
    case 'hex': return Uint8Array.from(text.match(/[0-9a-f]{2}/gi) ?? [], (pair) => parseInt(pair, 16))
    case 'ascii': case 'binary': case 'latin1': return Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0xff)
    default: throw new ApiError(`invalid encoding "${encoding.slice(0, 50)}"`, 1301003)
  }
}
