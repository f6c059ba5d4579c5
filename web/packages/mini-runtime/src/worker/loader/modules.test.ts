import { describe, expect, it, vi } from 'vitest'
import { Modules, normalize, type ModuleFactory } from './modules'

function modules(paths: string[], bodies: Record<string, ModuleFactory> = {}): Modules {
  const made = new Modules({ load: async () => false })
  for (const path of paths) made.define(path, bodies[path] ?? ((_require, module) => { module.exports = path }))
  return made
}

describe('where require looks', () => {
  const all = ['app.js', 'utils/a.js', 'utils/index.js', 'pages/p/p.js', 'pages/p/miniprogram_npm/near/index.js', 'miniprogram_npm/lib/index.js', 'miniprogram_npm/lib/more.js', 'miniprogram_npm/@scope/kit/index.js', 'common.js']
  const table: [from: string, asked: string, found: string | null][] = [
    ['pages/p/p.js', '../../utils/a', 'utils/a'],
    ['pages/p/p.js', '../../utils/a.js', 'utils/a'],
    ['pages/p/p.js', '../../utils', 'utils/index'],
    ['pages/p/p.js', '/utils/a', 'utils/a'],
    ['pages/p/p.js', 'near', 'pages/p/miniprogram_npm/near/index'],
    ['pages/p/p.js', 'lib', 'miniprogram_npm/lib/index'],
    ['pages/p/p.js', 'lib/more', 'miniprogram_npm/lib/more'],
    ['pages/p/p.js', '@scope/kit', 'miniprogram_npm/@scope/kit/index'],
    ['utils/a.js', 'near', null],
    ['app.js', 'utils/a', 'utils/a'],
    ['pages/p/p.js', 'common', 'common'],
    ['pages/p/p.js', '../../../outside', null],
    ['pages/p/p.js', './none', null],
  ]
  it.each(table)('%s asks for %s and gets %s', (from, asked, found) => {
    expect(modules(all).resolve(from, asked)).toBe(found)
  })

  it('goes where the compiler says first', () => {
    const made = modules(all)
    made.define('pages/q.js', () => {}, { 'lib': 'utils/a', './none': 'gone' })
    expect([made.resolve('pages/q', 'lib'), made.resolve('pages/q', './none'), made.resolve('pages/q', '../common')]).toEqual(['utils/a', null, 'common'])
  })

  it.each([['a/./b/../c', 'a/c'], ['../a', null], ['/a//b/', 'a/b']])('%s is %s', (path, normal) => {
    expect(normalize(path)).toBe(normal)
  })
})

describe('how modules run', () => {
  it('runs each once, and shows unfinished ones to those that need each other', () => {
    const runs: string[] = []
    const made = modules(['a.js', 'b.js'], {
      'a.js': (require, _module, exports) => {
        runs.push('a')
        ;(exports as Record<string, unknown>)['early'] = 1
        ;(exports as Record<string, unknown>)['b'] = require('./b')
      },
      'b.js': (require, module) => {
        runs.push('b')
        module.exports = { sees: (require('./a') as { early: number }).early }
      },
    })
    expect(made.run('a.js')).toEqual({ early: 1, b: { sees: 1 } })
    made.run('a')
    expect(runs).toEqual(['a', 'b'])
  })

  it('names what is missing as WeChat does', () => {
    const made = modules(['pages/p.js'], { 'pages/p.js': (require) => { require('./gone') } })
    expect(() => made.run('pages/p.js')).toThrow("module 'pages/gone.js' is not defined, require args is './gone'")
  })

  it('runs a failed module again', () => {
    let times = 0
    const made = modules(['a.js'], { 'a.js': () => { if (times++ === 0) throw new Error('first') } })
    expect(() => made.run('a.js')).toThrow('first')
    expect(() => made.run('a.js')).not.toThrow()
  })

  it('waits for a package with require.async and with a callback', async () => {
    const made: Modules = new Modules({
      load: async (path) => {
        if (!path.startsWith('sub/')) return false
        made.define('sub/m.js', (_require, module) => { module.exports = 42 })
        return true
      },
    })
    const got: unknown[] = []
    made.define('app.js', (require) => {
      require('./sub/m', (value) => got.push(value), (error) => got.push(error))
      void require.async('sub/m').then((value) => got.push(value))
      require('./other/m', (value) => got.push(value), (error) => got.push(error.errMsg))
    })
    made.run('app.js')
    await vi.waitFor(() => expect(got).toEqual(expect.arrayContaining([42, 42, "module './other/m.js' is not defined, require args is './other/m'"])))
  })
})
