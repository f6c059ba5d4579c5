import { deflateSync } from 'node:zlib'

/** A picture with enough going on in it to look like one: two gradients and a disc. The seed moves its colours. */
export function picture(width: number, height: number, seed = 0): Buffer {
  const row = 1 + width * 3
  const pixels = Buffer.alloc(row * height)
  const radius = Math.min(width, height) / 4
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const inDisc = (x - width / 2) ** 2 + (y - height / 2) ** 2 < radius ** 2
      const at = y * row + 1 + x * 3
      pixels[at] = inDisc ? 224 : (seed * 67 + (x * 160) / width) & 255
      pixels[at + 1] = inDisc ? 165 : (110 + (y * 120) / height) & 255
      pixels[at + 2] = inDisc ? 38 : (seed * 29 + 117) & 255
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
