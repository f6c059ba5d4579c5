import { describe, expect, it, vi } from 'vitest'
import { run, type TestProgram } from '../test/program'
import type { ModuleFactory } from './loader/modules'

declare const App: (app: object) => void
declare const Page: (page: object) => void
declare const Component: (component: object) => void
declare const wx: Record<string, (args?: object) => Promise<unknown>>
declare const getCurrentPages: () => { route: string; options: object }[]

let said: string[] = []
const note = (text: string) => () => { said.push(text) }

function page(name: string, more: object = {}): ModuleFactory {
  return () => Page({
    onLoad: note(`${name} onLoad`), onShow: note(`${name} onShow`), onReady: note(`${name} onReady`), onHide: note(`${name} onHide`), onUnload: note(`${name} onUnload`), ...more,
  })
}

const program = (): TestProgram => {
  said = []
  return {
    app: {
      pages: ['pages/a/a', 'pages/b/b', 'pages/tab/tab'],
      tabBar: { list: [{ pagePath: 'pages/a/a', text: 'A' }, { pagePath: 'pages/tab/tab', text: 'T' }] },
    },
    json: { 'pages/b/b': { usingComponents: { card: '/card/card' } }, 'card/card': { component: true } },
    wxml: { 'pages/a/a': '<view>{{x}}</view>', 'pages/b/b': '<card></card>', 'pages/tab/tab': '<view/>', 'card/card': '<text>card</text>' },
    modules: {
      'app.js': () => App({ onLaunch: note('App onLaunch'), onShow: note('App onShow'), onHide: note('App onHide'), onError: (text: string) => said.push(`App onError ${text.split('\n')[0]}`) }),
      'pages/a/a.js': page('a', { onTabItemTap: (item: { index: string }) => said.push(`a tab ${item.index}`) }),
      'pages/b/b.js': page('b'),
      'pages/tab/tab.js': page('tab'),
      'card/card.js': () => Component({
        lifetimes: { created: note('card created'), attached: note('card attached'), ready: note('card ready'), detached: note('card detached') },
        pageLifetimes: { show: note('card show'), hide: note('card hide') },
      }),
    },
  }
}

const taken = (): string[] => {
  const all = said
  said = []
  return all
}

describe('the life of an app and its pages', () => {
  it('launches, shows, loads, and is ready when it has been drawn', async () => {
    await run(program())
    expect(taken()).toEqual(['App onLaunch', 'App onShow', 'a onLoad', 'a onShow', 'a onReady'])
  })

  it('creates and attaches components before onLoad, and tells them before onReady', async () => {
    const test = await run(program())
    taken()
    await wx.navigateTo!({ url: '/pages/b/b?id=7' })
    await test.settle()
    expect(taken()).toEqual(['a onHide', 'card created', 'card attached', 'b onLoad', 'card show', 'b onShow', 'card ready', 'b onReady'])
    expect(getCurrentPages().map((one) => one.route)).toEqual(['pages/a/a', 'pages/b/b'])
    expect(getCurrentPages()[1]!.options).toEqual({ id: '7' })

    await wx.navigateBack!()
    await test.settle()
    expect(taken()).toEqual(['b onUnload', 'card detached', 'a onShow'])
  })

  it('replaces a page, and keeps the pages of tabs', async () => {
    const test = await run(program())
    taken()
    await wx.redirectTo!({ url: '/pages/b/b' })
    await test.settle()
    expect(taken().filter((one) => !one.startsWith('card'))).toEqual(['a onUnload', 'b onLoad', 'b onShow', 'b onReady'])
    await wx.switchTab!({ url: '/pages/tab/tab' })
    await test.settle()
    expect(taken().filter((one) => !one.startsWith('card'))).toEqual(['b onUnload', 'tab onLoad', 'tab onShow', 'tab onReady'])
    await wx.switchTab!({ url: '/pages/a/a' })
    await test.settle()
    expect(taken()).toEqual(['tab onHide', 'a onLoad', 'a onShow', 'a onReady'])
    await wx.switchTab!({ url: '/pages/tab/tab' })
    expect(taken()).toEqual(['a onHide', 'tab onShow'])
    await wx.reLaunch!({ url: '/pages/b/b' })
    expect(taken().slice(0, 2)).toEqual(['a onUnload', 'tab onUnload'])
  })

  it('tells a tab that it was tapped', async () => {
    const test = await run(program())
    taken()
    test.fromHost({ t: 'event', name: 'tab', detail: 0 })
    await test.settle()
    expect(taken()).toEqual(['a tab 0'])
  })

  it('goes to the background and comes back', async () => {
    const test = await run(program())
    taken()
    test.fromHost({ t: 'event', name: 'appHide', detail: undefined })
    await test.settle()
    expect(taken()).toEqual(['a onHide', 'App onHide'])
    test.fromHost({ t: 'event', name: 'appShow', detail: {} })
    await test.settle()
    expect(taken()).toEqual(['App onShow', 'a onShow'])
  })

  it('goes on when a page fails, and tells the app and the host', async () => {
    const given = program()
    given.modules!['pages/a/a.js'] = page('a', { onLoad() { throw new Error('broken') } })
    const test = await run(given)
    expect(taken()).toEqual(['App onLaunch', 'App onShow', 'App onError broken', 'a onShow', 'a onReady'])
    expect(test.toHost.some((message) => message.t === 'error' && message.text.includes('broken'))).toBe(true)
  })
})

