import { describe, expect, it } from 'vitest'
import { Failure } from '../../host/handlers'
import { hosted } from '../../test/hosted'

declare const Page: (page: object) => void

const shop = {
  app: { pages: ['pages/a/a', 'pages/b/b'], tabBar: { list: [{ pagePath: 'pages/a/a', text: 'A', iconPath: 'a.png' }] } },
  wxml: { 'pages/a/a': '<view/>', 'pages/b/b': '<view/>' },
  modules: {
    'pages/a/a.js': () => Page({ onShareAppMessage: () => ({ title: 'Noodles', path: '/pages/b/b?id=7', imageUrl: '/a.png' }) }),
    'pages/b/b.js': () => Page({}),
  },
}
const chrome = (test: Awaited<ReturnType<typeof hosted>>) => test.run.toHost.filter((one) => one.t === 'chrome').at(-1) as { shareable: boolean; bar: object }

describe('sharing', () => {
  it('onShareAppMessage becomes a card, with its picture', async () => {
    const test = await hosted(shop)
    test.host.assets['/a.png'] = 'png'
    test.touch()
    await test.wx['updateShareMenu']!({ withShareTicket: true, isUpdatableMessage: true, activityId: 'act' })
    test.run.fromHost({ t: 'event', name: 'share', detail: undefined })
    await test.settle()
    expect(test.host.card).toMatchObject({ title: 'Noodles', path: '/pages/b/b?id=7', imageUrl: '/a.png', withShareTicket: true, activityId: 'act' })
    expect(test.host.card!.image).toBeInstanceOf(Blob)
  })

  it('is offered by page', async () => {
    const test = await hosted(shop)
    expect(chrome(test).shareable).toBe(true)
    await test.wx['hideShareMenu']!()
    expect(chrome(test).shareable).toBe(false)
    await test.wx['showShareMenu']!({ menus: ['shareTimeline'] })
    expect(chrome(test).shareable).toBe(false)
    await test.wx['showShareMenu']!({ withShareTicket: true, menus: ['shareAppMessage', 'shareTimeline'] })
    expect(chrome(test).shareable).toBe(true)
  })
})

describe('other programs', () => {
  it('are opened after a touch, those that were declared', async () => {
    const test = await hosted({}, { navigateTo: ['wxfriend'] })
    await expect(test.wx['navigateToMiniProgram']!({ appId: 'wxfriend' })).rejects.toThrow('TAP gesture')
    test.touch()
    await test.wx['navigateToMiniProgram']!({ appId: 'wxfriend', path: 'p?a=1', extraData: { n: 1 } })
    expect(test.host.calls.at(-1)).toEqual({ name: 'navigateTo', args: { appId: 'wxfriend', path: 'p?a=1', extraData: { n: 1 }, envVersion: 'release', shortLink: '' } })
    await expect(test.wx['navigateToMiniProgram']!({ appId: 'wxother' })).rejects.toMatchObject({ errMsg: 'navigateToMiniProgram:fail appId is not in navigateToMiniProgramAppIdList' })
    await expect(test.wx['navigateToMiniProgram']!({})).rejects.toThrow('parameter.appId should be String')
    test.host.answers.navigate = new Failure('cancel')
    await expect(test.wx['navigateToMiniProgram']!({ appId: 'wxfriend' })).rejects.toMatchObject({ errMsg: 'navigateToMiniProgram:fail cancel' })
  })

  it('are left, ended, and asked for help', async () => {
    const test = await hosted()
    await test.wx['navigateBackMiniProgram']!({ extraData: { done: true } })
    await expect(test.wx['exitMiniProgram']!()).rejects.toThrow('TAP gesture')
    test.touch()
    await test.wx['exitMiniProgram']!()
    await test.wx['restartMiniProgram']!({ path: '/pages/p/p' })
    await test.wx['openCustomerServiceChat']!({ showMessageCard: true, sendMessageTitle: 'Order 7' })
    expect(test.host.calls.map((one) => one.name)).toEqual(['navigateBack', 'exit', 'restart', 'openCustomerService'])
  })
})

