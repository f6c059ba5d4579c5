/**
 * The shop's side, which needs no server: the platform keeps the price list, makes orders from it and says which of them
 * are paid. What the kitchen does with an order stands in a collection that its people write and everybody reads.
 */

/** Calls one of the functions that the platform has for programs without a server. */
async function call(name, data) {
  const { result } = await wx.cloud.callFunction({ name, data })
  return result
}

/** Dishes and prices. */
async function menu() {
  const { items } = await call('menu', {})
  return items
}

/** Makes an order of dishes and counts, and asks for its payment. The amount is the platform's. */
async function orderAndPay(lines, note) {
  const items = lines.map(({ id, count }) => ({ id, count }))
  const { payment } = await call('order', { items, note })
  await wx.requestPayment(payment)
}

/** Orders that the guest has paid, the newest first, each with what the kitchen says. */
async function myOrders() {
  const { orders } = await call('orders', {})
  return withStates(orders)
}

/** Orders that were paid, for those who work here; null for everybody else. */
async function paidOrders() {
  try {
    const { orders } = await call('paidOrders', {})
    return withStates(orders)
  } catch (error) {
    if (/permission/.test(error.errMsg || '')) return null
    throw error
  }
}

function states() {
  return wx.cloud.database().collection('kitchen')
}

async function withStates(orders) {
  if (orders.length === 0) return []
  const command = wx.cloud.database().command
  const { data } = await states()
    .where({ _id: command.in(orders.map(({ id }) => id)) })
    .limit(100)
    .get()
  const known = new Map(data.map((row) => [row._id, row.state]))
  return orders.map((order) => ({ ...order, state: order.refunded ? 'refunded' : known.get(order.id) || 'paid' }))
}

/** The kitchen says how far an order is. */
async function setState(order, state) {
  await states().doc(order).set({ data: { state } })
}

module.exports = { menu, orderAndPay, myOrders, paidOrders, setState }
