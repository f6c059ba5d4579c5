/** Calls that go to the host as they are: it checks them (`host/apis/`), asks the person where it must, and answers. */
import { ApiError } from '../bridge'
import { registerApi, registerServed, registerSync } from './registry'

registerServed(
  // account
  'login', 'checkSession', 'getUserInfo', 'getUserProfile', 'chooseAddress',
  // permissions
  'authorize', 'getSetting', 'openSetting', 'requestSubscribeMessage',
  // media
  'chooseImage', 'chooseMedia', 'chooseVideo', 'chooseMessageFile', 'previewImage', 'previewMedia', 'getImageInfo', 'compressImage', 'saveImageToPhotosAlbum', 'saveVideoToPhotosAlbum',
  // device
  'setClipboardData', 'getClipboardData', 'makePhoneCall', 'scanCode', 'vibrateShort', 'vibrateLong', 'getBatteryInfo', 'getScreenBrightness', 'setScreenBrightness', 'setKeepScreenOn',
  'getNetworkType',
  // place
  'getLocation', 'getFuzzyLocation', 'openLocation', 'chooseLocation',
  // other programs
  'navigateToMiniProgram', 'navigateBackMiniProgram', 'exitMiniProgram', 'restartMiniProgram', 'openCustomerServiceChat',
)

/** Of all that a program gives only what an order is made of goes on: no amount, no payee. */
registerApi('requestPayment', ({ timeStamp, nonceStr, package: order, signType, paySign }, { bridge }) =>
  bridge.call('requestPayment', { timeStamp: typeof timeStamp === 'number' ? String(timeStamp) : timeStamp, nonceStr, package: order, signType, paySign }), { host: 'requestPayment' })

/** No browser tells at once how full a battery is. */
registerSync('getBatteryInfoSync', () => ({ level: 100, isCharging: false, isLowPowerModeEnabled: false }))
registerApi('getExtConfig', () => ({ extConfig: {} }))
registerSync('getExtConfigSync', () => ({}))
registerApi('checkIsAddedToMyMiniProgram', () => ({ added: false }))
registerApi('getPrivacySetting', () => ({ needAuthorization: false, privacyContractName: '' }))
registerApi('requirePrivacyAuthorize', () => {})
registerSync('onNeedPrivacyAuthorization', () => {})
registerApi('getGroupEnterInfo', () => { throw new ApiError('not a group chat') })
