const book = require('../../services/book')
const { balancesOf, paymentsOf } = require('../../services/even')
const { remember } = require('../../services/remembered')
const { filled, words } = require('../../services/words')

Page({
  data: { trip: null, people: [], expenses: [], payments: [], words: {} },

  onLoad(query) {
    this.key = query.key
    this.setData({ words: words() })
  },

  onShow() {
    this.read()
  },

  onPullDownRefresh() {
    this.read().finally(() => wx.stopPullDownRefresh())
  },

  async read() {
    try {
      const me = await book.whoAmI()
      const trip = await book.read(this.key, me)
      if (!trip) throw new Error('no such trip')
      this.show(trip, me)
    } catch (error) {
      console.error(error)
      wx.showToast({ title: words().failed, icon: 'none' })
    }
  },

  show(trip, me) {
    const names = new Map(trip.people.map(({ id, name }) => [id, name]))
    const nameOf = (id) => names.get(id) || '?'
    const people = trip.people.map(({ id, name }) => ({ id, name, shown: id === me ? filled(words().you, { name }) : name }))
    const expenses = trip.expenses.map((row) => ({
      id: row._id,
      what: row.what,
      amount: row.amount,
      mine: row._openid === me,
      about: filled(words().paid_by, { name: nameOf(row.payer), n: row.sharers.length }),
    }))
    const payments = paymentsOf(balancesOf(trip.people, trip.expenses)).map(({ from, to, amount }) => ({
      amount,
      text: filled(words().pays, { from: nameOf(from), to: nameOf(to) }),
    }))
    if (trip.joined) remember(trip)
    wx.setNavigationBarTitle({ title: trip.name })
    this.setData({ trip: { name: trip.name, joined: trip.joined }, people, expenses, payments })
  },

  async join(event) {
    const me = event.detail.value.me.trim()
    if (!me) {
      wx.showToast({ title: words().name_needed, icon: 'none' })
      return
    }
    await book.join(this.key, me)
    await this.read()
  },

  add() {
    wx.navigateTo({ url: `/pages/expense/index?key=${this.key}` })
  },

  /** Who wrote a line may take it out. */
  async ask(event) {
    const { id, mine } = event.currentTarget.dataset
    if (!mine) return
    const { confirm } = await wx.showModal({ title: words().remove, content: '', confirmText: words().remove })
    if (!confirm) return
    await book.unspend(id)
    wx.showToast({ title: words().removed, icon: 'none' })
    await this.read()
  },

  onShareAppMessage() {
    const { trip } = this.data
    return { title: filled(words().share, { name: trip ? trip.name : '' }), path: `/pages/trip/index?key=${this.key}` }
  },
})
