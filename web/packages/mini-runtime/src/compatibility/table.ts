/**
 * What of WeChat is here, as data: `wx.ts` for calls, `components.ts` for built-ins. `docs/MINI-COMPATIBILITY.md` is written from it
 * (`npm run generate:compatibility`); a test compares the two, finds what is registered and not listed, and looks whether each
 * test names what it is said to show.
 */
export interface Group {
  title: string
  /** From the root of the repository. */
  test: string
  /** Names of calls, or of a component and its attributes: `button`, `button.open-type`. */
  works: string[]
  /** By name, what is not as in WeChat. */
  partly: Record<string, string>
}

export interface Row { name: string; state: 'works' | 'partly' | 'missing'; note: string; test: string }

export function rowsOf(groups: Group[], missing: string[] = []): Row[] {
  const rows = groups.flatMap(({ test, works, partly }) => [
    ...works.map((name): Row => ({ name, state: 'works', note: '', test })),
    ...Object.entries(partly).map(([name, note]): Row => ({ name, state: 'partly', note, test })),
  ])
  return [...rows, ...missing.map((name): Row => ({ name, state: 'missing', note: '', test: '' }))].sort((one, other) => (one.name < other.name ? -1 : 1))
}

export function counts(rows: Row[]): Record<Row['state'], number> {
  const count = (state: Row['state']): number => rows.filter((row) => row.state === state).length
  return { works: count('works'), partly: count('partly'), missing: count('missing') }
}

function table(groups: Group[]): string {
  return groups
    .map(({ title, test, works, partly }) => {
      const name = test.split('/').at(-1)!
      const lines = [`### ${title}`, '', `Shown by [${name}](../${test}).`, '', '| Name | State | What differs |', '| --- | --- | --- |']
      for (const { name, state, note } of rowsOf([{ title, test, works, partly }])) lines.push(`| \`${name}\` | ${state} | ${note} |`)
      return lines.join('\n')
    })
    .join('\n\n')
}

export function document(wx: Group[], missing: string[], components: Group[]): string {
  const calls = counts(rowsOf(wx, missing))
  const parts = counts(rowsOf(components))
  return `# Mini programs: what is as in WeChat

Written from \`web/packages/mini-runtime/src/compatibility/\` by \`npm run generate:compatibility\`; a test says when it is stale. Each group names the test that shows it.

| | works | partly | missing |
| --- | --- | --- | --- |
| \`wx\` calls | ${calls.works} | ${calls.partly} | ${calls.missing} |
| components and attributes | ${parts.works} | ${parts.partly} | |

*Works* means: as WeChat documents it, as far as the test goes. *Missing* calls exist, fail with \`<name>:fail not supported\` (those that return an object throw it, \`on…\` never hear anything), and \`canIUse\` says false.
Calls that reach the host are as good as what the client does for them; without the client's part they fail in the same way.

## \`wx\`

${table(wx)}

### Missing

${missing.map((name) => `\`${name}\``).join(', ')}

## Components

${components.length === 0 ? 'Not listed yet.' : table(components)}
`
}
