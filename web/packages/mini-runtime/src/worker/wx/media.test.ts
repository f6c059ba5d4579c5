import { describe, expect, it } from 'vitest'
import { Failure } from '../../host/handlers'
import { hosted } from '../../test/hosted'

const TEMPORARY = expect.stringMatching(/^wxfile:\/\/tmp\/\w+\.\w+$/) as string

describe('what a person chooses', () => {
  it('pictures', async () => {
    const test = await hosted()
    expect(await test.wx['chooseImage']!({ count: 1, sourceType: ['album'], sizeType: ['compressed'] })).toEqual({ tempFilePaths: [TEMPORARY], tempFiles: [{ path: TEMPORARY, size: 7 }], errMsg: 'chooseImage:ok' })
    expect(test.host.calls[0]).toMatchObject({ args: { kinds: ['image'], count: 1, source: ['album'], compressed: true, original: false } })
    expect(await test.wx['chooseMedia']!()).toMatchObject({ type: 'image', tempFiles: [{ tempFilePath: TEMPORARY, fileType: 'image', width: 4, height: 2 }] })
  })

  it('videos and files', async () => {
    const test = await hosted()
    test.host.answers.picked = [{ data: new Uint8Array([1, 2, 3]), name: 'v.mp4', duration: 3, width: 8, height: 6, thumb: new Uint8Array([1]) }]
    expect(await test.wx['chooseVideo']!()).toMatchObject({ tempFilePath: TEMPORARY, duration: 3, size: 3, width: 8, height: 6, thumbTempFilePath: TEMPORARY })
    expect(await test.wx['chooseMedia']!({ mediaType: ['mix'] })).toMatchObject({ type: 'video', tempFiles: [{ fileType: 'video', duration: 3, thumbTempFilePath: TEMPORARY }] })
    expect(await test.wx['chooseMessageFile']!({ count: 1, type: 'file', extension: ['mp4'] })).toMatchObject({ tempFiles: [{ path: TEMPORARY, name: 'v.mp4', size: 3, type: 'file' }] })
  })

  it('or nothing', async () => {
    const test = await hosted()
    test.host.answers.picked = new Failure('cancel')
    await expect(test.wx['chooseImage']!()).rejects.toMatchObject({ errMsg: 'chooseImage:fail cancel' })
    test.host.answers.picked = []
    await expect(test.wx['chooseMedia']!()).rejects.toMatchObject({ errMsg: 'chooseMedia:fail cancel' })
  })
})

describe('pictures', () => {
  it('previewImage shows a list, from the one that is named', async () => {
    const test = await hosted()
    await test.wx['previewImage']!({ urls: ['https://api.example/1.png', 'https://api.example/2.png'], current: 'https://api.example/2.png' })
    expect(test.host.calls.at(-1)).toMatchObject({ name: 'preview', args: { current: 1 } })
    await test.wx['previewMedia']!({ sources: [{ url: 'https://api.example/1.mp4', type: 'video' }] })
    expect(test.host.calls.at(-1)).toMatchObject({ name: 'preview', args: { items: [{ type: 'video' }] } })
    await expect(test.wx['previewImage']!({})).rejects.toMatchObject({ errMsg: 'previewImage:fail parameter error: parameter.urls should be Array instead of Undefined;' })
  })

  it('getImageInfo measures those of the package, of the program and of declared addresses', async () => {
    const test = await hosted()
    test.host.assets = { '/a.png': 'x', 'https://api.example/a.png': 'x' }
    expect(await test.wx['getImageInfo']!({ src: '/a.png' })).toMatchObject({ width: 4, height: 2, type: 'png', path: '/a.png' })
    expect(await test.wx['getImageInfo']!({ src: 'https://api.example/a.png' })).toMatchObject({ path: TEMPORARY })
    await expect(test.wx['getImageInfo']!({ src: 'https://evil.example/a.png' })).rejects.toMatchObject({ errMsg: 'getImageInfo:fail url not in domain list' })
    await expect(test.wx['getImageInfo']!({ src: '/none.png' })).rejects.toMatchObject({ errMsg: 'getImageInfo:fail file not found' })
  })

  it('compressImage makes a smaller one', async () => {
    const test = await hosted()
    const { tempFilePaths: [src] } = (await test.wx['chooseImage']!()) as { tempFilePaths: string[] }
    expect(await test.wx['compressImage']!({ src, quality: 20 })).toMatchObject({ tempFilePath: TEMPORARY })
  })

  it('saveImageToPhotosAlbum asks first, and takes no address', async () => {
    const test = await hosted()
    test.host.answers.permission = false
    const { tempFilePaths: [filePath] } = (await test.wx['chooseImage']!()) as { tempFilePaths: string[] }
    await expect(test.wx['saveImageToPhotosAlbum']!({ filePath })).rejects.toMatchObject({ errMsg: 'saveImageToPhotosAlbum:fail auth deny' })
    test.host.scopes['scope.writePhotosAlbum'] = true
    expect(await test.wx['saveImageToPhotosAlbum']!({ filePath })).toEqual({ errMsg: 'saveImageToPhotosAlbum:ok' })
    expect(await test.wx['saveVideoToPhotosAlbum']!({ filePath })).toEqual({ errMsg: 'saveVideoToPhotosAlbum:ok' })
    await expect(test.wx['saveImageToPhotosAlbum']!({ filePath: 'https://api.example/a.png' })).rejects.toMatchObject({ errMsg: 'saveImageToPhotosAlbum:fail invalid file type' })
  })

  it('in the frame come from the program’s files and from declared addresses only', async () => {
    const test = await hosted()
    test.host.assets = { 'https://api.example/a.png': 'far', 'https://evil.example/a.png': 'x' }
    const { tempFilePaths: [path] } = (await test.wx['chooseImage']!()) as { tempFilePaths: string[] }
    const blob = await test.apis.resolveUrl(path!)
    expect([blob!.type, await blob!.text()]).toEqual(['image/png', 'picture'])
    expect(await (await test.apis.resolveUrl('https://api.example/a.png'))!.text()).toBe('far')
    expect(await test.apis.resolveUrl('https://evil.example/a.png')).toBeNull()
    expect(await test.apis.resolveUrl('wxfile://usr/none')).toBeNull()
  })
})

