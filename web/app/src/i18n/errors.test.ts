import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { ApiError, CLIENT_CODES } from '@sapa/api-client'
import { errorText } from './errors'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const crates = join(root, 'crates')
const CODE = /"((?:request|cell|accounts|blobs|contacts|chat|flows|demo|wallet|ledger|mini)\.[a-z_]+)"/g

/** Every stable code that a domain's error catalogue names. Operations are named alike, but not in these files. */
function codes(): string[] {
  const found = new Set<string>()
  for (const crate of readdirSync(crates)) {
    if (crate === 'load' || crate === 'client') continue
    // A part of a domain may have errors of its own: merchants in the wallet.
    for (const file of [join(crates, crate, 'src', 'error.rs'), join(crates, crate, 'src', 'merchant', 'error.rs')]) {
      if (!existsSync(file)) continue
      for (const [, code] of readFileSync(file, 'utf8').matchAll(CODE)) found.add(code as string)
    }
  }
  return [...found].sort()
}

function textOf(code: string): unknown {
  const read = (name: string) => JSON.parse(readFileSync(fileURLToPath(new URL(`./en/${name}.json`, import.meta.url)), 'utf8')) as Record<string, Record<string, string>>
  const [domain = '', name = ''] = code.split('.')
  const own = { wallet: 'money', mini: 'mini' }[domain]
  return own === undefined ? read('errors')[domain]?.[name] : read(own)['error']?.[name]
}

describe('the texts of errors', () => {
  it('cover every code of the cell', () => {
    expect(codes().length).toBeGreaterThan(40)
    expect(codes().filter((code) => textOf(code) === undefined)).toEqual([])
  })

  it('cover every code of the client', () => {
    expect(Object.values(CLIENT_CODES).filter((code) => textOf(code) === undefined)).toEqual([])
  })
})

describe('errorText', () => {
  beforeAll(async () => {
    const errors = JSON.parse(readFileSync(fileURLToPath(new URL('./en/errors.json', import.meta.url)), 'utf8')) as object
    await i18next.init({ lng: 'en', resources: { en: { errors } }, interpolation: { escapeValue: false } })
  })

  it('says how long to wait when the cell knows', () => {
    expect(errorText(new ApiError('accounts.too_many_attempts', '', 429, { retry_after_seconds: 840 }))).toContain('14 minutes')
    expect(errorText(new ApiError('accounts.too_many_attempts', '', 429))).toContain('later')
  })

  it('never shows a code alone, and gives unknown ones for asking', () => {
    expect(errorText(new ApiError('weather.rain', ''))).toContain('(weather.rain)')
    expect(errorText(new Error('bug'))).not.toContain('bug')
  })
})
