/** How long a file's address is kept after the browser was asked to save it: some read it late. */
const KEPT_MS = 60_000

/** Hands a file to the browser's own downloads. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  window.setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}

/** Pixels of one module, and light modules around the code. */
const MODULE = 12
const QUIET_ZONE = 4

/** A QR code as a picture to print or send. */
export async function qrPicture(text: string): Promise<Blob | undefined> {
  const { encodeQR } = await import('qr')
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE })
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = rows.length * MODULE
  const paint = canvas.getContext('2d')
  if (!paint) return undefined
  const style = getComputedStyle(document.documentElement)
  paint.fillStyle = style.getPropertyValue('--qr-paper')
  paint.fillRect(0, 0, canvas.width, canvas.height)
  paint.fillStyle = style.getPropertyValue('--qr-ink')
  rows.forEach((row, y) => row.forEach((dark, x) => dark && paint.fillRect(x * MODULE, y * MODULE, MODULE, MODULE)))
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png'))
}
