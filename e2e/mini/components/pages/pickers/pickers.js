const { note } = require('../../note')
const within = { Java: ['Bandung', 'Semarang'], Bali: ['Denpasar', 'Ubud', 'Kuta'] }
Page({
  data: { names: [{ name: 'Ani' }, { name: 'Budi' }, { name: 'Citra' }], many: [Object.keys(within), within.Java], at: [0, 1], chosen: 1, rows: [10, 11, 12, 13, 14, 15, 16, 17], view: [2, 9999] },
  note,
  turned(event) {
    note(event)
    const { column, value } = event.detail
    if (column === 0) this.setData({ many: [this.data.many[0], within[Object.keys(within)[value]]], at: [value, 0] })
    else this.setData({ 'at[1]': value })
  },
  set() { this.setData({ view: [5, 1] }) },
})
