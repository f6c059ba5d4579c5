import { join } from 'node:path'

/** A line of a bank's statement: whole rupiah that came in, or left if there are fewer than none. */
export type BankLine = { rupiah: number; from?: string; says?: string }

const ACCOUNT = '1234567890'
const BIC = 'BKKBIDJA'

/** The cell's account at a bank that leaves its files in a directory. */
export function bankConfig(directory: string): string {
  return `
[bank]
directory = "${join(directory, 'bank')}"
name = "Bank Kampung"
holder = "Kampung Sapa"
account = "${ACCOUNT}"
bic = "${BIC}"
poll_seconds = 1
`
}

/** A statement as banks write it: camt.053, version 08. */
export function statementFile(id: string, opening: number, closing: number, lines: readonly BankLine[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>M-${id}</MsgId><CreDtTm>${new Date().toISOString()}</CreDtTm></GrpHdr>
<Stmt><Id>${id}</Id><CreDtTm>${new Date().toISOString()}</CreDtTm>
<Acct><Id><Othr><Id>${ACCOUNT}</Id></Othr></Id><Ccy>IDR</Ccy><Svcr><FinInstnId><BICFI>${BIC}</BICFI></FinInstnId></Svcr></Acct>
${balance('OPBD', opening)}${balance('CLBD', closing)}
${lines.map((line, index) => entry(id, line, index)).join('\n')}
</Stmt></BkToCstmrStmt></Document>
`
}

function balance(code: string, rupiah: number): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="IDR">${rupiah}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${today()}</Dt></Dt></Bal>`
}

function entry(id: string, { rupiah, from = 'Siti Rahma', says = '' }: BankLine, index: number): string {
  const way = rupiah < 0 ? 'DBIT' : 'CRDT'
  return `<Ntry><NtryRef>${index + 1}</NtryRef><Amt Ccy="IDR">${Math.abs(rupiah)}.00</Amt><CdtDbtInd>${way}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>${today()}</Dt></BookgDt><AcctSvcrRef>${id}-${index + 1}</AcctSvcrRef>
<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="IDR">${Math.abs(rupiah)}.00</Amt><CdtDbtInd>${way}</CdtDbtInd>
<RltdPties><Dbtr><Pty><Nm>${from}</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>${says}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}
