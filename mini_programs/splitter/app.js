const { languageOf } = require('./services/words')

App({
  onLaunch() {
    wx.cloud.init()
    this.globalData.language = languageOf(wx.getAppBaseInfo().language)
  },
  globalData: { language: 'en' },
})
