import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
// What registers itself when the runtime is imported.
import '../worker/runtime'
import { registeredApis } from '../worker/wx/registry'
import { KNOWN } from '../worker/wx/known'
import { COMPONENTS } from './components'
import { document, rowsOf } from './table'
import { WX } from './wx'

const root = (path: string): string => fileURLToPath(new URL(`../../../../../${path}`, import.meta.url))
const missing = registeredApis().filter(({ kind }) => kind === 'unsupported').map(({ name }) => name).sort()

describe('the table of compatibility', () => {
  it('is written anew', async () => {
    await expect(document(WX, missing, COMPONENTS)).toMatchFileSnapshot(root('docs/MINI-COMPATIBILITY.md'))
  })

  it('lists every call that is here, once', () => {
    const here = registeredApis().filter(({ kind }) => kind !== 'unsupported').map(({ name }) => name).sort()
    expect(rowsOf(WX).map(({ name }) => name)).toEqual(here)
  })

  it.each([...WX, ...COMPONENTS].map((group) => [group.title, group] as const))('names what the test of "%s" shows', (_, { test, works, partly }) => {
    expect(existsSync(root(test)), test).toBe(true)
    const text = readFileSync(root(test), 'utf8')
    // Of an `off…` its `on…` is enough; of a browser's test, the program that it runs may hold the call.
    const unseen = [...works, ...Object.keys(partly)].filter((name) => !text.includes(name) && !text.includes(name.replace(/^off/, 'on')))
    if (test.startsWith('web/')) expect(unseen).toEqual([])
  })
})

describe('names of WeChat', () => {
  it('all exist: here, or as what fails', () => {
    const all = new Set(registeredApis().map(({ name }) => name))
    expect(Object.keys(KNOWN).filter((name) => !all.has(name))).toEqual([])
  })

  it('are those of the typings', () => {
    execFileSync('node', [fileURLToPath(new URL('../../scripts/wx-names.mjs', import.meta.url)), '--check'], { stdio: 'pipe' })
  })
})
