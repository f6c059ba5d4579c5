// Writes `src/worker/wx/known.ts`: every member of `wx` that miniprogram-api-typings describes, with the names that `canIUse` may
// ask for. With `--check` it only says whether the committed file is what it would write.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const require = createRequire(import.meta.url)
const target = fileURLToPath(new URL('../src/worker/wx/known.ts', import.meta.url))
const entry = require.resolve('miniprogram-api-typings/types/index.d.ts')
const { version } = JSON.parse(readFileSync(require.resolve('miniprogram-api-typings/package.json'), 'utf8'))

const CALLBACKS = new Set(['success', 'fail', 'complete'])

function sections(checker, symbol, place) {
  const type = checker.getTypeOfSymbolAtLocation(symbol, place)
  const [signature] = type.getCallSignatures()
  if (!signature) return null
  const found = { object: [], success: [], callback: [], return: [] }
  const fields = (of) => checker.getPropertiesOfType(of).filter((one) => !one.name.startsWith('__')).map((one) => one.name)
  const plain = (of) => !of.isUnion() && (of.flags & ts.TypeFlags.Object) !== 0 && of.getCallSignatures().length === 0 && !checker.isArrayType(of) && of.symbol?.name !== 'Promise'
  const [first] = signature.getParameters()
  if (first) {
    const declared = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(first, place))
    const given = checker.getNonNullableType(checker.getBaseConstraintOfType(declared) ?? declared)
    const [heard] = given.getCallSignatures()
    if (heard) {
      const [detail] = heard.getParameters()
      const of = detail && checker.getTypeOfSymbolAtLocation(detail, place)
      if (of && plain(of)) found.callback = fields(of)
    } else if (plain(given) && !/^(ArrayBuffer|ILogManager|string)$/.test(given.symbol?.name ?? '')) {
      found.object = fields(given).filter((name) => !CALLBACKS.has(name))
      const success = given.getProperty('success')
      const call = success && checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(success, place)).getCallSignatures()[0]
      const result = call?.getParameters()[0]
      const of = result && checker.getTypeOfSymbolAtLocation(result, place)
      if (of && plain(of)) found.success = fields(of).filter((name) => name !== 'errMsg')
    }
  }
  const returned = signature.getReturnType()
  if (plain(returned)) found.return = fields(returned)
  return found
}

export function knownSource() {
  const program = ts.createProgram([entry], { strict: true, noEmit: true, types: [], lib: ['lib.es2022.d.ts'] })
  const checker = program.getTypeChecker()
  let wx = null
  for (const file of program.getSourceFiles()) {
    ts.forEachChild(file, (node) => {
      if (!ts.isModuleDeclaration(node) || node.name.text !== 'WechatMiniprogram') return
      for (const one of node.body?.statements ?? []) if (ts.isInterfaceDeclaration(one) && one.name.text === 'Wx') wx = one
    })
  }
  if (!wx) throw new Error('miniprogram-api-typings has no interface Wx')
  const members = checker.getPropertiesOfType(checker.getTypeAtLocation(wx)).map((symbol) => ({ name: symbol.name, found: sections(checker, symbol, wx) }))
  members.sort((one, other) => (one.name < other.name ? -1 : 1))
  const lines = members.map(({ name, found }) => {
    const parts = found === null ? ['value'] : Object.entries(found).filter(([, names]) => names.length > 0).map(([kind, names]) => `${kind}:${[...names].sort().join(',')}`)
    return `  ${/^[A-Za-z]\w*$/.test(name) ? name : JSON.stringify(name)}: '${parts.join(';')}',`
  })
  return `// Written by scripts/wx-names.mjs from miniprogram-api-typings ${version}; a test says when it is stale. Do not edit.

/** Members of \`wx\`: names of parameters (object), of a result (success, return) and of an event (callback). */
export const KNOWN: Readonly<Record<string, string>> = {
${lines.join('\n')}
}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const source = knownSource()
  if (!process.argv.includes('--check')) writeFileSync(target, source)
  else if (readFileSync(target, 'utf8') !== source) {
    console.error('src/worker/wx/known.ts is stale: run npm run generate:wx')
    process.exit(1)
  }
}
