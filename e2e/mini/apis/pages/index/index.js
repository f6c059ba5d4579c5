const say = (what) => console.log(JSON.stringify(what))
const files = wx.getFileSystemManager()

Page({
  data: { motion: {}, chosen: '' },
  onLoad() {
    wx.request({
      url: 'https://api.example/echo', method: 'POST', data: { n: 1 }, header: { 'x-own': '1' },
      success: ({ statusCode, data }) => say({ type: 'request', statusCode, data }),
    })
    wx.request({ url: 'https://evil.example/', fail: ({ errMsg }) => say({ type: 'refused', errMsg }) })
    files.readFile({ filePath: '/data/words.txt', encoding: 'utf8', success: ({ data }) => say({ type: 'package', data: JSON.parse(data), again: files.readFileSync('data/words.txt', 'utf8') === data }) })
    const path = `${wx.env.USER_DATA_PATH}/note.txt`
    let before = ''
    try { before = files.readFileSync(path, 'utf8') } catch (error) { before = error.message }
    files.writeFileSync(path, 'kept')
    say({ type: 'kept', before })
    wx.getClipboardData({ fail: ({ errMsg }) => say({ type: 'early', errMsg }) })
    wx.loadFontFace({ family: 'Far', source: 'url("/none.woff")', fail: ({ errMsg }) => say({ type: 'font', errMsg }) })
    say({ type: 'can', request: wx.canIUse('request.object.method'), nothing: wx.canIUse('startWifi'), location: wx.canIUse('getLocation') })
  },
  onReady() {
    const motion = wx.createAnimation({ duration: 60, timingFunction: 'linear' })
    motion.translateX(100).opacity(0.5).step().rotate(90).step({ duration: 30 })
    this.setData({ motion: motion.export() })
  },
  ended() { say({ type: 'ended' }) },
  choose() {
    wx.chooseImage({
      count: 1,
      success: ({ tempFilePaths: [path], tempFiles: [{ size }] }) => {
        const bytes = new Uint8Array(files.readFileSync(path))
        say({ type: 'chosen', same: bytes.length === size, png: bytes[1] === 0x50 })
        this.setData({ chosen: path })
      },
    })
  },
  shown({ detail }) { say({ type: 'shown', width: detail.width, height: detail.height }) },
  broken() { say({ type: 'broken' }) },
  focused() { wx.nextTick(() => wx.hideKeyboard()) },
  down() { wx.pageScrollTo({ selector: '#below', duration: 0 }) },
  up() { wx.pageScrollTo({ scrollTop: 0, duration: 50 }) },
  pull() { wx.startPullDownRefresh() },
  blurred() { say({ type: 'blurred' }) },
  paste() { wx.getClipboardData({ success: ({ data }) => say({ type: 'pasted', data }), fail: ({ errMsg }) => say({ type: 'pasted', errMsg }) }) },
  onPullDownRefresh() {
    say({ type: 'pulled' })
    wx.stopPullDownRefresh()
  },
})
