/**
 * IndexedDB with promises, and nothing more than this client uses: stores with one key, transactions, ranges, cursors. A library
 * for it would be a sixth of what a first visit loads.
 */
export interface Schema {
  readonly name: string
  readonly version: number
  /** Each store and the path of its key. Adding one raises the version; a key path never changes. */
  readonly stores: Readonly<Record<string, string | readonly string[]>>
}

export class Database {
  private constructor(private readonly connection: IDBDatabase) {
    // Another tab wants to upgrade or erase: it must not wait for us. Later requests fail, and memory goes on.
    connection.onversionchange = () => connection.close()
  }

  static async open(schema: Schema): Promise<Database> {
    const request = indexedDB.open(schema.name, schema.version)
    request.onupgradeneeded = () => {
      const existing = request.result.objectStoreNames
      for (const [name, keyPath] of Object.entries(schema.stores)) {
        if (!existing.contains(name)) request.result.createObjectStore(name, { keyPath: keyPath as string | string[] })
      }
    }
    return new Database(await settled(request))
  }

  static async erase(name: string): Promise<void> {
    await settled(indexedDB.deleteDatabase(name))
  }

  close(): void {
    this.connection.close()
  }

  /**
   * Runs `work` in one transaction: all of it is stored, or nothing. Only requests of this transaction may be awaited in it;
   * IndexedDB ends a transaction that has none.
   */
  async run<T>(mode: IDBTransactionMode, stores: readonly string[], work: (transaction: Transaction) => Promise<T> | T): Promise<T> {
    const transaction = this.connection.transaction(stores, mode, { durability: 'relaxed' })
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new DOMException('the transaction was given up', 'AbortError'))
    })
    let result: T
    try {
      result = await work(new Transaction(transaction))
    } catch (error) {
      done.catch(() => undefined)
      try {
        transaction.abort()
      } catch {
        // It has ended by itself.
      }
      throw error
    }
    await done
    return result
  }

  read<T>(store: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.run('readonly', [store], work)
  }

  async put(store: string, row: unknown): Promise<void> {
    await this.run('readwrite', [store], (transaction) => transaction.put(store, [row]))
  }

  async remove(store: string, key: IDBValidKey): Promise<void> {
    await this.run('readwrite', [store], (transaction) => transaction.remove(store, key))
  }

  all<Row>(store: string): Promise<Row[]> {
    return this.read(store, (transaction) => transaction.all<Row>(store))
  }
}

export class Transaction {
  constructor(private readonly transaction: IDBTransaction) {}

  get<Row>(store: string, key: IDBValidKey): Promise<Row | undefined> {
    return settled(this.transaction.objectStore(store).get(key) as IDBRequest<Row | undefined>)
  }

  /** Rows by their keys, in the same order, with holes. */
  getMany<Row>(store: string, keys: readonly IDBValidKey[]): Promise<(Row | undefined)[]> {
    return Promise.all(keys.map((key) => this.get<Row>(store, key)))
  }

  all<Row>(store: string): Promise<Row[]> {
    return settled(this.transaction.objectStore(store).getAll() as IDBRequest<Row[]>)
  }

  put(store: string, rows: Iterable<unknown>): void {
    const target = this.transaction.objectStore(store)
    for (const row of rows) target.put(row)
  }

  remove(store: string, key: IDBValidKey | IDBKeyRange): void {
    this.transaction.objectStore(store).delete(key)
  }

  clear(store: string): void {
    this.transaction.objectStore(store).clear()
  }

  /** Rows of a range in its order, or backwards, as long as `take` says so. */
  scan<Row>(store: string, range: IDBKeyRange, direction: IDBCursorDirection, take: (row: Row) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = this.transaction.objectStore(store).openCursor(range, direction)
      request.onerror = () => reject(request.error ?? new Error('reading failed'))
      request.onsuccess = () => {
        const cursor = request.result
        if (cursor && take(cursor.value as Row)) cursor.continue()
        else resolve()
      }
    })
  }
}

function settled<T>(request: IDBRequest<T> | IDBOpenDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T)
    request.onerror = () => reject(request.error ?? new Error('the request failed'))
    if ('onblocked' in request) request.onblocked = () => reject(new DOMException('another tab holds the data', 'InvalidStateError'))
  })
}
