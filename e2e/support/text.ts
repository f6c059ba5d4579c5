import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TEXTS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'web', 'app', 'src', 'i18n')

export type Language = 'en' | 'id' | 'zh'

const files = new Map<string, unknown>()

function file(language: Language, namespace: string): unknown {
  const path = join(TEXTS, language, `${namespace}.json`)
  if (!files.has(path)) files.set(path, JSON.parse(readFileSync(path, 'utf8')))
  return files.get(path)
}

/** Where a translator puts a value. */
type Values = Record<string, string | number>

/**
 * The words that the client shows for a key such as `accounts:codes.kept`, read from its own files, so that tests name
 * what a person reads and survive better wording.
 */
export function text(key: string, values: Values = {}, language: Language = 'en'): string {
  const [namespace = '', path = ''] = key.split(':')
  const found = lookUp(file(language, namespace), path, values, language)
  if (found === undefined) throw new Error(`${language} has no text for ${key}`)
  return found.replace(/\{\{\s*(\w+)[^}]*\}\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** The same as a pattern in which values that are not given may be anything. */
export function pattern(key: string, values: Values = {}, language: Language = 'en'): RegExp {
  const [namespace = '', path = ''] = key.split(':')
  const found = lookUp(file(language, namespace), path, values, language)
  if (found === undefined) throw new Error(`${language} has no text for ${key}`)
  const parts = found.split(/\{\{\s*(\w+)[^}]*\}\}/).map((part, index) => {
    if (index % 2 === 0) return escape(part)
    return part in values ? escape(String(values[part])) : '.*'
  })
  return new RegExp(parts.join(''))
}

function escape(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function lookUp(tree: unknown, path: string, values: Values, language: Language): string | undefined {
  const count = values['count']
  const forms = typeof count === 'number' ? [...(count === 0 ? [`${path}_zero`] : []), `${path}_${new Intl.PluralRules(language).select(count)}`, `${path}_other`, path] : [path]
  for (const form of forms) {
    let node: unknown = tree
    for (const part of form.split('.')) {
      node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[part] : undefined
    }
    if (typeof node === 'string') return node
  }
  return undefined
}
