import type { StatementFilter } from '@sapa/api-client'
import type { Account } from '@/state'

/** A statement as a file, however long: the cell gives it in parts, which are one file when they are put together. */
export async function exportStatement(account: Pick<Account, 'call'>, filter: StatementFilter): Promise<{ name: string; csv: string[] }> {
  const csv: string[] = []
  let name = ''
  let cursor: string | undefined
  do {
    const part = await account.call('wallet.export_statement', { ...filter, cursor })
    csv.push(part.csv)
    // The day may change while it is read: the file has one name.
    name ||= part.file_name
    cursor = part.next_cursor
  } while (cursor !== undefined)
  return { name, csv }
}
