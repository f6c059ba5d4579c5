import { describe, expect, it } from 'vitest'
import { run, type TestRun } from '../../test/program'
import { Tree } from '../../test/tree'
import { rpxToVw } from './element'

declare const Page: (page: object) => void
declare const Component: (component: object) => void

type PageCaller = { setData(data: object, done?: () => void): void; data: Record<string, unknown>; [name: string]: unknown }

async function opened(wxml: string, page: object = {}, more: Record<string, { wxml: string; js: () => void; using?: Record<string, string> }> = {}): Promise<{ test: TestRun; tree: Tree; caller: PageCaller }> {
  const test = await run({
    app: { pages: ['pages/p/p'] },
    json: { 'pages/p/p': { usingComponents: Object.fromEntries(Object.keys(more).map((path) => [path.split('/').at(-1)!, `/${path}`])) }, ...Object.fromEntries(Object.keys(more).map((path) => [path, { component: true }])) },
    wxml: { 'pages/p/p': wxml, ...Object.fromEntries(Object.entries(more).map(([path, one]) => [path, one.wxml])) },
    modules: { 'pages/p/p.js': () => Page(page), ...Object.fromEntries(Object.entries(more).map(([path, one]) => [`${path}.js`, one.js])) },
  })
  const tree = new Tree()
  tree.apply(test.batches)
  return { test, tree, caller: test.runtime.router.callers()[0] as PageCaller }
}

async function set({ test, tree, caller }: Awaited<ReturnType<typeof opened>>, data: object): Promise<string> {
  const from = test.batches.length
  caller.setData(data)
  await test.settle()
  tree.apply(test.batches.slice(from))
  return tree.html()
}

describe('from setData to operations', () => {
  it('draws and changes text, lists and branches', async () => {
    const page = await opened('<view class="a {{c}}">{{t}}</view><block wx:for="{{l}}" wx:key="id"><text>{{item.id}}</text></block><view wx:if="{{on}}">yes</view><view wx:else>no</view>', { data: { t: 'hi', c: 'b', l: [{ id: 1 }, { id: 2 }], on: true } })
    expect(page.tree.html()).toBe('<view class="a b">hi</view><text>1</text><text>2</text><view>yes</view>')
    expect(await set(page, { t: 'ho', c: '' })).toBe('<view class="a">ho</view><text>1</text><text>2</text><view>yes</view>')
    expect(await set(page, { l: [{ id: 2 }, { id: 3 }, { id: 1 }] })).toBe('<view class="a">ho</view><text>2</text><text>3</text><text>1</text><view>yes</view>')
    expect(await set(page, { 'l[1].id': 9 })).toBe('<view class="a">ho</view><text>2</text><text>9</text><text>1</text><view>yes</view>')
    expect(await set(page, { on: false, l: [] })).toBe('<view class="a">ho</view><view>no</view>')
  })

  it('draws components with slots, and forgets what is gone', async () => {
    const page = await opened('<card wx:if="{{on}}" title="T"><view>in</view></card>', { data: { on: true } }, {
      'c/card': { wxml: '<view class="card">{{title}}<slot/></view>', js: () => Component({ properties: { title: String } }) },
    })
    expect(page.tree.html()).toMatch(/^<card[^>]*><view class="\w+--card">T<view>in<\/view><\/view><\/card>$/)
    const nodes = page.tree.size
    expect(await set(page, { on: false })).toBe('')
    expect(page.tree.size).toBeLessThan(nodes)
    await set(page, { on: true })
    expect(page.tree.size).toBe(nodes)
  })

  it('puts children into slots in the order of the slots', async () => {
    const page = await opened('<card><text slot="after">after</text>{{t}}<text slot="after">last</text></card>', { data: { t: 'in' } }, {
      'c/card': { wxml: '<view><slot/>|<slot name="after"/></view>', js: () => Component({ options: { multipleSlots: true } }) },
    })
    expect(page.tree.html()).toBe('<card><view>in|<text>after</text><text>last</text></view></card>')
  })

  it('sends one batch a turn, and nothing for nothing', async () => {
    const { test, caller } = await opened('<view>{{a}}{{b}}</view>', { data: { a: 1, b: 2 } })
    const from = test.batches.length
    caller.setData({ a: 3 })
    caller.setData({ b: 4 })
    await test.settle()
    expect(test.batches.length - from).toBe(1)
    let called = 0
    caller.setData({}, () => { called++ })
    await test.settle()
    expect(called).toBe(1)
  })

  it('answers events with plain data, and bubbles', async () => {
    const heard: Record<string, unknown>[] = []
    const { test, tree } = await opened(
      '<view bindtap="outer" data-o="1" mark:m="2"><view id="in" data-list-id="{{7}}" bindtap="inner"/></view><view catchtap="outer"><text bindtap="inner"/></view>',
      { inner(event: Record<string, unknown>) { heard.push({ ...event }) }, outer(event: Record<string, unknown>) { heard.push({ ...event }) } },
    )
    test.fromFrame({ t: 'event', node: tree.named('in'), type: 'tap', detail: { x: 1, y: 2 }, bubbles: true, inputNo: 0, touches: [], changedTouches: [] })
    expect(heard.map(({ currentTarget, target, detail, mark, type }) => ({ currentTarget, target, detail, mark, type }))).toEqual([
      { type: 'tap', detail: { x: 1, y: 2 }, mark: { m: '2' }, target: { id: 'in', dataset: { listId: 7 } }, currentTarget: { id: 'in', dataset: { listId: 7 } } },
      { type: 'tap', detail: { x: 1, y: 2 }, mark: { m: '2' }, target: { id: 'in', dataset: { listId: 7 } }, currentTarget: { id: '', dataset: { o: '1' } } },
    ])
    expect(() => JSON.stringify(heard)).not.toThrow()
  })

  it('numbers what is written in answer to an input, and only that', async () => {
    const { test, tree } = await opened('<input id="i" value="{{v}}" bindinput="typed"/><input id="j" value="{{v}}"/>', {
      data: { v: '' },
      typed(this: PageCaller, event: { detail: { value: string } }) {
        this.setData({ v: event.detail.value.toUpperCase() })
        setTimeout(() => this.setData({ v: 'later' }))
      },
    })
    const from = test.batches.length
    test.fromFrame({ t: 'event', node: tree.named('i'), type: 'input', detail: { value: 'a' }, bubbles: false, inputNo: 5 })
    await test.settle()
    const writes = tree.apply(test.batches.slice(from)).filter(([name]) => name === 'setAttribute').map((one) => one.slice(1))
    expect(writes).toEqual([
      [tree.named('i'), 'value', 'A', 5], [tree.named('j'), 'value', 'A', 0],
      [tree.named('i'), 'value', 'later', 0], [tree.named('j'), 'value', 'later', 0],
    ])
  })

  it('binds a model both ways', async () => {
    const { test, tree, caller } = await opened('<input id="i" model:value="{{v}}"/>', { data: { v: 'x' } })
    test.fromFrame({ t: 'event', node: tree.named('i'), type: 'input', detail: { value: 'xy' }, bubbles: false, inputNo: 1, model: { name: 'value', value: 'xy' } })
    expect(caller.data['v']).toBe('xy')
  })
})

it.each([['width:750rpx', 'width:100vw'], ['margin:-7.5rpx 10px', 'margin:-1vw 10px'], ['--a:.5rpx', '--a:0.06667vw'], ['color:red', 'color:red']])('%s becomes %s', (from, to) => {
  expect(rpxToVw(from)).toBe(to)
})
