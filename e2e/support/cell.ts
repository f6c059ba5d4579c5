import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { bankConfig, type BankLine, statementFile } from './bank.ts'
import { until } from './until.ts'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const BINARY = process.env['SAPA_BIN'] ?? join(ROOT, 'target', 'debug', 'sapa')

/** A signed-in account made for a test. */
export type Person = {
  account: string
  handle: string
  name: string
  /** The session's secret; in a browser it is the slot's cookie. */
  token: string
}

export type CellOptions = {
  listen?: string
  directory?: string
  /** A demo town, whose bank makes money up. */
  demo?: boolean
}

/** A refusal, as the API words it. */
export class Refusal extends Error {
  readonly code: string

  constructor(operation: string, problem: { code: string; message: string }) {
    super(`${operation}: ${problem.code}: ${problem.message}`)
    this.code = problem.code
  }
}

/** A server of its own, on a free port, with an empty data directory. */
export class Cell {
  readonly url: string
  readonly #process: ChildProcess
  readonly #directory: string
  readonly #operatorToken: string
  readonly #setupToken: Promise<string>
  #made = 0
  #statements = 0
  #atBank = 0
  #operator: Person | undefined

  private constructor(url: string, child: ChildProcess, directory: string, operator: string, setup: Promise<string>) {
    this.url = url
    this.#process = child
    this.#directory = directory
    this.#operatorToken = operator
    this.#setupToken = setup
  }

