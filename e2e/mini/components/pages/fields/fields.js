const { note } = require('../../note')
Page({
  data: { long: 'x'.repeat(200), at: '', text: '', tall: 'one' },
  note,
  focus(event) { this.setData({ at: event.currentTarget.dataset.at }) },
  replaced({ detail }) { return { value: detail.value.replace(/[^0-9]/g, ''), cursor: detail.cursor } },
  controlled({ detail }) { this.setData({ text: detail.value.slice(0, 2) }) },
  tall() { this.setData({ tall: 'one\ntwo\nthree\nfour' }) },
})
