const shop = require('../../services/shop')
const { dishOf } = require('../../services/dishes')
const { filled, words } = require('../../services/words')

const MOST = 20

Page({
  data: { dishes: [], chosen: [], portions: 0, portionsText: '', total: 0, note: '', open: false, paying: false, failed: false, words: {} },

  onLoad() {
    this.setData({ words: words() })
    this.read()
  },

  onPullDownRefresh() {
    this.read().finally(() => wx.stopPullDownRefresh())
  },

  async read() {
    try {
      const { language } = getApp().globalData
      const counts = new Map(this.data.dishes.map(({ id, count }) => [id, count]))
      const items = await shop.menu()
      this.show(items.map((item) => ({ ...dishOf(item, language), count: counts.get(item.id) || 0 })))
    } catch (error) {
      console.error(error)
      this.setData({ failed: true })
    }
  },

  /** Shows dishes with their counts, and what they come to. The sum that is paid is the platform's. */
  show(dishes) {
    const chosen = dishes.filter(({ count }) => count > 0)
    const portions = chosen.reduce((sum, { count }) => sum + count, 0)
    const total = chosen.reduce((sum, { amount, count }) => sum + Number(amount) * count, 0)
    this.setData({ dishes, chosen, portions, portionsText: filled(words().portions, portions), total, failed: false })
  },

  choose(event) {
    const { id } = event.currentTarget.dataset
    const count = Math.min(MOST, Math.max(0, event.detail.count))
    this.show(this.data.dishes.map((dish) => (dish.id === id ? { ...dish, count } : dish)))
  },

  toggle() {
    this.setData({ open: !this.data.open })
  },

  clear() {
    this.setData({ open: false, note: '' })
    this.show(this.data.dishes.map((dish) => ({ ...dish, count: 0 })))
  },

  async pay() {
    this.setData({ paying: true })
    try {
      await shop.orderAndPay(this.data.chosen, this.data.note)
      this.clear()
      wx.navigateTo({ url: '/pages/orders/index' })
    } catch (error) {
      const cancelled = /cancel/.test(error.errMsg || '')
      wx.showToast({ title: cancelled ? words().unpaid : words().failed, icon: 'none' })
    } finally {
      this.setData({ paying: false })
    }
  },

  onShareAppMessage() {
    return { title: 'Mie Bu Rini', path: '/pages/menu/index' }
  },
})
