import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { Components } from '../../web/packages/mini-runtime/src/protocol/components.ts'
import { hearing } from '../support/mini-events.ts'
import { expect, test } from '../support/mini.ts'

/** What no honest program writes: each is put into each attribute of each built-in, one after the other. */
const JUNK = [
  'undefined', 'null', 'true', 'false', '0', '-1', '1e308', 'NaN', '-0.5', '""', '"javascript:alert(1)"', '"https://strangers.example/x"', '"//strangers.example/x"', '"data:text/html,<script>alert(1)</script>"',
  '"url(https://strangers.example/x)"', '"background: url(https://strangers.example/x); position: fixed"', '"x".repeat(100000)', '"99999999999999999999"', '"__proto__"', '"constructor"', '[]', '{}', '[[[]]]', '[null, undefined, {}]',
  '{ toString: 1, valueOf: 1, length: -1 }', '[{ __proto__: 1, constructor: 2, name: "script", attrs: { src: "https://strangers.example/x", onerror: "alert(1)" } }]', 'Array(3000).fill("x")', '"\\u0000\\u202e\\ud800"', 'new Date(NaN)',
]

/** One page with every built-in and every attribute of it, each bound to the same junk. */
function program(): string {
  const source = mkdtempSync(join(tmpdir(), 'sapa-junk-'))
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(source, path)), { recursive: true })
    writeFileSync(join(source, path), text)
  }
  const tags = Object.entries(Components).filter(([tag]) => tag !== 'block' && tag !== 'page-meta').map(([tag, attributes]) => {
    const written = Object.keys(attributes).map((name) => `${name}="{{junk}}"`).join(' ')
    return `<${tag} class="one" id="id-${tag}" bindtap="heard" bindchange="heard" binderror="heard" ${written}><text>in</text></${tag}>`
  })
  put('project.config.json', '{ "appid": "wx0123456789abcdef", "miniprogramRoot": "./" }')
  put('app.json', '{ "pages": ["pages/index/index"] }')
  put('pages/index/index.wxml', `<page-meta page-style="{{junk}}" background-color="{{junk}}" scroll-top="{{junk}}" page-font-size="{{junk}}"><navigation-bar title="{{junk}}" front-color="{{junk}}"/></page-meta>\n${tags.join('\n')}`)
  put('pages/index/index.js', `
const junk = [${JUNK.join(', ')}]
Page({
  data: { junk: 1 },
  heard() {},
  onReady() {
    let at = 0
    const next = () => {
      if (at === junk.length) return console.log(JSON.stringify({ id: 'junk', type: 'done' }))
      this.setData({ junk: junk[at++] }, () => wx.nextTick(next))
    }
    next()
  },
})`)
  return source
}

test('built-ins take whatever a program sends', async ({ run }) => {
  const running = await run('junk', { source: program() })
  const asked: string[] = []
  running.page.on('request', (request) => asked.push(request.url()))
  await hearing(running, 'junk', 'done')
  const { stopped, error } = await running.notes()
  expect(stopped).toEqual([])
  expect(error).toEqual([])
  const addresses = await running.inFrame(() => {
    const found: string[] = []
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) if (/^on/.test(name) || (/^(src|href|srcdoc|action|data|poster)$/.test(name) && !/^(blob:|data:image\/)/.test(value))) found.push(`${element.localName} ${name}=${value.slice(0, 50)}`)
        if (element.shadowRoot) look(element.shadowRoot)
      }
    }
    look(document)
    return found
  }, undefined)
  expect(addresses).toEqual([])
  expect(asked.filter((url) => !url.startsWith(running.server.url) && !url.startsWith('blob:'))).toEqual([])
  expect(await running.inFrame(() => document.querySelectorAll('dialog[open]').length, undefined)).toBe(0)
})
