const book = require('../../services/book')
const { words } = require('../../services/words')

Page({
  data: { people: [], busy: false, words: {} },

  async onLoad(query) {
    this.key = query.key
    this.setData({ words: words() })
    wx.setNavigationBarTitle({ title: words().add })
    try {
      const me = await book.whoAmI()
      const trip = await book.read(this.key, me)
      this.setData({ people: trip.people.map((person) => ({ ...person, me: person.id === me })) })
    } catch (error) {
      console.error(error)
      wx.showToast({ title: words().failed, icon: 'none' })
    }
  },

  async save(event) {
    const { what, amount, payer, sharers } = event.detail.value
    const problem = this.problemOf(what.trim(), amount, sharers)
    if (problem) {
      wx.showToast({ title: problem, icon: 'none' })
      return
    }
    this.setData({ busy: true })
    try {
      await book.spend(this.key, { what: what.trim(), amount: Number(amount), payer, sharers })
      wx.navigateBack()
    } catch (error) {
      console.error(error)
      wx.showToast({ title: words().failed, icon: 'none' })
      this.setData({ busy: false })
    }
  },

  problemOf(what, amount, sharers) {
    if (!what) return words().name_needed
    if (!/^[1-9]\d{0,10}$/.test(amount)) return words().amount_needed
    return sharers.length === 0 ? words().sharer_needed : ''
  },
})
