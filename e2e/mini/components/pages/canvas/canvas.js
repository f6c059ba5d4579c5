const { note } = require('../../note')
const say = (id, type, detail) => console.log(JSON.stringify({ id, type, detail }))
Page({
  note,
  touched(event) {
    const { x, y } = event.touches[0]
    say('two', 'touchstart', [Math.round(x), Math.round(y)])
  },
  onReady() {
    wx.createSelectorQuery().select('#two').fields({ node: true, size: true }).exec(([{ node, width, height }]) => {
      this.canvas = node
      node.width = width * 2
      node.height = height * 2
      const context = node.getContext('2d')
      context.scale(2, 2)
      context.fillStyle = 'rgb(255, 0, 0)'
      context.fillRect(0, 0, 50, 60)
      const image = node.createImage()
      image.onload = () => {
        context.drawImage(image, 50, 0, 50, 60)
        say('two', 'drawn', [image.width > 0, node === this.canvas, node.getContext('2d') === context])
        wx.canvasToTempFilePath({ canvas: node, x: 0, y: 0, width: 100, height: 100, destWidth: 10, destHeight: 10, success: (result) => say('two', 'file', result.tempFilePath) })
      }
      image.onerror = (error) => say('two', 'failed', error.errMsg)
      image.src = '/picture.svg'
      const gone = node.createImage()
      gone.onerror = () => say('two', 'gone', true)
      gone.src = '/gone.png'
      node.requestAnimationFrame((time) => say('two', 'frame', typeof time))
    })
    const context = wx.createCanvasContext('old', this)
    const gradient = context.createLinearGradient(0, 0, 80, 0)
    gradient.addColorStop(0, 'rgb(0, 0, 255)')
    gradient.addColorStop(1, 'rgb(0, 0, 255)')
    context.setFillStyle(gradient)
    context.fillRect(0, 0, 40, 40)
    context.setFontSize(20)
    context.setTextBaseline('normal')
    say('old-one', 'measured', context.measureText('mmm').width > 20)
    context.drawImage('/picture.svg', 40, 0, 40, 20)
    context.draw(false, () => {
      wx.canvasGetImageData({
        canvasId: 'old', x: 0, y: 0, width: 80, height: 40,
        success: ({ data, width, height }) => say('old-one', 'pixels', [width, height, data.length, ...data.slice(0, 4)]),
      })
    })
  },
  again() {
    const context = wx.createCanvasContext('old', this)
    context.fillStyle = 'rgb(0, 255, 0)'
    context.fillRect(0, 20, 40, 20)
    context.draw(true, () => {
      wx.canvasToTempFilePath({ canvasId: 'old', fileType: 'jpg', success: (result) => say('old-one', 'file', result.tempFilePath), fail: (error) => say('old-one', 'failed', error) })
    })
  },
})
