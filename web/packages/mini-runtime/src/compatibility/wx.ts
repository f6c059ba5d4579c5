import type { Group } from './table'

const here = (name: string): string => `web/packages/mini-runtime/src/worker/${name}.test.ts`
const browser = (name: string): string => `e2e/checks/${name}.spec.ts`

/** `wx` calls by the test that shows them. What is registered and not listed here fails a test. */
export const WX: Group[] = [
  {
    title: 'Basics',
    test: here('wx/registry'),
    works: ['canIUse'],
    partly: {},
  },
  {
    title: 'Facts, the app’s life, settings',
    test: here('wx/misc'),
    works: [
      'onAppShow', 'onAppHide', 'onError', 'onThemeChange', 'onWindowResize', 'offError', 'offAppShow', 'offAppHide', 'offThemeChange', 'offWindowResize', 'onPageNotFound', 'offPageNotFound',
      'onUnhandledRejection', 'offUnhandledRejection', 'requestIdleCallback', 'cancelIdleCallback', 'getMenuButtonBoundingClientRect', 'nextTick', 'env', 'getWindowInfo', 'getDeviceInfo', 'getAppBaseInfo',
      'getLaunchOptionsSync', 'getEnterOptionsSync', 'getSystemInfo', 'getSystemInfoSync', 'getSystemInfoAsync',
    ],
    partly: {
      getUpdateManager: 'there is never an update while a program runs', getPerformance: 'no entries', getExtConfig: 'always empty', getExtConfigSync: 'always empty', getBatteryInfoSync: 'always full: no browser tells at once',
      getPrivacySetting: 'agreement is never needed: permissions are asked one by one', requirePrivacyAuthorize: 'agrees at once', onNeedPrivacyAuthorization: 'never heard', setEnableDebug: 'no effect',
      checkIsAddedToMyMiniProgram: 'always false', getGroupEnterInfo: 'always fails', getAvailableAudioSources: 'a fixed list',
      onAudioInterruptionBegin: 'never heard', onAudioInterruptionEnd: 'never heard', offAudioInterruptionBegin: 'never heard', offAudioInterruptionEnd: 'never heard', onLazyLoadError: 'never heard', offLazyLoadError: 'never heard',
    },
  },
  {
    title: 'Storage',
    test: here('wx/misc'),
    works: [
      'setStorage', 'getStorage', 'removeStorage', 'setStorageSync', 'getStorageSync', 'removeStorageSync', 'clearStorage', 'clearStorageSync', 'getStorageInfo', 'getStorageInfoSync', 'batchSetStorage', 'batchGetStorage',
      'batchGetStorageSync', 'batchSetStorageSync',
    ],
    partly: {},
  },
  {
    title: 'Logs and figures',
    test: here('wx/misc'),
    works: ['getLogManager', 'getRealtimeLogManager'],
    partly: { reportAnalytics: 'taken, not kept', reportEvent: 'taken, not kept', reportMonitor: 'taken, not kept', reportPerformance: 'taken, not kept' },
  },
  {
    title: 'Advertising',
    test: here('wx/misc'),
    works: [],
    partly: { createRewardedVideoAd: 'there is none: `onError` is called', createInterstitialAd: 'there is none: `onError` is called', createBannerAd: 'there is none: `onError` is called' },
  },
  {
    title: 'Pages',
    test: here('lifecycle'),
    works: ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab', 'navigateBack'],
    partly: {},
  },
  {
    title: 'Queries and observers',
    test: browser('mini-runtime'),
    works: ['createSelectorQuery', 'createIntersectionObserver'],
    partly: {},
  },
  {
    title: 'Scrolling',
    test: browser('mini-apis'),
    works: ['pageScrollTo', 'startPullDownRefresh', 'stopPullDownRefresh'],
    partly: {},
  },
  {
    title: 'Network',
    test: here('wx/network'),
    works: ['uploadFile', 'downloadFile', 'connectSocket', 'sendSocketMessage', 'closeSocket', 'onSocketOpen', 'onSocketMessage', 'onSocketError', 'onSocketClose'],
    partly: { request: 'no chunks (`enableChunked`), no profile; options of HTTP/2, QUIC and DNS are ignored' },
  },
  {
    title: 'Files',
    test: here('wx/file-system'),
    works: ['saveFile', 'getSavedFileList', 'removeSavedFile', 'getSavedFileInfo', 'openDocument', 'arrayBufferToBase64', 'base64ToArrayBuffer', 'getRandomValues'],
    partly: {
      getFileSystemManager: 'no descriptors (`open`, `read`, …), no archives; files of the package are read at once only after they have been read by waiting',
      getFileInfo: 'no digest',
    },
  },
  {
    title: 'Account and permissions',
    test: here('wx/account'),
    works: ['login', 'checkSession', 'getUserProfile', 'getUserInfo', 'chooseAddress', 'authorize', 'openSetting', 'requestPayment', 'getAccountInfoSync', 'requestSubscribeMessage'],
    partly: { getSetting: 'subscriptions are not listed' },
  },
  {
    title: 'Pictures, videos, sound',
    test: here('wx/media'),
    works: [
      'chooseImage', 'chooseMedia', 'chooseVideo', 'chooseMessageFile', 'previewImage', 'previewMedia', 'getImageInfo', 'compressImage', 'saveImageToPhotosAlbum', 'saveVideoToPhotosAlbum', 'createInnerAudioContext',
    ],
    partly: { getBackgroundAudioManager: 'as long as the program lives', setInnerAudioOption: 'no effect', setInnerAudioOptions: 'no effect' },
  },
  {
    title: 'Drawing',
    test: here('wx/drawing'),
    works: ['createAnimation', 'createMediaQueryObserver'],
    partly: {},
  },
  {
    title: 'Canvas',
    test: browser('mini-canvas'),
    works: ['createCanvasContext', 'canvasToTempFilePath', 'canvasGetImageData', 'canvasPutImageData'],
    partly: { createOffscreenCanvas: '2D only' },
  },
  {
    title: 'Contexts of media',
    test: browser('mini-media'),
    works: ['createAudioContext'],
    partly: { createVideoContext: 'no bullet comments, no picture in picture', createMapContext: 'centre, scale, region and points; no markers that move' },
  },
  {
    title: 'Device',
    test: here('wx/device'),
    works: [
      'setClipboardData', 'getNetworkType', 'onNetworkStatusChange', 'offNetworkStatusChange', 'onKeyboardHeightChange', 'offKeyboardHeightChange', 'onMemoryWarning', 'offMemoryWarning', 'onUserCaptureScreen',
      'offUserCaptureScreen', 'hideKeyboard', 'scanCode', 'vibrateShort', 'vibrateLong', 'getBatteryInfo', 'getScreenBrightness', 'setScreenBrightness', 'setKeepScreenOn', 'getLocation', 'getFuzzyLocation', 'openLocation',
      'chooseLocation',
    ],
    partly: { getClipboardData: 'only after a touch: what was copied elsewhere is the person’s own', makePhoneCall: 'only after a touch' },
  },
  {
    title: 'Sharing, other programs, bars, dialogs',
    test: here('wx/share'),
    works: [
      'hideShareMenu', 'navigateToMiniProgram', 'navigateBackMiniProgram', 'exitMiniProgram', 'restartMiniProgram', 'openCustomerServiceChat', 'setTabBarBadge', 'setTabBarItem', 'setTabBarStyle', 'showTabBarRedDot',
      'hideTabBarRedDot', 'removeTabBarBadge', 'hideTabBar', 'showTabBar', 'setNavigationBarTitle', 'setNavigationBarColor', 'showNavigationBarLoading', 'hideNavigationBarLoading', 'hideHomeButton', 'setBackgroundTextStyle',
      'loadFontFace', 'showToast', 'hideToast', 'showLoading', 'hideLoading', 'showModal', 'showActionSheet',
    ],
    partly: { showShareMenu: 'into chats; there is no timeline to share to', updateShareMenu: 'no private messages', setBackgroundColor: 'one colour; not those above and below', setTopBarText: 'no effect, as in WeChat today' },
  },
  {
    title: 'Data store',
    test: here('wx/cloud'),
    works: [],
    partly: { cloud: '`database` without `watch`, `aggregate` and transactions; no functions, files or containers' },
  },
]
