const say = (what) => console.log(JSON.stringify(what))
Page({
  data: { from: '', times: 0, into: '', current: 0 },
  onLoad(query) { this.setData({ from: query.from }) },
  onReady() {
    wx.createSelectorQuery().select('#watched').boundingClientRect().selectAll('.part').fields({ size: true, computedStyle: ['display'] }).selectViewport().scrollOffset().exec((all) => say({ query: [all[0].width, all[0].height, all[1].length, all[1][0].height, all[2].scrollTop] }))
    this.observer = wx.createIntersectionObserver(this)
    this.observer.relativeToViewport({ bottom: 0 }).observe('#end', (entry) => say({ seen: entry.id, some: entry.intersectionRatio > 0 }))
    this.setData({ into: 'line-40', current: 2 })
  },
  onPageScroll({ scrollTop }) { this.last = scrollTop },
  onReachBottom() { say({ reached: true, scrolled: this.last > 0 }) },
  onPullDownRefresh() { this.setData({ times: this.data.times + 1 }, () => { say({ pulled: this.data.times }); wx.stopPullDownRefresh() }) },
  lower() { say({ lower: true }) },
  scrolled() {},
  changed(event) { say({ current: event.detail.current, source: event.detail.source }) },
  onUnload() { say({ unloaded: true }) },
})
