// Writes the client's types from the OpenAPI document, or with --check fails when what is checked in is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

const document = new URL('../../docs/openapi.json', import.meta.url)
const target = new URL('../packages/api-client/src/schema.ts', import.meta.url)
const header = '// Generated from docs/openapi.json by `npm run generate:api`. Do not edit.\n/* eslint-disable */\n'
const text = header + astToString(await openapiTS(JSON.parse(readFileSync(document, 'utf8')), { alphabetize: false, defaultNonNullable: false }))

if (process.argv.includes('--check')) {
  let current = ''
  try {
    current = readFileSync(target, 'utf8')
  } catch {
    // Never generated.
  }
  if (current !== text) {
    console.error('packages/api-client/src/schema.ts is not what docs/openapi.json says: run `npm run generate:api`.')
    process.exit(1)
  }
} else {
  writeFileSync(target, text)
}
