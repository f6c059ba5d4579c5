import { describe, expect, it } from 'vitest'
import { hosted } from '../../test/hosted'

type Any = Record<string, (...args: unknown[]) => never>

async function start() {
  const test = await hosted()
  const cloud = test.wx['cloud'] as unknown as Any
  cloud['init']!({ env: 'e' })
  const db = cloud['database']!() as Any & { command: Record<string, (...args: unknown[]) => Any> }
  const notes = (): Any => db['collection']!('notes')
  const add = async (...all: object[]): Promise<string[]> => {
    const ids: string[] = []
    for (const data of all) ids.push(((await (notes()['add']!({ data }) as Promise<unknown>)) as { _id: string })._id)
    return ids
  }
  return { test, cloud, db, _: db.command, notes, add }
}
const names = async (query: unknown): Promise<string[]> => ((await ((query as Any)['get']!() as Promise<unknown>)) as { data: { n: string }[] }).data.map((one) => one.n)

describe('the data store', () => {
  it('adds, gets, updates, sets and removes a document', async () => {
    const { notes, add } = await start()
    const day = new Date(86_400_000)
    const [id] = await add({ n: 'a', day, tags: ['x'] })
    const doc = notes()['doc']!(id) as Any
    expect(await (doc['get']!() as Promise<unknown>)).toEqual({ data: { _id: id, n: 'a', day, tags: ['x'] }, errMsg: 'document.get:ok' })
    expect(await (doc['update']!({ data: { n: 'b' } }) as Promise<unknown>)).toEqual({ stats: { updated: 1 }, errMsg: 'document.update:ok' })
    expect(await (doc['set']!({ data: { n: 'c' } }) as Promise<unknown>)).toMatchObject({ stats: { updated: 1, created: 0 } })
    expect(await (doc['get']!() as Promise<unknown>)).toMatchObject({ data: { _id: id, n: 'c' } })
    expect(await (doc['remove']!() as Promise<unknown>)).toMatchObject({ stats: { removed: 1 } })
    await expect(doc['get']!()).rejects.toMatchObject({ errMsg: `document.get:fail document with _id ${id} does not exist`, errCode: -1 })
  })

  it('finds by conditions, in order, by pages', async () => {
    const { notes, add, _, db } = await start()
    await add({ n: 'a', age: 1, deep: { k: 1 } }, { n: 'b', age: 5, tags: ['x', 'y'] }, { n: 'c', age: 9 }, { n: 'd' })
    const where = (condition: unknown): unknown => notes()['where']!(condition)
    expect(await names(where({ age: _['gt']!(1) }))).toEqual(['b', 'c'])
    expect(await names(where({ age: (_['gt']!(1) as Any)['lt']!(9) }))).toEqual(['b'])
    expect(await names(where({ age: (_['lt']!(2) as Any)['or']!(_['gt']!(8)) }))).toEqual(['a', 'c'])
    expect(await names(where({ n: _['in']!(['a', 'd']) }))).toEqual(['a', 'd'])
    expect(await names(where({ age: _['exists']!(false) }))).toEqual(['d'])
    expect(await names(where({ tags: 'x' }))).toEqual(['b'])
    expect(await names(where({ 'deep.k': 1 }))).toEqual(['a'])
    expect(await names(where(_['or']!([{ n: 'a' }, { n: 'b' }])))).toEqual(['a', 'b'])
    expect(await names(where({ n: db['RegExp']!({ regexp: '^[CD]$', options: 'i' }) }))).toEqual(['c', 'd'])
    expect(await names((notes()['orderBy']!('n', 'desc') as Any)['skip']!(1))).toEqual(['c', 'b', 'a'])
    expect(await names((notes()['orderBy']!('n', 'asc') as Any)['limit']!(2))).toEqual(['a', 'b'])
    expect(await ((where({ age: _['gte']!(5) }) as Any)['count']!() as Promise<unknown>)).toEqual({ total: 2, errMsg: 'collection.count:ok' })
    expect(await ((notes()['field']!({ age: true }) as Any)['get']!() as Promise<unknown>)).toMatchObject({ data: [{ age: 1 }, { age: 5 }, { age: 9 }, {}] })
  })

  it('changes by commands', async () => {
    const { notes, add, _ } = await start()
    const [id] = await add({ n: 'a', age: 1, tags: ['x'], old: 1, deep: { a: 1, b: 2 } })
    const doc = notes()['doc']!(id) as Any
    await (doc['update']!({ data: { age: _['inc']!(4), tags: _['push']!(['y', 'z']), old: _['remove']!(), deep: { a: 5 } } }) as Promise<unknown>)
    expect(await (doc['get']!() as Promise<unknown>)).toMatchObject({ data: { age: 5, tags: ['x', 'y', 'z'], deep: { a: 5, b: 2 } } })
    await (doc['update']!({ data: { tags: _['pop']!(), deep: _['set']!({ c: 1 }) } }) as Promise<unknown>)
    expect(((await (doc['get']!() as Promise<unknown>)) as { data: object }).data).toEqual({ _id: id, n: 'a', age: 5, tags: ['x', 'y'], deep: { c: 1 } })
  })

  it('answers by callbacks too', async () => {
    const { test, notes } = await start()
    const heard: unknown[] = []
    notes()['add']!({ data: { n: 'a' }, success: (result: unknown) => heard.push(result), complete: (result: unknown) => heard.push(result) })
    await test.settle()
    expect(heard).toEqual(Array(2).fill({ _id: 'id-1', errMsg: 'collection.add:ok' }))
  })

  it('lets no data pass for a command, and no name for another', async () => {
    const { notes, db } = await start()
    await expect(notes()['add']!({ data: { $op: 'inc', args: [1] } })).rejects.toMatchObject({ errCode: -501007 })
    await expect(notes()['add']!({ data: 'text' })).rejects.toMatchObject({ errMsg: 'collection.add:fail -501007 invalid parameters | parameter.data should be object' })
    await expect((db['collection']!('../users') as Any)['get']!()).rejects.toThrow('is no name of a collection')
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    await expect(notes()['add']!({ data: loop })).rejects.toThrow('too deep')
  })

  it('has no functions, files or containers', async () => {
    const { cloud } = await start()
    for (const name of ['callFunction', 'uploadFile', 'getTempFileURL', 'callContainer']) {
      await expect(cloud[name]!({ name: 'f' })).rejects.toMatchObject({ errMsg: `cloud.${name}:fail not supported`, errCode: -501000 })
    }
  })
})
