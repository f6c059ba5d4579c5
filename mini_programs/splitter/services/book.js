/**
 * Costs that some people share. Everything about one of them carries its key, which only those know whom somebody told:
 * the collections are read by key alone. Each row is written by who made it.
 */

const MOST = 100
const KEY_LETTERS = 'abcdefghijkmnopqrstuvwxyz23456789'

function collection(name) {
  return wx.cloud.database().collection(name)
}

/** A key that nobody guesses. */
async function newKey() {
  const { randomValues } = await wx.getRandomValues({ length: 24 })
  return [...new Uint8Array(randomValues)].map((byte) => KEY_LETTERS[byte % KEY_LETTERS.length]).join('')
}

/** All rows of a collection with this key. */
async function rowsOf(name, key) {
  const all = []
  for (;;) {
    const { data } = await collection(name).where({ key }).skip(all.length).limit(MOST).get()
    all.push(...data)
    if (data.length < MOST) return all
  }
}

/** Begins to share: the trip, and oneself in it. */
async function begin(name, myName) {
  const key = await newKey()
  await collection('trips').add({ data: { key, name } })
  await join(key, myName)
  return key
}

async function join(key, name) {
  await collection('people').add({ data: { key, name } })
}

/** A trip with its people and what was paid. Who is `null` knows the key and has not joined. */
async function read(key, me) {
  const [[trip], people, expenses] = await Promise.all([rowsOf('trips', key), rowsOf('people', key), rowsOf('expenses', key)])
  if (!trip) return null
  // Who joined on two devices at once is there once.
  const persons = [...new Map(people.map((row) => [row._openid, { id: row._openid, name: row.name }])).values()]
  expenses.sort((one, other) => other.at - one.at)
  return { key, name: trip.name, people: persons, expenses, joined: persons.some(({ id }) => id === me) }
}

async function spend(key, expense) {
  await collection('expenses').add({ data: { key, ...expense, at: Date.now() } })
}

async function unspend(id) {
  await collection('expenses').doc(id).remove()
}

/** Who I am here. */
async function whoAmI() {
  const { result } = await wx.cloud.callFunction({ name: 'whoami', data: {} })
  return result.openid
}

module.exports = { begin, join, read, spend, unspend, whoAmI }