describe('moving between pages', () => {
  const failing: [string, object, string][] = [
    ['navigateTo', { url: '/pages/none/none' }, 'navigateTo:fail page "pages/none/none" is not found'],
    ['navigateTo', { url: '/pages/tab/tab' }, 'navigateTo:fail can not navigateTo a tabbar page'],
    ['redirectTo', { url: '/pages/tab/tab' }, 'redirectTo:fail can not redirectTo a tabbar page'],
    ['switchTab', { url: '/pages/b/b' }, 'switchTab:fail can not switch to no-tabBar page'],
    ['navigateBack', {}, 'navigateBack:fail cannot navigate back at first page.'],
    ['navigateTo', {}, 'navigateTo:fail parameter error: parameter.url should be String instead of undefined'],
  ]
  it.each(failing)('%s %j fails as in WeChat', async (api, args, errMsg) => {
    await run(program())
    await expect(wx[api]!(args)).rejects.toMatchObject({ errMsg })
    const results: unknown[] = []
    wx[api]!({ ...args, success: () => results.push('success'), fail: (result: { errMsg: string }) => results.push(result.errMsg), complete: () => results.push('complete') })
    await vi.waitFor(() => expect(results).toEqual([errMsg, 'complete']))
  })

  it('allows ten pages', async () => {
    await run(program())
    for (let depth = 2; depth <= 10; depth++) await wx.navigateTo!({ url: '/pages/b/b' })
    await expect(wx.navigateTo!({ url: '/pages/b/b' })).rejects.toMatchObject({ errMsg: 'navigateTo:fail webview count limit exceed' })
    await wx.navigateBack!({ delta: 20 })
    expect(getCurrentPages()).toHaveLength(1)
  })

  it('takes what is written to a page that is gone, and draws nothing of it', async () => {
    const given = program()
    const gone: { setData(data: object): void }[] = []
    given.modules!['pages/b/b.js'] = () => Page({ data: { list: [1] }, onLoad(this: { setData(data: object): void }) { gone.push(this) } })
    given.wxml!['pages/b/b'] = '<view wx:for="{{list}}">{{item}}<card/></view>'
    const test = await run(given)
    const { Tree } = await import('../test/tree')
    const tree = new Tree()
    tree.apply(test.batches)
    const nodes = tree.size
    let from = test.batches.length
    await wx.navigateTo!({ url: '/pages/b/b' })
    await test.settle()
    tree.apply(test.batches.slice(from))
    expect(tree.size).toBeGreaterThan(nodes)
    from = test.batches.length
    await wx.navigateBack!()
    gone[0]!.setData({ list: [1, 2, 3] })
    await test.settle()
    tree.apply(test.batches.slice(from))
    expect(tree.size).toBe(nodes)
  })

  it('finds a page from the page that asks', async () => {
    await run(program())
    await wx.navigateTo!({ url: '../b/b?q=%E4%BD%A0&empty' })
    expect(getCurrentPages()[1]).toMatchObject({ route: 'pages/b/b', options: { q: '%E4%BD%A0', empty: '' } })
  })

  it('joins two pages by a channel', async () => {
    const given = program()
    const heard: unknown[] = []
    given.modules!['pages/b/b.js'] = () => Page({
      onLoad(this: { getOpenerEventChannel(): { emit(...args: unknown[]): void; on(name: string, listener: (value: unknown) => void): void } }) {
        const channel = this.getOpenerEventChannel()
        channel.emit('back', 1)
        channel.on('there', (value) => heard.push(['there', value]))
      },
    })
    await run(given)
    const { eventChannel } = (await wx.navigateTo!({ url: '/pages/b/b', events: { back: (value: unknown) => heard.push(['back', value]) } })) as { eventChannel: { emit(...args: unknown[]): void } }
    eventChannel.emit('there', 2)
    expect(heard).toEqual([['back', 1], ['there', 2]])
  })

  it('says when the page that it begins with does not exist', async () => {
    const given = program()
    const missing: unknown[] = []
    given.modules!['app.js'] = () => App({ onPageNotFound: (detail: unknown) => missing.push(detail) })
    const { TestRun } = await import('../test/program')
    const test = new TestRun(given)
    test.runtime.program.launch.path = 'pages/gone/gone'
    await test.start()
    expect(missing).toEqual([{ path: 'pages/gone/gone', query: {}, isEntryPage: true }])
  })
})
