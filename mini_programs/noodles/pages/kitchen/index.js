const shop = require('../../services/shop')
const { shownOrder } = require('../../services/orders')
const { words } = require('../../services/words')

const LOOK = 4000

/** What comes after each state, and the word on the button that leads there. */
const NEXT = { paid: ['cooking', 'start'], cooking: ['ready', 'finish'], ready: ['done', 'hand_over'] }

Page({
  data: { orders: [], ready: false, stranger: false, words: {} },

  onLoad() {
    this.setData({ words: words() })
    wx.setNavigationBarTitle({ title: words().kitchen })
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
      const orders = await shop.paidOrders()
      if (orders === null) {
        clearInterval(this.timer)
        this.setData({ stranger: true })
        return
      }
      // The earliest first: that is whose turn it is.
      const open = orders.filter(({ state }) => NEXT[state]).reverse()
      const shown = open.map((order) => {
        const [next, act] = NEXT[order.state]
        return { ...shownOrder(order), next, act: words()[act] }
      })
      this.setData({ orders: shown, ready: true })
    } catch (error) {
      console.error(error)
    }
  },

  async advance(event) {
    const { order, next } = event.currentTarget.dataset
    try {
      await shop.setState(order, next)
      await this.read()
    } catch (error) {
      console.error(error)
      wx.showToast({ title: words().failed, icon: 'none' })
    }
  },
})
