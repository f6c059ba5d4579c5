import { describe, expect, it } from 'vitest'
import { Failure } from '../../host/handlers'
import { hosted } from '../../test/hosted'

describe('who the person is', () => {
  it('login gives a code, checkSession says whether it holds', async () => {
    const test = await hosted()
    expect(await test.wx['login']!()).toEqual({ code: 'code-1', errMsg: 'login:ok' })
    expect(await test.wx['checkSession']!()).toEqual({ errMsg: 'checkSession:ok' })
    test.host.answers.session = false
    await expect(test.wx['checkSession']!()).rejects.toMatchObject({ errMsg: 'checkSession:fail session time out' })
  })

  it('getUserInfo gives signed forms to those who ask for them', async () => {
    const test = await hosted()
    expect(await test.wx['getUserInfo']!()).toMatchObject({ userInfo: { nickName: 'Ani' }, rawData: '{"nickName":"Ani"}' })
    expect(await test.wx['getUserInfo']!()).not.toHaveProperty('encryptedData')
    expect(await test.wx['getUserInfo']!({ withCredentials: true })).toMatchObject({ signature: 'signed', encryptedData: 'secret', iv: 'iv' })
  })

  it('getUserProfile wants a touch and a reason', async () => {
    const test = await hosted()
    await expect(test.wx['getUserProfile']!({ desc: 'to greet you' })).rejects.toMatchObject({ errMsg: 'getUserProfile:fail can only be invoked by user TAP gesture.' })
    test.touch()
    await expect(test.wx['getUserProfile']!({})).rejects.toMatchObject({ errMsg: 'getUserProfile:fail parameter error: parameter.desc should be String instead of Undefined;' })
    expect(await test.wx['getUserProfile']!({ desc: 'to greet you' })).toMatchObject({ userInfo: { nickName: 'Ani' }, errMsg: 'getUserProfile:ok' })
    expect(test.host.calls.at(-1)).toMatchObject({ name: 'profile', args: { desc: 'to greet you', sheet: true } })
  })

  it('chooseAddress gives an address', async () => {
    const test = await hosted()
    expect(await test.wx['chooseAddress']!()).toMatchObject({ userName: 'Ani', errMsg: 'chooseAddress:ok' })
  })

  it('getAccountInfoSync says which program this is', async () => {
    const test = await hosted()
    expect(test.wx['getAccountInfoSync']!()).toMatchObject({ miniProgram: { appId: 'wx0000000000000001', envVersion: 'release' } })
  })

  it('buttons ask for what their open-type says', async () => {
    const test = await hosted()
    test.touch()
    const open = (type: string) => test.dispatcher.call('openType', { type })
    expect(await open('getPhoneNumber')).toEqual({ ok: { code: 'phone-1' } })
    expect(await open('chooseAvatar')).toEqual({ ok: { avatarUrl: expect.stringMatching(/^wxfile:\/\/tmp\/.*png$/) as string } })
    expect(await open('launchApp')).toEqual({ err: 'not supported' })
    expect(await open('constructor')).toEqual({ err: 'not supported' })
  })
})

describe('permissions', () => {
  it('are asked once, and hold', async () => {
    const test = await hosted({}, { reasons: { 'scope.userLocation': 'to find shops near you' } })
    expect(await test.wx['getSetting']!()).toMatchObject({ authSetting: {} })
    await Promise.all([test.wx['getLocation']!({ type: 'gcj02' }), test.wx['getLocation']!()])
    await test.wx['getLocation']!()
    expect(test.host.calls.filter((one) => one.name === 'ask')).toEqual([{ name: 'ask', args: { scope: 'scope.userLocation', desc: 'to find shops near you' } }])
    expect(await test.wx['getSetting']!()).toMatchObject({ authSetting: { 'scope.userLocation': true } })
  })

  it('once refused, are refused without a question until the settings change', async () => {
    const test = await hosted()
    test.host.answers.permission = false
    await expect(test.wx['authorize']!({ scope: 'scope.userLocation' })).rejects.toMatchObject({ errMsg: 'authorize:fail auth deny', errno: 103 })
    await expect(test.wx['getLocation']!()).rejects.toMatchObject({ errMsg: 'getLocation:fail auth deny' })
    expect(test.host.calls.filter((one) => one.name === 'ask')).toHaveLength(1)
    test.host.scopes['scope.userLocation'] = true
    expect(await test.wx['getLocation']!()).toMatchObject({ latitude: -6.2088, errMsg: 'getLocation:ok' })
  })

  it('must have been declared', async () => {
    const test = await hosted({}, { scopes: ['scope.writePhotosAlbum'] })
    await expect(test.wx['getLocation']!()).rejects.toMatchObject({ errMsg: 'getLocation:fail api scope is not declared in the privacy agreement', errno: 112 })
    await expect(test.wx['authorize']!({ scope: 'scope.everything' })).rejects.toMatchObject({ errMsg: 'authorize:fail parameter error: parameter.scope is no scope' })
  })

  it('openSetting wants a touch and says what is allowed now', async () => {
    const test = await hosted()
    await expect(test.wx['openSetting']!()).rejects.toMatchObject({ errMsg: 'openSetting:fail can only be invoked by user TAP gesture.' })
    test.touch()
    expect(await test.wx['openSetting']!()).toMatchObject({ authSetting: {}, errMsg: 'openSetting:ok' })
  })

  it('requestSubscribeMessage answers by template', async () => {
    const test = await hosted()
    test.touch()
    expect(await test.wx['requestSubscribeMessage']!({ tmplIds: ['a', 'b'] })).toEqual({ a: 'accept', b: 'accept', errMsg: 'requestSubscribeMessage:ok' })
    await expect(test.wx['requestSubscribeMessage']!({ tmplIds: ['a', 'b', 'c', 'd'] })).rejects.toThrow('requestSubscribeMessage:fail parameter error')
  })
})

describe('requestPayment', () => {
  const order = { timeStamp: '1', nonceStr: 'n', package: 'prepay_id=7', signType: 'RSA', paySign: 's' }

  it('passes the order and nothing else: no amount is the program’s to say', async () => {
    const test = await hosted()
    expect(await test.wx['requestPayment']!({ ...order, amount: 1, payee: 'me' })).toEqual({ errMsg: 'requestPayment:ok' })
    expect(test.host.calls).toEqual([{ name: 'requestPayment', args: order }])
  })

  it('fails as the host says', async () => {
    const test = await hosted()
    test.host.answers.pay = new Failure('cancel')
    await expect(test.wx['requestPayment']!(order)).rejects.toMatchObject({ errMsg: 'requestPayment:fail cancel' })
  })

  it.each([['package', 'order=7', 'should begin with prepay_id='], ['paySign', undefined, 'should be String instead of Undefined;'], ['nonceStr', 'n'.repeat(33), 'Invalid length']])('refuses %s %s', async (name, value, text) => {
    const test = await hosted()
    await expect(test.wx['requestPayment']!({ ...order, [name]: value })).rejects.toThrow(text)
  })

  it('opens one sheet at a time', async () => {
    const test = await hosted()
    const [one, other] = await Promise.allSettled([test.wx['requestPayment']!(order), test.wx['requestPayment']!(order)])
    expect([one.status, other.status]).toEqual(['fulfilled', 'rejected'])
  })
})
