const { note } = require('../../note')
Page({
  data: { title: 'From the bar', top: 0, still: false, web: false },
  note,
  still() { this.setData({ still: !this.data.still, title: 'Changed' }) },
  down() { this.setData({ top: 120 }) },
  open() { this.setData({ web: !this.data.web }) },
})
