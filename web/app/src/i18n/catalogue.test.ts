import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from './languages'

const here = fileURLToPath(new URL('.', import.meta.url))
const source = join(here, '..')

type Texts = Map<string, string>

/** `title`, `form.name` …; of plurals (`count_one`, `count_other`) only the stem counts, since languages differ in their forms. */
const PLURAL = /_(zero|one|other)$/

function flatten(value: unknown, path = '', into: Texts = new Map()): Texts {
  if (typeof value === 'string') return into.set(path, value)
  for (const [key, inner] of Object.entries(value as object)) flatten(inner, path === '' ? key : `${path}.${key}`, into)
  return into
}

function texts(language: string, namespace: string): Texts {
  return flatten(JSON.parse(readFileSync(join(here, language, `${namespace}.json`), 'utf8')))
}

function namespacesOf(language: string): string[] {
  return readdirSync(join(here, language)).map((file) => file.replace('.json', '')).sort()
}

function stems(keys: Iterable<string>): string[] {
  return [...new Set([...keys].map((key) => key.replace(PLURAL, '')))].sort()
}

function* sources(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* sources(path)
    else if (/\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name)) yield path
  }
}

interface Use {
  file: string
  namespaces: string[]
  key: string
  /** A template: any key that begins and ends like this. */
  pattern?: RegExp
}

/** Each `t('…')`, `i18next.t('…')` and `t(`…`)` of a file, with the namespaces that its `useTranslation` names. */
function usesIn(file: string): Use[] {
  const code = readFileSync(file, 'utf8')
  const namespaces = [...code.matchAll(/useTranslation\((?:'([\w]+)'|\[([^\]]*)\])?\)/g)].flatMap(([, one, several]) =>
    several !== undefined ? [...several.matchAll(/'(\w+)'/g)].map(([, name]) => name as string) : [one ?? 'common'],
  )
  for (const [, name] of code.matchAll(/TFunction<'(\w+)'>/g)) namespaces.push(name as string)
  const uses: Use[] = []
  const add = (literal: string) => {
    const [left, right] = literal.includes(':') ? literal.split(/:(.*)/s) : [undefined, literal]
    // A file that is handed its `t` speaks for its feature.
    const feature = /features\/(\w+)\//.exec(file)?.[1]
    const own = left !== undefined ? [left] : namespaces.length > 0 ? [...new Set(namespaces)] : ['common', ...(feature ? [feature] : [])]
    const key = right as string
    const pattern = key.includes('${') ? new RegExp(`^${key.split(/\$\{[^}]*\}/).map(escape).join('.+')}$`) : undefined
    uses.push({ file: file.slice(source.length), namespaces: own, key, pattern })
  }
  for (const [, literal] of code.matchAll(/\bt\(\s*'([^']+)'/g)) add(literal as string)
  for (const [, literal] of code.matchAll(/\bt\(\s*`([^`]+)`/g)) add(literal as string)
  // Keys that are chosen first and translated after: `t(failed ? 'a' : 'b')`, and tables marked with a comment `// i18n: chat`.
  for (const [, inside] of code.matchAll(/\bt\(\s*([^'`()]*\?[^()]*)\)/g)) {
    for (const [, literal] of (inside as string).matchAll(/['`]([\w.:]+)['`]/g)) if (/[.:]/.test(literal as string)) add(literal as string)
  }
  return uses
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

describe.each(namespacesOf('en'))('the texts of %s', (namespace) => {
  it.each(LANGUAGES.map(({ code }) => code))('are complete in %s', (language) => {
    expect(stems(texts(language, namespace).keys())).toEqual(stems(texts('en', namespace).keys()))
  })

  it.each(LANGUAGES.map(({ code }) => code))('have every plural form of %s', (language) => {
    const keys = texts(language, namespace)
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const plural = stems([...keys.keys()].filter((key) => PLURAL.test(key)))
    const missing = plural.flatMap((stem) => forms.map((form) => `${stem}_${form}`)).filter((key) => !keys.has(key))
    expect(missing).toEqual([])
  })

  it.each(LANGUAGES.map(({ code }) => code))('carry the same values in %s', (language) => {
    // Of a plural, "one" and "zero" may say the number in words.
    const values = (key: string, text: string) => (PLURAL.test(key) ? placeholders(text).filter((name) => name !== 'count') : placeholders(text))
    const english = new Map([...texts('en', namespace)].map(([key, text]) => [key.replace(PLURAL, ''), values(key, text)]))
    for (const [key, text] of texts(language, namespace)) expect([key, values(key, text)]).toEqual([key, english.get(key.replace(PLURAL, ''))])
  })

  it.each(LANGUAGES.map(({ code }) => code))('keep the tone in %s', (language) => {
    for (const [key, text] of texts(language, namespace)) {
      expect(text.trim(), key).toBe(text)
      expect(text, key).not.toMatch(/[!！]|\bAnda\b|您/)
    }
  })
})

describe('the keys in the code', () => {
  const uses = [...sources(source)].flatMap(usesIn)
  const english = new Map(namespacesOf('en').map((namespace) => [namespace, stems(texts('en', namespace).keys())]))

  it('are in the same languages everywhere', () => {
    for (const { code } of LANGUAGES) expect(namespacesOf(code)).toEqual(namespacesOf('en'))
  })

  it('all have a text', () => {
    const missing = uses
      .filter(({ namespaces, key, pattern }) => !namespaces.some((namespace) => english.get(namespace)?.some((known) => (pattern ? pattern.test(known) : known === key))))
      .map(({ file, namespaces, key }) => `${file}: ${namespaces.join('|')}:${key}`)
    expect(missing).toEqual([])
  })

  it('are all that there is', () => {
    // Errors are chosen by the cell's codes, see errors.test.ts.
    const unused = [...english].flatMap(([namespace, keys]) =>
      namespace === 'errors'
        ? []
        : keys
            .filter((key) => !(['money', 'mini'].includes(namespace) && key.startsWith('error.')) && !uses.some((use) => use.namespaces.includes(namespace) && (use.pattern ? use.pattern.test(key) : use.key === key)))
            .map((key) => `${namespace}:${key}`),
    )
    expect(unused).toEqual([])
  })
})

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name as string))].sort()
}
