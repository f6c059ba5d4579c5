import { describe, expect, it, vi } from 'vitest'
import { run } from '../../test/program'
import { registeredApis, registerApi, registerUnsupported } from './registry'

declare const Page: (page: object) => void
declare const wx: Record<string, (...args: unknown[]) => unknown>

const start = (more: object = {}) => run({ app: { pages: ['pages/p/p'] }, wxml: { 'pages/p/p': '<view id="v"/>' }, modules: { 'pages/p/p.js': () => Page({}) }, ...more })

describe('canIUse', () => {
  const table: [schema: unknown, can: boolean][] = [
    ['getSystemInfoSync', true], ['getSystemInfoSync.return.screenWidth', true], ['showToast', true], ['showToast.object.image', true], ['hideToast', false], ['notYet', false], ['toString', false],
    ['button', true], ['button.open-type', true], ['button.open-type.share', true], ['button.open-type.teleport', false], ['view.bindtap', true], ['view.onclick', false], ['constructor', false],
    ['constructor.name', false], ['marquee', false], ['', false], [undefined, false],
  ]
  it.each(table)('%s: %s', async (schema, can) => {
    registerUnsupported(['notYet'])
    await start({ served: ['showToast'] })
    expect(wx['canIUse']!(schema)).toBe(can)
  })
})

describe('how calls answer', () => {
  it('with success and complete, with errMsg', async () => {
    const test = await start()
    const heard: unknown[] = []
    const returned = wx['setStorage']!({ key: 'a', data: 1, success: (result: unknown) => heard.push(result), complete: (result: unknown) => heard.push(result) })
    await test.settle()
    expect(returned).toBeUndefined()
    expect(heard).toEqual([{ errMsg: 'setStorage:ok' }, { errMsg: 'setStorage:ok' }])
  })

  it('with a promise, which fails with errMsg', async () => {
    await start()
    await expect(wx['getStorage']!({ key: 'none' })).rejects.toMatchObject({ errMsg: 'getStorage:fail data not found' })
    await wx['setStorage']!({ key: 'a', data: { deep: [1] } })
    expect(await wx['getStorage']!({ key: 'a' })).toEqual({ data: { deep: [1] }, errMsg: 'getStorage:ok' })
  })

  it('from the host, without callbacks and functions among the arguments', async () => {
    const test = await start({ served: ['showToast'] })
    test.answers['showToast'] = () => ({ shown: true })
    expect(await wx['showToast']!({ title: 'x', extra: () => {} })).toEqual({ shown: true, errMsg: 'showToast:ok' })
    expect(test.toHost.find((message) => message.t === 'call')).toMatchObject({ api: 'showToast', args: { title: 'x' } })
    test.answers['showModal'] = () => { throw new Error('cancelled') }
    await expect(wx['showModal']!({ title: 'x' })).rejects.toMatchObject({ errMsg: 'showModal:fail cancelled' })
  })

  it('tells the app when a callback fails', async () => {
    const test = await start()
    wx['setStorage']!({ key: 'a', data: 1, success: () => { throw new Error('in callback') } })
    await test.settle()
    expect(test.toHost).toContainEqual(expect.objectContaining({ t: 'error', text: expect.stringContaining('in callback') as string }))
  })

  it('a new one is one line', async () => {
    registerApi('double', ({ n }) => ({ n: (n as number) * 2 }))
    await start()
    expect(await wx['double']!({ n: 4 })).toEqual({ n: 8, errMsg: 'double:ok' })
    expect(registeredApis().map(({ name }) => name)).toContain('double')
  })
})

describe('storage', () => {
  it('answers at once from what the host sent, and writes behind', async () => {
    const test = await start({ storage: { old: '{"v":"kept"}' } })
    expect(wx['getStorageSync']!('old')).toBe('kept')
    expect(wx['getStorageSync']!('none')).toBe('')
    const date = new Date(86_400_000)
    wx['setStorageSync']!('date', date)
    wx['setStorageSync']!('list', [1, 'a', null])
    wx['removeStorageSync']!('old')
    expect(wx['getStorageSync']!('date')).toEqual(date)
    expect(wx['getStorageInfoSync']!()).toMatchObject({ keys: ['date', 'list'], limitSize: 10_240 })
    await vi.waitFor(() =>
      expect(test.toHost.filter((message) => message.t === 'storage')).toEqual([
        { t: 'storage', set: { date: '{"d":86400000}', list: '{"v":[1,"a",null]}' }, remove: ['old'], clear: false },
      ]),
    )
    wx['clearStorageSync']!()
    expect(wx['getStorageInfoSync']!()).toMatchObject({ keys: [], currentSize: 0 })
  })

  it('holds its limits', async () => {
    await start()
    expect(() => wx['setStorageSync']!('big', 'x'.repeat(1_048_577))).toThrow('setStorageSync:fail entry size limit reached')
    await expect(wx['setStorage']!({ key: 'big', data: 'x'.repeat(1_048_577) })).rejects.toMatchObject({ errMsg: 'setStorage:fail entry size limit reached' })
    for (let n = 0; n < 10; n++) wx['setStorageSync']!(`k${n}`, 'x'.repeat(1_048_000))
    expect(() => wx['setStorageSync']!('more', 'x'.repeat(100_000))).toThrow('exceed storage max size')
  })
})

describe('selector queries and observers', () => {
  it('ask the frame once for all, after what was drawn before', async () => {
    const test = await start()
    const results: unknown[] = []
    const query = wx['createSelectorQuery']!() as { select(s: string): { boundingClientRect(): unknown }; selectViewport(): { scrollOffset(): unknown }; exec(done: (all: unknown) => void): void }
    query.select('#v').boundingClientRect()
    query.select('#none').boundingClientRect()
    query.selectViewport().scrollOffset()
    query.exec((all) => results.push(all))
    await test.settle()
    const asked = test.toFrame.filter((message) => message.t === 'measure')
    expect(asked).toHaveLength(1)
    test.fromFrame({ t: 'measured', id: asked[0]!.id, results: [{ left: 1, top: 2, right: 3, bottom: 4, width: 5, height: 6 }, { scrollLeft: 0, scrollTop: 9, scrollWidth: 1, scrollHeight: 2 }] })
    await test.settle()
    expect(results).toEqual([[
      { id: 'v', dataset: {}, left: 1, top: 2, right: 3, bottom: 4, width: 5, height: 6 }, null,
      { id: '', dataset: {}, scrollLeft: 0, scrollTop: 9, scrollWidth: 1, scrollHeight: 2 },
    ]])
  })
})
