/** The square that is cut out of a picture, in the picture's own pixels: its centre and how far it is enlarged. */
export interface Crop {
  x: number
  y: number
  /** 1: the largest square that fits. */
  zoom: number
}
export interface Size {
  width: number
  height: number
}

export const ZOOM_MAX = 4
/** The edge of what is sent. The cell makes its own sizes from it. */
export const AVATAR_EDGE = 1024

export function centred({ width, height }: Size): Crop {
  return { x: width / 2, y: height / 2, zoom: 1 }
}

export function sideOf({ zoom }: Crop, { width, height }: Size): number {
  return Math.min(width, height) / zoom
}

/** The nearest crop that lies inside of the picture. */
export function inside(crop: Crop, size: Size): Crop {
  const zoom = clamp(crop.zoom, 1, ZOOM_MAX)
  const half = sideOf({ ...crop, zoom }, size) / 2
  return { zoom, x: clamp(crop.x, half, size.width - half), y: clamp(crop.y, half, size.height - half) }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

/** Cuts the square out and makes a JPEG of it; what was transparent becomes white. */
export async function cut(image: HTMLImageElement, crop: Crop): Promise<Blob> {
  const size = { width: image.naturalWidth, height: image.naturalHeight }
  const side = sideOf(crop, size)
  const edge = Math.max(1, Math.min(AVATAR_EDGE, Math.round(side)))
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = edge
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser gives no canvas')
  context.fillStyle = 'white'
  context.fillRect(0, 0, edge, edge)
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, crop.x - side / 2, crop.y - side / 2, side, side, 0, 0, edge, edge)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be encoded'))), 'image/jpeg', 0.9)
  })
}
