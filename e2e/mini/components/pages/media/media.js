const { note } = require('../../note')
Page({
  note,
  onReady() { this.video = wx.createVideoContext('video', this) },
  play() {
    this.video.playbackRate(2)
    this.video.play()
  },
  full() {
    this.video.requestFullScreen({ direction: 90 })
    setTimeout(() => this.video.exitFullScreen(), 300)
  },
  audioPlay() {
    this.audio = wx.createAudioContext('audio')
    this.audio.play()
  },
})
