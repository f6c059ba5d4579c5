import { describe, expect, it, vi } from 'vitest'
import type { Account } from '@/state'
import { exportStatement } from './exportStatement'

const HEADER = 'time,kind\r\n'

function cell(parts: Record<string, { csv: string; next_cursor?: string; file_name?: string }>) {
  const call = vi.fn(async (_: string, { cursor }: { cursor?: string }) => ({ file_name: 'statement-2026-11-21.csv', ...parts[cursor ?? 'first'] }))
  return { call, account: { call } as unknown as Pick<Account, 'call'> }
}

describe('a statement as a file', () => {
  it('is put together of all its parts, also of those that a filter leaves empty', async () => {
    const { call, account } = cell({
      first: { csv: `${HEADER}3\r\n`, next_cursor: 'b' },
      b: { csv: '', next_cursor: 'c', file_name: 'statement-2026-11-22.csv' },
      c: { csv: '2\r\n1\r\n' },
    })
    const { name, csv } = await exportStatement(account, { kinds: ['transfer'] })
    expect(csv.join('')).toBe(`${HEADER}3\r\n2\r\n1\r\n`)
    expect(name).toBe('statement-2026-11-21.csv')
    expect(call.mock.calls.map(([, input]) => input)).toEqual(['', 'b', 'c'].map((cursor) => ({ kinds: ['transfer'], cursor: cursor || undefined })))
  })

  it('is one call when it is short, and none at all when a part is missing', async () => {
    const short = cell({ first: { csv: HEADER } })
    expect((await exportStatement(short.account, {})).csv).toEqual([HEADER])
    expect(short.call).toHaveBeenCalledTimes(1)
    const account = { call: vi.fn().mockResolvedValueOnce({ file_name: 'x', csv: HEADER, next_cursor: 'b' }).mockRejectedValueOnce(new Error('away')) }
    await expect(exportStatement(account as unknown as Pick<Account, 'call'>, {})).rejects.toThrow('away')
  })
})
