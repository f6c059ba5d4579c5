const { price } = require('../../price')
Page({
  data: { id: '', price: 0, said: '' },
  onLoad({ id }) {
    this.setData({ id, price: price(Number(id)) })
    this.getOpenerEventChannel().on('hello', (said) => this.setData({ said }))
  },
})