describe('the tab bar', () => {
  it('changes', async () => {
    const test = await hosted(shop)
    await test.wx['setTabBarBadge']!({ index: 0, text: '12345' })
    await test.wx['setTabBarItem']!({ index: 0, text: 'Home' })
    await test.wx['setTabBarStyle']!({ color: '#f00', borderStyle: 'white' })
    expect(test.host.bar).toEqual({ hidden: false, items: [{ text: 'Home', iconPath: 'a.png', selectedIconPath: '', badge: '...', redDot: false }], style: { color: '#f00', borderStyle: 'white' } })
    await test.wx['showTabBarRedDot']!({ index: 0 })
    expect(test.host.bar!.items[0]).toMatchObject({ badge: '', redDot: true })
    await test.wx['hideTabBarRedDot']!({ index: 0 })
    await test.wx['removeTabBarBadge']!({ index: 0 })
    await test.wx['hideTabBar']!({ animation: true })
    expect(test.host.bar!.hidden).toBe(true)
    await test.wx['showTabBar']!()
    expect(test.host.bar!.hidden).toBe(false)
  })

  it('is no business of a page without one', async () => {
    const test = await hosted(shop)
    await expect(test.wx['setTabBarBadge']!({ index: 3, text: '1' })).rejects.toMatchObject({ errMsg: 'setTabBarBadge:fail tabbar item not found' })
    await expect(test.wx['setTabBarBadge']!({ text: '1' })).rejects.toMatchObject({ errMsg: 'setTabBarBadge:fail parameter error: parameter.index should be Number instead of Undefined;' })
    await test.wx['navigateTo']!({ url: '/pages/b/b' })
    await expect(test.wx['hideTabBar']!()).rejects.toMatchObject({ errMsg: 'hideTabBar:fail not TabBar page' })
  })
})

describe('bars and backgrounds', () => {
  it('navigation bar', async () => {
    const test = await hosted(shop)
    await test.wx['setNavigationBarTitle']!({ title: 'T' })
    await test.wx['setNavigationBarColor']!({ frontColor: '#000000', backgroundColor: '#ffffff' })
    await test.wx['showNavigationBarLoading']!()
    await test.wx['hideHomeButton']!()
    expect(chrome(test).bar).toMatchObject({ title: 'T', textStyle: 'black', backgroundColor: '#ffffff', loading: true, homeButton: false })
    await test.wx['hideNavigationBarLoading']!()
    expect(chrome(test).bar).toMatchObject({ loading: false })
    await expect(test.wx['setNavigationBarColor']!({ frontColor: 'red' })).rejects.toThrow('invalid frontColor "red"')
  })

  it('background', async () => {
    const test = await hosted(shop)
    const before = test.run.batches.length
    await test.wx['setBackgroundColor']!({ backgroundColor: '#eeeeee' })
    await test.wx['setBackgroundTextStyle']!({ textStyle: 'light' })
    await test.settle()
    expect(test.run.batches.slice(before).flatMap((one) => one.strings).at(-1)).toContain('"backgroundColor":"#eeeeee","backgroundTextStyle":"light"')
    await expect(test.wx['setBackgroundTextStyle']!({ textStyle: 'red' })).rejects.toMatchObject({ errMsg: 'setBackgroundTextStyle:fail invalid textStyle' })
    await test.wx['setTopBarText']!({ text: 'hi' })
  })

  it('a font goes to the frame', async () => {
    const test = await hosted(shop)
    const loaded = test.wx['loadFontFace']!({ family: 'F', source: 'url("https://api.example/f.woff")', desc: { weight: 'bold' } })
    await test.settle()
    const asked = test.run.toFrame.at(-1) as { id: number }
    expect(asked).toMatchObject({ t: 'invoke', node: 0, method: 'font', args: { family: 'F', url: 'https://api.example/f.woff', weight: 'bold', style: 'normal' } })
    test.run.fromFrame({ t: 'invoked', id: asked.id, ok: {} })
    expect(await loaded).toEqual({ status: 'loaded', errMsg: 'loadFontFace:ok' })
  })
})

describe('toasts and dialogs', () => {
  it('reach the host in the shape that it knows', async () => {
    const test = await hosted()
    await test.wx['showToast']!({ title: 'Hi', icon: 'nonsense' })
    expect(test.host.calls.at(-1)).toEqual({ name: 'showToast', args: { title: 'Hi', icon: 'success', duration: 1500, mask: false, image: null } })
    await test.wx['hideToast']!()
    await test.wx['showLoading']!({ title: 'Wait', mask: true })
    await test.wx['hideLoading']!()
    expect(await test.wx['showModal']!({ title: 'T', content: 'C', editable: true })).toEqual({ confirm: true, cancel: false, content: '', errMsg: 'showModal:ok' })
    test.host.answers.modal = { confirm: false, content: null }
    expect(await test.wx['showModal']!({ title: 'T' })).toEqual({ confirm: false, cancel: true, content: null, errMsg: 'showModal:ok' })
    expect(await test.wx['showActionSheet']!({ itemList: ['a', 'b'] })).toEqual({ tapIndex: 0, errMsg: 'showActionSheet:ok' })
    test.host.answers.sheet = new Failure('cancel')
    await expect(test.wx['showActionSheet']!({ itemList: ['a'] })).rejects.toMatchObject({ errMsg: 'showActionSheet:fail cancel' })
  })
})