describe('sound', () => {
  it('plays, tells where it is, and ends', async () => {
    const test = await hosted()
    test.host.assets['/sounds/a.mp3'] = 'la'
    const audio = test.wx['createInnerAudioContext']!() as Record<string, (argument?: unknown) => void> & { src: string; volume: number; currentTime: number; paused: boolean }
    audio.src = 'sounds/a.mp3'
    audio.volume = 0.5
    const heard: string[] = []
    for (const event of ['onPlay', 'onTimeUpdate', 'onEnded']) audio[event]!(() => heard.push(event))
    audio['play']!()
    audio['seek']!(3)
    await test.settle()
    const [player] = test.host.players
    expect(player!.state).toMatchObject({ src: '/sounds/a.mp3', volume: 0.5, background: null })
    expect(player!.did).toEqual(['play', 'seek 3'])
    for (const type of ['play', 'timeUpdate', 'ended'] as const) player!.hear({ type, currentTime: 3, duration: 10, buffered: 10, paused: false })
    await test.settle()
    expect(heard).toEqual(['onPlay', 'onTimeUpdate', 'onEnded'])
    expect([audio.currentTime, audio.paused]).toEqual([3, false])
    audio['destroy']!()
    await test.settle()
    expect(player!.did.at(-1)).toBe('close')
  })

  it('of a foreign address is refused by its error', async () => {
    const test = await hosted()
    const audio = test.wx['createInnerAudioContext']!() as Record<string, unknown>
    const heard: unknown[] = []
    ;(audio['onError'] as (listener: (error: unknown) => void) => void)((error) => heard.push(error))
    audio['src'] = 'https://evil.example/a.mp3'
    await test.settle()
    expect(heard).toEqual([{ errCode: 10001, errMsg: 'url not in domain list' }])
  })

  it('in the background is one, and plays when it gets an address', async () => {
    const test = await hosted()
    const music = test.wx['getBackgroundAudioManager']!() as Record<string, unknown>
    expect(test.wx['getBackgroundAudioManager']!()).toBe(music)
    music['title'] = 'Song'
    music['src'] = 'https://api.example/a.mp3'
    await test.settle()
    expect(test.host.players[0]!.state).toMatchObject({ background: { title: 'Song' } })
    expect(test.host.players[0]!.did).toEqual(['play'])
    for (const name of ['setInnerAudioOption', 'setInnerAudioOptions']) await test.wx[name]!({ mixWithOther: false })
    test.stop()
    expect(test.host.players[0]!.did).toEqual(['play', 'close'])
  })
})
