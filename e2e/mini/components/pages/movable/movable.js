const { note } = require('../../note')
Page({
  data: { x: 0 },
  note,
  go() { this.setData({ x: 9999 }) },
})
