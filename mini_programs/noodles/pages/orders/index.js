const shop = require('../../services/shop')
const { shownOrder } = require('../../services/orders')
const { words } = require('../../services/words')

/** How often the page looks whether the kitchen got on, while it is seen. */
const LOOK = 5000

Page({
  data: { orders: [], ready: false, words: {} },

  onLoad() {
    this.setData({ words: words() })
    wx.setNavigationBarTitle({ title: words().orders })
  },

  onShow() {
    this.read()
    this.timer = setInterval(() => this.read(), LOOK)
  },

  onHide() {
    clearInterval(this.timer)
  },

  onUnload() {
    clearInterval(this.timer)
  },

  onPullDownRefresh() {
    this.read().finally(() => wx.stopPullDownRefresh())
  },

  async read() {
    try {
      const orders = await shop.myOrders()
      this.setData({ orders: orders.map(shownOrder), ready: true })
    } catch (error) {
      console.error(error)
      if (!this.data.ready) wx.showToast({ title: words().failed, icon: 'none' })
    }
  },

  toMenu() {
    wx.reLaunch({ url: '/pages/menu/index' })
  },
})
