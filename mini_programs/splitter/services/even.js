/**
 * What everybody is owed, in whole rupiah: what they paid, less their part of what was paid for them. A rest that cannot be
 * divided goes, rupiah by rupiah, to the first of those for whom it was.
 */
function balancesOf(people, expenses) {
  const balances = new Map(people.map(({ id }) => [id, 0]))
  const add = (id, amount) => balances.set(id, (balances.get(id) || 0) + amount)
  for (const { amount, payer, sharers } of expenses) {
    add(payer, amount)
    const part = Math.floor(amount / sharers.length)
    const rest = amount - part * sharers.length
    sharers.forEach((id, index) => add(id, -(part + (index < rest ? 1 : 0))))
  }
  return balances
}

/** Few payments that make everybody even: the largest debt goes to whom most is owed, until nothing is left. */
function paymentsOf(balances) {
  const sides = [...balances].filter(([, amount]) => amount !== 0).map(([id, amount]) => ({ id, amount }))
  const owed = sides.filter(({ amount }) => amount > 0)
  const owing = sides.filter(({ amount }) => amount < 0).map(({ id, amount }) => ({ id, amount: -amount }))
  const payments = []
  const largest = (list) => list.sort((one, other) => other.amount - one.amount || (one.id < other.id ? -1 : 1))[0]
  for (;;) {
    const to = largest(owed)
    const from = largest(owing)
    if (!to || !from || to.amount === 0 || from.amount === 0) return payments
    const amount = Math.min(to.amount, from.amount)
    payments.push({ from: from.id, to: to.id, amount })
    to.amount -= amount
    from.amount -= amount
  }
}

module.exports = { balancesOf, paymentsOf }
