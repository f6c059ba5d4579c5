const { note } = require('../../note')
Page({
  data: {
    shown: false,
    markers: [{ id: 7, latitude: -6.1754, longitude: 106.8272, title: 'Monas' }, { id: 8, latitude: -6.1754, longitude: 106.8299, callout: { content: 'Gambir' } }, { id: 9 }, null, 'x'],
  },
  note,
  show() { this.setData({ shown: true }) },
  left(event) {
    note(event)
    this.setData({ shown: false })
  },
  onReady() {
    wx.createMapContext('map').getCenterLocation({ success: (result) => console.log(JSON.stringify({ type: 'center', id: 'map', detail: result })) })
    wx.createMapContext('map').getRegion({ success: ({ southwest, northeast }) => console.log(JSON.stringify({ type: 'region', id: 'map', detail: [southwest.longitude < 106.8272, northeast.longitude > 106.8272, southwest.latitude < northeast.latitude] })) })
  },
})
