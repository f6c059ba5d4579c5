import { describe, expect, it } from 'vitest'
import { hosted } from '../../test/hosted'

describe('logs', () => {
  it('go to the host as text', async () => {
    const test = await hosted()
    const logs = test.wx['getLogManager']!({ level: 0 }) as Record<string, (...args: unknown[]) => void>
    logs['warn']!('a', { b: 1 })
    const realtime = test.wx['getRealtimeLogManager']!() as Record<string, (...args: unknown[]) => Record<string, (...args: unknown[]) => void>>
    realtime['tag']!('shop')['error']!(new Error('x').message)
    await test.settle()
    expect(test.host.calls.map((one) => one.args)).toEqual([{ level: 'warn', text: 'a {"b":1}', realtime: false }, { level: 'error', text: '[shop] x', realtime: true }])
    for (const name of ['reportAnalytics', 'reportEvent', 'reportMonitor', 'reportPerformance']) expect(test.wx[name]!('a', {})).toBeUndefined()
  })
})

describe('advertising', () => {
  it.each(['createRewardedVideoAd', 'createInterstitialAd', 'createBannerAd'])('%s: there is none, and its error says so', async (name) => {
    const test = await hosted()
    const ad = test.wx[name]!({ adUnitId: 'a' }) as Record<string, (argument?: unknown) => Promise<unknown>>
    const heard: unknown[] = []
    void ad['onError']!((error: unknown) => heard.push(error))
    await expect(ad['show']!()).rejects.toMatchObject({ errCode: 1004 })
    await test.settle()
    expect(heard).toEqual([{ errCode: 1004, errMsg: 'no advertisement' }])
  })
})

