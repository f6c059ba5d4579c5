const book = require('../../services/book')
const { remembered, remember } = require('../../services/remembered')
const { words } = require('../../services/words')

Page({
  data: { trips: [], name: '', me: '', busy: false, words: {} },

  onLoad() {
    this.setData({ words: words() })
    wx.setNavigationBarTitle({ title: words().title })
  },

  onShow() {
    this.setData({ trips: remembered() })
  },

  open(event) {
    wx.navigateTo({ url: `/pages/trip/index?key=${event.currentTarget.dataset.key}` })
  },

  async begin(event) {
    const name = event.detail.value.name.trim()
    const me = event.detail.value.me.trim()
    if (!name || !me) {
      wx.showToast({ title: words().name_needed, icon: 'none' })
      return
    }
    this.setData({ busy: true })
    try {
      const key = await book.begin(name, me)
      remember({ key, name })
      this.setData({ name: '', me })
      wx.navigateTo({ url: `/pages/trip/index?key=${key}` })
    } catch (error) {
      console.error(error)
      wx.showToast({ title: words().failed, icon: 'none' })
    } finally {
      this.setData({ busy: false })
    }
  },
})
