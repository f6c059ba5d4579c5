/** The cell takes this many pictures in a message, of this size each. */
export const MAX_PHOTOS = 9
const MAX_PHOTO_BYTES = 20 * 1024 * 1024

export interface ChosenPhoto {
  readonly file: File
  readonly url: string
  /** 0 when the browser cannot decode it; the cell may still. */
  readonly width: number
  readonly height: number
}

export function onlyImages(files: readonly File[]): File[] {
  return files.filter((file) => file.type.startsWith('image/'))
}

/** Measures the pictures, so that their places are known before they are sent. */
export async function readPhotos(files: readonly File[]): Promise<{ photos: ChosenPhoto[]; tooLarge: number }> {
  const fitting = files.filter((file) => file.size <= MAX_PHOTO_BYTES)
  const photos = await Promise.all(
    fitting.map(async (file): Promise<ChosenPhoto> => {
      const url = URL.createObjectURL(file)
      return { file, url, ...(await sizeOf(url)) }
    }),
  )
  return { photos, tooLarge: files.length - fitting.length }
}

function sizeOf(url: string): Promise<{ width: number; height: number }> {
  return new Promise((resolve) => {
    const image = new Image()
    image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight })
    image.onerror = () => resolve({ width: 0, height: 0 })
    image.src = url
  })
}
