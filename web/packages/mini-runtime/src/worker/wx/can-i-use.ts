/** What `wx.canIUse` says beyond the calls themselves: methods of objects, and parameters of calls that are here but have no effect. */
export const CLASSES: Readonly<Record<string, readonly string[]>> = {
  App: ['onLaunch', 'onShow', 'onHide', 'onError', 'onPageNotFound', 'onUnhandledRejection', 'onThemeChange'],
  Page: ['onLoad', 'onShow', 'onReady', 'onHide', 'onUnload', 'onPullDownRefresh', 'onReachBottom', 'onShareAppMessage', 'onPageScroll', 'onResize', 'onTabItemTap'],
  Component: ['properties', 'data', 'observers', 'methods', 'behaviors', 'lifetimes', 'pageLifetimes', 'relations', 'externalClasses', 'options', 'definitionFilter', 'export'],
  SelectorQuery: ['in', 'select', 'selectAll', 'selectViewport', 'exec'],
  NodesRef: ['fields', 'boundingClientRect', 'scrollOffset', 'context', 'node'],
  IntersectionObserver: ['relativeTo', 'relativeToViewport', 'observe', 'disconnect'],
  MediaQueryObserver: ['observe', 'disconnect'],
  RequestTask: ['abort', 'onHeadersReceived', 'offHeadersReceived'],
  UploadTask: ['abort', 'onProgressUpdate', 'offProgressUpdate', 'onHeadersReceived', 'offHeadersReceived'],
  DownloadTask: ['abort', 'onProgressUpdate', 'offProgressUpdate', 'onHeadersReceived', 'offHeadersReceived'],
  SocketTask: ['send', 'close', 'onOpen', 'onClose', 'onError', 'onMessage'],
  EventChannel: ['emit', 'on', 'once', 'off'],
  Animation: [
    'export', 'step', 'matrix', 'matrix3d', 'rotate', 'rotate3d', 'rotateX', 'rotateY', 'rotateZ', 'scale', 'scale3d', 'scaleX', 'scaleY', 'scaleZ', 'skew', 'skewX', 'skewY',
    'translate', 'translate3d', 'translateX', 'translateY', 'translateZ', 'opacity', 'backgroundColor', 'width', 'height', 'left', 'top', 'right', 'bottom',
  ],
  InnerAudioContext: ['play', 'pause', 'stop', 'seek', 'destroy', 'onCanplay', 'onPlay', 'onPause', 'onStop', 'onEnded', 'onTimeUpdate', 'onError', 'onWaiting', 'onSeeking', 'onSeeked'],
  BackgroundAudioManager: ['play', 'pause', 'stop', 'seek', 'onCanplay', 'onPlay', 'onPause', 'onStop', 'onEnded', 'onTimeUpdate', 'onError', 'onWaiting', 'onPrev', 'onNext'],
  VideoContext: ['play', 'pause', 'stop', 'seek', 'playbackRate', 'requestFullScreen', 'exitFullScreen', 'sendDanmu', 'showStatusBar', 'hideStatusBar'],
  FileSystemManager: [
    'access', 'accessSync', 'appendFile', 'appendFileSync', 'copyFile', 'copyFileSync', 'getFileInfo', 'getSavedFileList', 'mkdir', 'mkdirSync', 'readFile', 'readFileSync',
    'readdir', 'readdirSync', 'removeSavedFile', 'rename', 'renameSync', 'rmdir', 'rmdirSync', 'saveFile', 'saveFileSync', 'stat', 'statSync', 'truncate', 'truncateSync', 'unlink',
    'unlinkSync', 'writeFile', 'writeFileSync',
  ],
  UpdateManager: ['applyUpdate', 'onCheckForUpdate', 'onUpdateReady', 'onUpdateFailed'],
  LogManager: ['debug', 'info', 'log', 'warn'],
  Performance: ['createObserver', 'getEntries', 'getEntriesByName', 'getEntriesByType', 'setBufferSize'],
}

/** By call: what is taken and changes nothing. */
export const IGNORED: Readonly<Record<string, readonly string[]>> = {
  request: ['object.enableHttp2', 'object.enableQuic', 'object.enableCache', 'object.enableHttpDNS', 'object.enableChunked', 'object.enableProfile', 'success.profile', 'success.useHttpDNS', 'return.onChunkReceived', 'return.offChunkReceived'],
  getStorage: ['object.encrypt'],
  setStorage: ['object.encrypt'],
  getAccountInfoSync: ['return.plugin'],
}
