const { note } = require('../../note')
Page({
  data: { rows: Array.from({ length: 20 }, (_, index) => index), top: 0, into: '', triggered: false, current: 0, auto: false },
  note,
  top() { this.setData({ top: 123 }) },
  into() { this.setData({ into: 'row-7' }) },
  third() { this.setData({ current: 2 }) },
  auto() { this.setData({ auto: true }) },
  refresh(event) {
    note(event)
    setTimeout(() => this.setData({ triggered: false }), 100)
    this.setData({ triggered: true })
  },
})
