import { describe, expect, it } from 'vitest'
import { Failure } from '../../host/handlers'
import { hosted } from '../../test/hosted'

describe('the device', () => {
  it('clipboard: written at any time, read after a touch', async () => {
    const test = await hosted()
    await test.wx['setClipboardData']!({ data: 'copied' })
    await expect(test.wx['getClipboardData']!()).rejects.toMatchObject({ errMsg: 'getClipboardData:fail can only be invoked by user TAP gesture.' })
    test.touch()
    expect(await test.wx['getClipboardData']!()).toEqual({ data: 'copied', errMsg: 'getClipboardData:ok' })
    await expect(test.wx['setClipboardData']!({ data: 5 })).rejects.toMatchObject({ errMsg: 'setClipboardData:fail parameter error: parameter.data should be String instead of Number;' })
  })

  it('network: what it is, and that it changed', async () => {
    const test = await hosted()
    expect(await test.wx['getNetworkType']!()).toMatchObject({ networkType: 'wifi', errMsg: 'getNetworkType:ok' })
    const heard: unknown[] = []
    const listener = (detail: unknown): void => { heard.push(detail) }
    test.wx['onNetworkStatusChange']!(listener)
    test.host.watchers[0]!.network({ networkType: 'none', isConnected: false })
    await test.settle()
    test.wx['offNetworkStatusChange']!(listener)
    test.host.watchers[0]!.network({ networkType: 'wifi', isConnected: true })
    await test.settle()
    expect(heard).toEqual([{ networkType: 'none', isConnected: false }])
    test.stop()
    expect(test.host.watchers).toEqual([])
  })

  it('keyboard, memory and pictures of the screen', async () => {
    const test = await hosted()
    const heard: unknown[] = []
    for (const name of ['onKeyboardHeightChange', 'onMemoryWarning', 'onUserCaptureScreen']) test.wx[name]!((detail: unknown) => heard.push(detail))
    const [watcher] = test.host.watchers
    watcher!.keyboard(280)
    watcher!.memory(10)
    watcher!.capture()
    await test.settle()
    expect(heard).toEqual([{ height: 280 }, { level: 10 }, {}])
    const hidden = test.wx['hideKeyboard']!()
    await test.settle()
    const asked = test.run.toFrame.at(-1) as { id: number }
    expect(asked).toMatchObject({ t: 'invoke', node: 0, method: 'blur' })
    test.run.fromFrame({ t: 'invoked', id: asked.id })
    expect(await hidden).toEqual({ errMsg: 'hideKeyboard:ok' })
  })

  it('calls, codes, buzzing, battery, light', async () => {
    const test = await hosted()
    await expect(test.wx['makePhoneCall']!({ phoneNumber: '110' })).rejects.toThrow('TAP gesture')
    test.touch()
    await test.wx['makePhoneCall']!({ phoneNumber: '+62 21 110' })
    await expect(test.wx['makePhoneCall']!({ phoneNumber: 'javascript:x' })).rejects.toThrow('is no phone number')
    expect(await test.wx['scanCode']!()).toMatchObject({ result: 'https://sapa.example/x', scanType: 'QR_CODE' })
    test.host.answers.scan = new Failure('cancel')
    await expect(test.wx['scanCode']!()).rejects.toMatchObject({ errMsg: 'scanCode:fail cancel' })
    await test.wx['vibrateShort']!({ type: 'light' })
    await test.wx['vibrateLong']!()
    expect(test.host.calls.filter((one) => one.name === 'vibrate').map((one) => one.args)).toEqual(['light', 'long'])
    expect(await test.wx['getBatteryInfo']!()).toMatchObject({ level: 80, isCharging: true })
    expect(await test.wx['getScreenBrightness']!()).toMatchObject({ value: 0.5 })
    await test.wx['setScreenBrightness']!({ value: 1 })
    await expect(test.wx['setScreenBrightness']!({ value: 2 })).rejects.toThrow('setScreenBrightness:fail parameter error')
    await test.wx['setKeepScreenOn']!({ keepScreenOn: true })
  })
})

describe('places', () => {
  it('here, roughly here, there', async () => {
    const test = await hosted()
    expect(await test.wx['getLocation']!({ type: 'gcj02', altitude: 'true' })).toMatchObject({ latitude: -6.2088, longitude: 106.8456 })
    expect(test.host.calls.at(-1)).toMatchObject({ args: { type: 'gcj02', altitude: true } })
    expect(await test.wx['getFuzzyLocation']!()).toEqual({ latitude: -6.21, longitude: 106.85, errMsg: 'getFuzzyLocation:ok' })
    expect(await test.wx['chooseLocation']!()).toMatchObject({ name: 'Monas', latitude: -6.175 })
    await test.wx['openLocation']!({ latitude: 1, longitude: 2, name: 'Shop' })
    expect(test.host.calls.at(-1)).toMatchObject({ name: 'openLocation', args: { latitude: 1, longitude: 2, scale: 18, name: 'Shop' } })
    await expect(test.wx['openLocation']!({ latitude: 91, longitude: 2 })).rejects.toThrow('openLocation:fail parameter error')
  })
})

describe('what browsers do not have', () => {
  it.each(['startAccelerometer', 'stopAccelerometer', 'startCompass', 'startGyroscope', 'openBluetoothAdapter', 'startWifi', 'chooseInvoice', 'getWeRunData'])('%s exists and fails', async (name) => {
    const test = await hosted()
    await expect(test.wx[name]!()).rejects.toMatchObject({ errMsg: `${name}:fail not supported` })
    expect(await test.heard(name, {})).toEqual([{ errMsg: `${name}:fail not supported` }, { errMsg: `${name}:fail not supported` }])
    expect(test.wx['canIUse']!(name)).toBe(false)
  })

  it('what never happens may be listened to; what would return an object throws', async () => {
    const test = await hosted()
    expect(test.wx['onAccelerometerChange']!(() => {})).toBeUndefined()
    expect(() => test.wx['createWorker']!('w.js')).toThrow('createWorker:fail not supported')
    expect(() => test.wx['getNFCAdapter']!()).toThrow('getNFCAdapter:fail not supported')
  })
})
