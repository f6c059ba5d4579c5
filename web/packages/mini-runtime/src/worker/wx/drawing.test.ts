import { describe, expect, it } from 'vitest'
import { hosted } from '../../test/hosted'

describe('createAnimation', () => {
  type Animation = Record<string, (...args: unknown[]) => Animation> & { export(): { actions: unknown[] } }

  it('exports steps in WeChat’s form; what was said stays until it is said anew', async () => {
    const test = await hosted()
    const animation = test.wx['createAnimation']!({ duration: 200, timingFunction: 'ease' }) as Animation
    animation['rotate']!(45)['opacity']!(0.5)['width']!(10)['step']!()
    animation['scale']!(2)['rotate']!(0)['step']!({ duration: 100, delay: 5, transformOrigin: '0 0' })
    expect(animation.export().actions).toEqual([
      {
        animates: [{ type: 'rotate', args: [45] }, { type: 'style', args: ['opacity', 0.5] }, { type: 'style', args: ['width', '10px'] }],
        option: { transformOrigin: '50% 50% 0', transition: { duration: 200, timingFunction: 'ease', delay: 0 } },
      },
      {
        animates: [{ type: 'rotate', args: [0] }, { type: 'style', args: ['opacity', 0.5] }, { type: 'style', args: ['width', '10px'] }, { type: 'scale', args: [2] }],
        option: { transformOrigin: '0 0', transition: { duration: 100, timingFunction: 'ease', delay: 5 } },
      },
    ])
    expect(animation.export().actions).toEqual([])
  })
})

describe('canvas', () => {
  it('becomes a file, if it is a picture', async () => {
    const test = await hosted()
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1]).buffer
    expect(await test.dispatcher.call('canvasToTempFilePath', { data: png, fileType: 'png' })).toEqual({ ok: { tempFilePath: expect.stringMatching(/^wxfile:\/\/tmp\/.*\.png$/) as string } })
    expect(await test.dispatcher.call('canvasToTempFilePath', { data: new TextEncoder().encode('<html>').buffer, fileType: 'png' })).toMatchObject({ err: 'parameter error: parameter.data is no picture' })
    await expect(test.wx['canvasToTempFilePath']!({ canvasId: 'none' })).rejects.toMatchObject({ errMsg: 'canvasToTempFilePath:fail fail canvas is empty' })
    await expect(test.wx['canvasGetImageData']!({ canvasId: 'none' })).rejects.toThrow('canvas is empty')
  })
})

describe('contexts of elements', () => {
  it('a video does what its context says', async () => {
    const test = await hosted({ wxml: { 'pages/p/p': '<video id="v"/>' } })
    const video = test.wx['createVideoContext']!('v') as Record<string, (argument?: unknown) => void>
    video['play']!()
    video['seek']!(12)
    expect(test.run.toFrame.slice(-2)).toMatchObject([{ t: 'invoke', method: 'play' }, { t: 'invoke', method: 'seek', args: 12 }])
    const heard: unknown[] = []
    ;(test.wx['createVideoContext']!('none') as typeof video)['requestFullScreen']!({ fail: (error: unknown) => heard.push(error) })
    await test.settle()
    expect(heard).toEqual([{ errMsg: 'requestFullScreen:fail there is no such element' }])
  })
})

describe('media queries', () => {
  it('tell how it stands and when that changes', async () => {
    const test = await hosted()
    const observer = test.wx['createMediaQueryObserver']!() as { observe(query: object, callback: (result: object) => void): void; disconnect(): void }
    const heard: unknown[] = []
    observer.observe({ minWidth: 400, orientation: 'portrait' }, (result) => heard.push(result))
    await test.settle()
    test.run.fromFrame({ t: 'viewport', viewport: { width: 500, height: 700, pixelRatio: 1 } })
    test.run.fromFrame({ t: 'viewport', viewport: { width: 520, height: 700, pixelRatio: 1 } })
    observer.disconnect()
    test.run.fromFrame({ t: 'viewport', viewport: { width: 300, height: 700, pixelRatio: 1 } })
    expect(heard).toEqual([{ matches: false }, { matches: true }])
  })
})
