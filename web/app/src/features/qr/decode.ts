/** The longer edge that is looked at: enough for a code that fills a third of the picture, and quick on a slow phone. */
const EDGE_LIVE = 720
const EDGE_FILE = 1600

type Source = HTMLVideoElement | ImageBitmap

/** Looks for a code in one picture. Nothing found is the ordinary case, not an error. */
export async function decode(source: Source, canvas: HTMLCanvasElement, live: boolean): Promise<string | undefined> {
  const { default: decodeQR } = await import('qr/decode.js')
  const [width, height] = source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height]
  if (!width || !height) return undefined
  const scale = Math.min(1, (live ? EDGE_LIVE : EDGE_FILE) / Math.max(width, height))
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return undefined
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height))
  } catch {
    return undefined
  }
}

/** Looks for a code in a picture file, also turned by its EXIF note. Throws when the file is no picture. */
export async function decodeFile(file: Blob): Promise<string | undefined> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  try {
    return await decode(bitmap, document.createElement('canvas'), false)
  } finally {
    bitmap.close()
  }
}
