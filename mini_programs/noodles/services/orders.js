const { dishOf } = require('./dishes')
const { filled, words } = require('./words')

/** An order as pages show it. The last digits of its number are what is called out. */
function shownOrder(order) {
  const { language } = getApp().globalData
  return {
    id: order.id,
    state: order.state,
    amount: order.amount,
    note: order.note || '',
    numberText: filled(words().number, String(order.number).slice(-3)),
    lines: order.items.map((item) => ({ id: item.id, count: item.count, name: dishOf(item, language).name })),
  }
}

module.exports = { shownOrder }