describe('the app', () => {
  it('listens to its own life', async () => {
    const test = await hosted()
    const heard: string[] = []
    for (const name of ['onAppShow', 'onAppHide', 'onError', 'onThemeChange', 'onWindowResize', 'onPageNotFound', 'onUnhandledRejection']) test.wx[name]!(() => heard.push(name))
    test.run.fromHost({ t: 'event', name: 'appHide', detail: undefined })
    test.run.fromHost({ t: 'event', name: 'appShow', detail: {} })
    test.run.fromHost({ t: 'event', name: 'theme', detail: 'dark' })
    await test.settle()
    test.run.fromFrame({ t: 'viewport', viewport: { width: 500, height: 700, pixelRatio: 1 } })
    test.run.runtime.failed(new Error('x'))
    test.run.runtime.app.pageNotFound({ path: 'pages/none', query: {}, isEntryPage: false })
    test.run.runtime.app.rejected('why', Promise.resolve())
    expect(heard).toEqual(['onAppHide', 'onAppShow', 'onThemeChange', 'onWindowResize', 'onError', 'onPageNotFound', 'onUnhandledRejection'])
    for (const name of ['offAppShow', 'offAppHide', 'offError', 'offThemeChange', 'offWindowResize', 'offPageNotFound', 'offUnhandledRejection']) test.wx[name]!()
    test.run.runtime.failed(new Error('x'))
    expect(heard).toHaveLength(7)
  })

  it('knows its device and how it was opened', async () => {
    const test = await hosted()
    const info = { windowWidth: 375, screenHeight: 667, pixelRatio: 2 }
    expect(test.wx['getWindowInfo']!()).toMatchObject(info)
    expect(test.wx['getDeviceInfo']!()).toMatchObject({ platform: 'web' })
    expect(test.wx['getAppBaseInfo']!()).toMatchObject({ SDKVersion: '3.0.0', theme: 'light', language: 'en' })
    expect(test.wx['getSystemInfoSync']!()).toMatchObject({ ...info, platform: 'web' })
    expect(await test.wx['getSystemInfo']!()).toMatchObject({ ...info, errMsg: 'getSystemInfo:ok' })
    expect(await test.wx['getSystemInfoAsync']!()).toMatchObject({ ...info, errMsg: 'getSystemInfoAsync:ok' })
    for (const name of ['getLaunchOptionsSync', 'getEnterOptionsSync']) expect(test.wx[name]!()).toMatchObject({ scene: 1001, query: {} })
    expect(test.wx['env']).toEqual({ USER_DATA_PATH: 'wxfile://usr' })
    await new Promise<void>((resolve) => test.wx['nextTick']!(resolve))
  })

  it('answers what has no meaning here in the quietest way', async () => {
    const test = await hosted()
    await test.wx['setEnableDebug']!({ enableDebug: true })
    expect(await test.wx['checkIsAddedToMyMiniProgram']!()).toMatchObject({ added: false })
    expect(await test.wx['getAvailableAudioSources']!()).toMatchObject({ audioSources: ['auto', 'mic'] })
    await expect(test.wx['getGroupEnterInfo']!()).rejects.toMatchObject({ errMsg: 'getGroupEnterInfo:fail not a group chat' })
    const never = ['onNeedPrivacyAuthorization', 'onAudioInterruptionBegin', 'onAudioInterruptionEnd', 'onLazyLoadError', 'offAudioInterruptionBegin', 'offAudioInterruptionEnd', 'offLazyLoadError']
    for (const name of never) expect(test.wx[name]!(() => {})).toBeUndefined()
  })

  it('has spare time, figures, settings of its own', async () => {
    const test = await hosted()
    const spare = await new Promise<{ timeRemaining(): number }>((resolve) => test.wx['requestIdleCallback']!(resolve))
    expect(spare.timeRemaining()).toBeGreaterThan(0)
    const none = test.wx['requestIdleCallback']!(() => { throw new Error('cancelled') })
    test.wx['cancelIdleCallback']!(none)
    expect((test.wx['getPerformance']!() as { getEntries(): unknown[] }).getEntries()).toEqual([])
    expect(test.wx['getExtConfigSync']!()).toEqual({})
    expect(await test.wx['getExtConfig']!()).toMatchObject({ extConfig: {} })
    expect(test.wx['getBatteryInfoSync']!()).toMatchObject({ level: 100 })
    expect(await test.wx['getPrivacySetting']!()).toMatchObject({ needAuthorization: false })
    await test.wx['requirePrivacyAuthorize']!()
    expect(test.wx['getMenuButtonBoundingClientRect']!()).toMatchObject({ width: 87 })
    const updates = test.wx['getUpdateManager']!() as { onCheckForUpdate(listener: (result: object) => void): void }
    expect(await new Promise((resolve) => updates.onCheckForUpdate(resolve))).toEqual({ hasUpdate: false })
  })

  it('stores several values at once', async () => {
    const test = await hosted()
    await test.wx['batchSetStorage']!({ kvList: [{ key: 'a', value: 1 }, { key: 'b', value: { c: 2 } }] })
    expect(await test.wx['batchGetStorage']!({ keyList: ['a', 'b', 'none'] })).toMatchObject({ dataList: [1, { c: 2 }, ''] })
    expect(test.wx['batchGetStorageSync']!(['a'])).toEqual([1])
    test.wx['batchSetStorageSync']!([{ key: 'c', value: 3 }])
    expect(test.wx['getStorageSync']!('c')).toBe(3)
    await test.wx['removeStorage']!({ key: 'c' })
    expect(await test.wx['getStorageInfo']!()).toMatchObject({ keys: ['a', 'b'], limitSize: 10_240 })
    test.wx['setStorageSync']!('k', 'v')
    test.wx['removeStorageSync']!('a')
    expect((test.wx['getStorageInfoSync']!() as { keys: string[] }).keys).toEqual(['b', 'k'])
    expect(() => test.wx['setStorageSync']!('big', 'x'.repeat(1_048_577))).toThrow('setStorageSync:fail entry size limit reached')
    test.wx['clearStorageSync']!()
    expect(test.wx['getStorageSync']!('k')).toBe('')
    await test.wx['clearStorage']!()
  })
})
