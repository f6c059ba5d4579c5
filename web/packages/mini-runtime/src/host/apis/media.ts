/** Pictures, videos and files that a person chooses, looks at or keeps. */
import * as v from 'valibot'
import { Failure, handler, type Handlers } from '../handlers'
import type { MediaServices, Picked } from '../services'
import { asBlob, sizeOf } from './files'
import type { Host } from './host'
import { buffer, flag, number, path, text, url, words } from './schemas'

const source = v.optional(v.pipe(v.array(v.picklist(['album', 'camera'])), v.minLength(1), v.maxLength(2)), ['album', 'camera'])
const camera = v.fallback(v.picklist(['back', 'front']), 'back')
const sizes = v.optional(v.array(v.picklist(['original', 'compressed'])), ['original', 'compressed'])
const PICTURE = 50 * 1_048_576

/** Bytes that begin as those of a PNG or a JPEG do. */
function isPicture(data: ArrayBuffer): boolean {
  const [a, b, c, d] = new Uint8Array(data, 0, Math.min(4, data.byteLength))
  return data.byteLength <= PICTURE && ((a === 0x89 && b === 0x50 && c === 0x4e && d === 0x47) || (a === 0xff && b === 0xd8 && c === 0xff))
}

export function mediaHandlers(host: Host, services: MediaServices): Handlers {
  const give = ({ data, name, ...facts }: Picked) => ({ path: host.files.temporary(data, name), size: sizeOf(data), name, ...facts })
  const thumb = (picked: Picked): string => (picked.thumb ? host.files.temporary(picked.thumb, 'thumb.jpg') : '')
  const most = <T>(list: T[], count: number): T[] => {
    // Whatever chooser a client has, an empty choice is a choice not made.
    if (list.length === 0) throw new Failure('cancel')
    return list.slice(0, count)
  }
  return {
    chooseImage: handler({
      args: v.object({ count: number(1, 20, 9), sizeType: sizes, sourceType: source }),
      run: async ({ count, sizeType, sourceType }) => {
        const picked = most(
          await services.choose({ kinds: ['image'], count, source: sourceType, camera: 'back', compressed: sizeType.includes('compressed'), original: sizeType.includes('original'), maxDuration: 0 }), count,
        ).map(give)
        return { tempFilePaths: picked.map((one) => one.path), tempFiles: picked.map(({ path, size }) => ({ path, size })) }
      },
    }),
    chooseMedia: handler({
      args: v.object({
        count: number(1, 20, 9), mediaType: v.optional(v.pipe(v.array(v.picklist(['image', 'video', 'mix'])), v.minLength(1)), ['image', 'video']),
        sourceType: source, maxDuration: number(3, 60, 10), sizeType: sizes, camera,
      }),
      run: async ({ count, mediaType, sourceType, maxDuration, sizeType, camera }) => {
        const kinds: ('image' | 'video')[] = mediaType.includes('mix') ? ['image', 'video'] : [...new Set(mediaType as ('image' | 'video')[])]
        const picked = most(
          await services.choose({ kinds, count, source: sourceType, camera, maxDuration, compressed: sizeType.includes('compressed'), original: sizeType.includes('original') }), count,
        )
        const kindOf = (one: Picked): 'image' | 'video' => (one.duration !== undefined || (one.data instanceof Blob && one.data.type.startsWith('video/')) ? 'video' : 'image')
        const types = new Set(picked.map(kindOf))
        return {
          type: types.size > 1 ? 'mix' : [...types][0],
          tempFiles: picked.map((one) => {
            const { path, size } = give(one)
            return { tempFilePath: path, size, fileType: kindOf(one), width: one.width ?? 0, height: one.height ?? 0, duration: one.duration ?? 0, thumbTempFilePath: thumb(one) }
          }),
        }
      },
    }),
    chooseVideo: handler({
      args: v.object({ sourceType: source, compressed: flag(true), maxDuration: number(1, 60, 60), camera }),
      run: async ({ sourceType, compressed, maxDuration, camera }) => {
        const [one] = most(await services.choose({ kinds: ['video'], count: 1, source: sourceType, camera, compressed, original: !compressed, maxDuration }), 1)
        const { path, size } = give(one!)
        return { tempFilePath: path, size, duration: one!.duration ?? 0, width: one!.width ?? 0, height: one!.height ?? 0, thumbTempFilePath: thumb(one!) }
      },
    }),
    chooseMessageFile: handler({
      args: v.object({ count: number(0, 100, 100), type: v.fallback(v.picklist(['all', 'video', 'image', 'file']), 'all'), extension: v.optional(v.pipe(v.array(text(20)), v.maxLength(50)), []) }),
      run: async ({ count, type, extension }) => ({
        tempFiles: most(await services.chooseFiles({ count, type, extensions: extension }), count).map((one) => {
          const { path, size, name } = give(one)
          const mime = one.data instanceof Blob ? one.data.type : ''
          return { path, size, name, type: mime.startsWith('image/') ? 'image' : mime.startsWith('video/') ? 'video' : 'file', time: Math.floor(Date.now() / 1000) }
        }),
      }),
    }),
    previewImage: handler({
      args: v.object({ urls: v.pipe(v.array(url), v.minLength(1), v.maxLength(200)), current: v.optional(v.union([url, v.number()]), ''), showmenu: flag(true) }),
      run: async ({ urls, current, showmenu }) => {
        const at = typeof current === 'number' ? current : urls.indexOf(current)
        const items = urls.map((url) => ({ url, type: 'image' as const, poster: '', data: url.startsWith('wxfile://') ? host.files.bytes(url) : null }))
        await services.preview(items, Math.min(Math.max(at, 0), urls.length - 1), showmenu)
      },
    }),
    previewMedia: handler({
      args: v.object({
        sources: v.pipe(v.array(v.object({ url, type: v.fallback(v.picklist(['image', 'video']), 'image'), poster: words(10_000) })), v.minLength(1), v.maxLength(200)),
        current: number(0, 200, 0), showmenu: flag(true),
      }),
      run: async ({ sources, current, showmenu }) => {
        const items = sources.map((one) => ({ ...one, data: one.url.startsWith('wxfile://') ? host.files.bytes(one.url) : null }))
        await services.preview(items, Math.min(current, items.length - 1), showmenu)
      },
    }),
    getImageInfo: handler({
      args: v.object({ src: v.pipe(url, v.minLength(1)) }),
      run: async ({ src }) => {
        const data = await host.load(src)
        const info = await services.imageInfo(data).catch(() => { throw new Failure('not an image') })
        // A picture of another host is at hand from now on, as in WeChat.
        const path = /^https?:/i.test(src) ? host.files.temporary(data, `image.${info.type}`) : src
        return { ...info, path }
      },
    }),
    compressImage: handler({
      args: v.object({ src: path, quality: number(0, 100, 80), compressedWidth: number(1, 20_000), compressedHeight: number(1, 20_000) }),
      run: async ({ src, quality, compressedWidth, compressedHeight }) => {
        const data = await services.compress(await host.load(src), {
          quality, ...(compressedWidth !== undefined && { width: compressedWidth }), ...(compressedHeight !== undefined && { height: compressedHeight }),
        })
        return { tempFilePath: host.files.temporary(data, 'compressed.jpg') }
      },
    }),
    saveImageToPhotosAlbum: save(host, services, 'image'),
    saveVideoToPhotosAlbum: save(host, services, 'video'),
    /** A canvas that the Worker drew: its bytes become a file. */
    canvasToTempFilePath: handler({
      args: v.object({ data: v.pipe(buffer, v.check(isPicture, 'is no picture')), fileType: v.picklist(['png', 'jpg']) }),
      run: ({ data, fileType }) => ({ tempFilePath: host.files.temporary(new Blob([data], { type: fileType === 'jpg' ? 'image/jpeg' : 'image/png' }), `canvas.${fileType}`) }),
    }),
  }
}

function save(host: Host, services: MediaServices, kind: 'image' | 'video') {
  return handler({
    args: v.object({ filePath: v.pipe(path, v.minLength(1)) }),
    run: async ({ filePath }) => {
      if (/^https?:/i.test(filePath)) throw new Failure('invalid file type')
      await host.requireScope('scope.writePhotosAlbum')
      const data = asBlob(await host.load(filePath))
      await services.saveToAlbum({ data, name: filePath.split('/').at(-1) ?? kind, kind })
    },
  })
}
