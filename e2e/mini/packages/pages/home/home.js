import { add } from '../../utils/add'
const app = getApp()
Page({
  data: { sum: add(2, 3), color: 'green' },
  go() { wx.navigateTo({ url: '/shop/pages/item/item?id=7', success: ({ eventChannel }) => eventChannel.emit('hello', 'from home') }) },
  later() { require.async('../../shop/price').then(({ price }) => this.setData({ sum: price(7) })) },
  onShow() { app.shared.count++; this.setData({ shown: app.shared.count }) },
  told(what) { console.log(JSON.stringify(what)) },
  pick(event) { this.setData({ color: event.detail.color }) },
})