  static async start(options: CellOptions = {}): Promise<Cell> {
    const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'sapa-e2e-')))
    const data = join(directory, 'data')
    const config = join(directory, 'sapa.toml')
    // A demo town has a bank of its own; every other cell one that leaves its files in a directory.
    await writeFile(config, options.demo ? CONFIG : CONFIG + bankConfig(directory))
    if (!options.demo) await mkdir(join(directory, 'bank', 'inbox'), { recursive: true })
    await access(BINARY).catch(() => {
      throw new Error(`${BINARY} is not built: cargo build -p sapa`)
    })
    await rm(join(data, 'address'), { force: true })
    const child = spawn(
      BINARY,
      ['serve', '--data', data, '--listen', options.listen ?? '127.0.0.1:0', '--config', config, ...(options.demo ? ['--demo'] : [])],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    const log = collect(child)
    const setup = setupToken(child)
    const url = await until('the server has written its address', async () => {
      if (child.exitCode !== null) throw new Error(`the server ended: ${log()}`)
      const text = await readFile(join(data, 'address'), 'utf8').catch(() => '')
      return text.endsWith('\n') ? text.trim() : undefined
    })
    await until('the server is ready', async () => {
      const reply = await fetch(`${url}/ready`).catch(() => undefined)
      return reply?.ok ? true : undefined
    })
    const operator = (await readFile(join(data, 'operator.token'), 'utf8')).trim()
    return new Cell(url, child, directory, operator, setup)
  }

  /** The person who runs the cell, once {@link setUp} has made them. */
  get operator(): Person {
    if (this.#operator === undefined) throw new Error('nobody runs this cell yet')
    return this.#operator
  }

  /** Makes the operator by the one-time link, without a browser. */
  async setUp(): Promise<void> {
    const token = await this.#setupToken
    const made = await this.call<{ account: { account: string }; token: string }>('accounts.setup', {
      token,
      handle: 'oma.tuti',
      display_name: 'Oma Tuti',
      password: 'nine calm pelicans',
    })
    this.#operator = { account: made.account.account, handle: 'oma.tuti', name: 'Oma Tuti', token: made.token }
  }

  /** The path of the first start's one-time link. */
  async setupPath(): Promise<string> {
    return `/setup#${await this.#setupToken}`
  }

  /** Calls an operation as the holder of a token. */
  async call<T = unknown>(operation: string, input: object, token?: string): Promise<T> {
    const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Sapa-Session': 'token' }
    if (token !== undefined) headers['Authorization'] = `Bearer ${token}`
    const reply = await fetch(`${this.url}/api/${operation}`, { method: 'POST', headers, body: JSON.stringify(input) })
    const output = (await reply.json()) as T
    if (!reply.ok) throw new Refusal(operation, output as { code: string; message: string })
    return output
  }

  /** Calls an operation with the operator token of the data directory. */
  operate<T = unknown>(operation: string, input: object): Promise<T> {
    return this.call<T>(operation, input, this.#operatorToken)
  }

  /** Makes signed-in people with these names. */
  async people<const N extends readonly string[]>(...names: N): Promise<{ [K in keyof N]: Person }> {
    const prefix = `p${letters(this.#made++)}x`
    const made = await this.operate<{ accounts: Omit<Person, 'name'>[] }>('accounts.create_in_bulk', {
      count: names.length,
      prefix,
    })
    const people = made.accounts.map((account, index) => ({ ...account, name: names[index] ?? '' }))
    for (const person of people) {
      await this.call('accounts.update_profile', { display_name: person.name }, person.token)
    }
    return people as { [K in keyof N]: Person }
  }

  /** Registers somebody with a password, as a person would by an invitation. */
  async register(name: string, handle: string, password: string): Promise<Person & { recoveryCodes: string[] }> {
    const { code } = await this.call<{ code: string }>('accounts.create_invitation', {}, this.operator.token)
    const made = await this.call<{ account: { account: string }; token: string; recovery_codes: string[] }>(
      'accounts.register',
      { handle, display_name: name, password, invitation: code },
    )
    return { account: made.account.account, handle, name, token: made.token, recoveryCodes: made.recovery_codes }
  }

  /** The same person on a further device. */
  async signIn(person: Person, password: string): Promise<Person> {
    const made = await this.call<{ token: string }>('accounts.sign_in', { handle: person.handle, password })
    return { ...person, token: made.token }
  }

  /** Makes two people friends; returns their conversation. */
  async befriend(one: Person, other: Person): Promise<string> {
    const made = await this.operate<{ conversations: string[] }>('contacts.befriend_in_bulk', {
      pairs: [[one.account, other.account]],
    })
    return made.conversations[0] ?? ''
  }

  /** Sends a text as somebody, without a browser. */
  send(from: Person, conversation: string, text: string): Promise<{ message_no: number }> {
    const input = { conversation, client_id: crypto.randomUUID(), body: { kind: 'text', text } }
    return this.call('chat.send', input, from.token)
  }

  /** Offers wallets in rupiah, as the person who runs the cell does. */
  async offerWallets(terms = 'Be kind, and pay what you owe.'): Promise<void> {
    await this.operate('wallet.update_settings', { currency: 'IDR', terms })
  }

  /** Opens somebody's wallet without a browser; returns what to write on a bank transfer. */
  async openWallet(person: Person, pin: string): Promise<string> {
    const { version } = await this.call<{ version: number }>('wallet.terms', {}, person.token)
    await this.call('wallet.open', { version, pin }, person.token)
    const { reference } = await this.call<{ reference: string }>('wallet.top_up_details', {}, person.token)
    return reference
  }

  /** A statement of the cell's bank with these lines, booked when this returns. */
  async bankSays(...lines: BankLine[]): Promise<void> {
    const statement = `E2E-${String((this.#statements += 1)).padStart(4, '0')}`
    const opening = this.#atBank
    for (const line of lines) this.#atBank += line.rupiah
    const draft = join(this.#directory, `${statement}.tmp`)
    await writeFile(draft, statementFile(statement, opening, this.#atBank, lines))
    await rename(draft, join(this.#directory, 'bank', 'inbox', `${statement}.xml`))
    await until('the statement is booked', async () => {
      const { statements } = await this.operate<{ statements: { id: string }[] }>('wallet.reconciliation', {})
      return statements.some(({ id }) => id === statement) ? true : undefined
    })
  }

  /** Ends the process and leaves the data. */
  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      this.#process.kill('SIGTERM')
      await once(this.#process, 'exit')
    }
  }

  /** Ends the process and removes the data. */
  async remove(): Promise<void> {
    await this.stop()
    await rm(this.#directory, { recursive: true, force: true })
  }
}

/** Tests do more from one address in a minute than people do in a day, on machines that have better to do than hashing. */
const CONFIG = `
[accounts]
registrations_per_hour = 10000
failures_per_hour = 10000
hashing_memory_kib = 1024
hashing_passes = 1

[rates]
account_per_second = 10000.0
account_burst = 10000.0
address_per_second = 10000.0
address_burst = 10000.0
expensive_per_second = 1000.0
expensive_burst = 1000.0
`

/** Letters only, so that the digits which follow in a handle are the account's own. */
function letters(number: number): string {
  const letter = String.fromCharCode(97 + (number % 26))
  return number < 26 ? letter : letters(Math.floor(number / 26)) + letter
}

/** Keeps the last of what the server logs, for a failure's message. */
function collect(child: ChildProcess): () => string {
  let log = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-10_000)
  })
  return () => log
}

function setupToken(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.stdout === null) return
    createInterface(child.stdout).on('line', (line) => {
      const token = /\/setup#(\S+)/.exec(line)?.[1]
      if (token !== undefined) resolve(token)
    })
  })
}
