const make = (from, count) => Array.from({ length: count }, (_, index) => ({ id: from + index, title: `Row ${from + index}`, note: `note of ${from + index}`, done: false }))

/** Tells the test how long a change took from setData until the frame had applied it. */
function timed(page, name, data) {
  const began = Date.now()
  const at = performance.now()
  page.setData(data, () => console.log(JSON.stringify({ name, ms: performance.now() - at, began })))
}

Page({
  data: { rows: [], taps: 0 },
  onLoad() {
    const page = this
    const work = {
      fill: () => timed(page, 'fill', { rows: make(0, 1000) }),
      clear: () => timed(page, 'clear', { rows: [] }),
      one: () => timed(page, 'one', { 'rows[500].title': `Changed ${Date.now()}` }),
      reverse: () => timed(page, 'reverse', { rows: page.data.rows.slice().reverse() }),
      append: () => timed(page, 'append', { rows: page.data.rows.concat(make(page.data.rows.length, 50)) }),
      // An update every 100 ms with 50 ms of work beside it.
      busy: () => {
        page.timer = setInterval(() => {
          page.setData({ [`rows[${Math.floor(Math.random() * 1000)}].note`]: String(Date.now()) })
          for (const until = performance.now() + 50; performance.now() < until;);
        }, 100)
      },
      calm: () => clearInterval(page.timer),
    }
    wx.onThemeChange(({ theme }) => work[theme]())
  },
  count() { this.setData({ taps: this.data.taps + 1 }) },
  change() { this.setData({ 'rows[0].done': !this.data.rows[0].done }) },
  tapped(event) { console.log(JSON.stringify({ tapped: event.currentTarget.dataset.id })) },
})
