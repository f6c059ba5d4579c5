/** What a program asks about itself, its device and its app; answered in the Worker from facts that came with the start. */
import type { Runtime } from '../runtime'
import { canIUse, registerApi, registerEvents, registerSync, registerValue } from './registry'

registerSync('canIUse', (runtime, schema: unknown) => canIUse(schema, runtime))
registerValue('env', () => ({ USER_DATA_PATH: 'wxfile://usr' }))
registerSync('nextTick', (runtime, callback: () => void) => {
  queueMicrotask(() => runtime.guard(callback, 'nextTick'))
})

function windowInfo(runtime: Runtime) {
  const { system, viewport } = runtime
  return {
    pixelRatio: viewport.pixelRatio,
    screenWidth: system.screenWidth,
    screenHeight: system.screenHeight,
    windowWidth: viewport.width,
    windowHeight: viewport.height,
    statusBarHeight: system.statusBarHeight,
    screenTop: system.screenHeight - viewport.height,
    safeArea: { left: 0, right: viewport.width, top: system.statusBarHeight, bottom: system.screenHeight, width: viewport.width, height: system.screenHeight - system.statusBarHeight },
  }
}

function deviceInfo({ system }: Runtime) {
  return { brand: system.brand, model: system.model, system: system.system, platform: system.platform, abi: '', benchmarkLevel: -1, memorySize: '0', cpuType: '' }
}

function appBaseInfo({ system }: Runtime) {
  return {
    SDKVersion: system.SDKVersion, enableDebug: false, language: system.language, version: system.version, theme: system.theme,
    fontSizeSetting: system.fontSizeSetting, fontSizeScaleFactor: system.fontSizeSetting / 17, host: { env: 'WeChat', appId: '', version: 0 },
  }
}

function systemInfo(runtime: Runtime) {
  return {
    ...windowInfo(runtime), ...deviceInfo(runtime), ...appBaseInfo(runtime),
    albumAuthorized: true, cameraAuthorized: true, locationAuthorized: true, microphoneAuthorized: true, notificationAuthorized: true,
    bluetoothEnabled: false, locationEnabled: true, wifiEnabled: true, deviceOrientation: 'portrait',
  }
}

registerSync('getWindowInfo', windowInfo)
registerSync('getDeviceInfo', deviceInfo)
registerSync('getAppBaseInfo', appBaseInfo)
registerSync('getSystemInfoSync', systemInfo)
registerApi('getSystemInfo', (_, runtime) => systemInfo(runtime))
registerApi('getSystemInfoAsync', (_, runtime) => systemInfo(runtime))
registerSync('getMenuButtonBoundingClientRect', ({ system }) => ({ ...system.menuButton }))

registerSync('getAccountInfoSync', ({ program: { account } }) => ({
  miniProgram: { appId: account.appId, envVersion: account.envVersion, version: account.version },
}))
registerSync('getLaunchOptionsSync', ({ app }) => ({ ...app.launch }))
registerSync('getEnterOptionsSync', ({ app }) => ({ ...app.enter }))

registerEvents('appShow', 'appHide', 'error', 'unhandledRejection', 'pageNotFound', 'themeChange', 'windowResize')

/** Programs compile once and are sent whole: there is no update that could come while one runs. */
registerSync('getUpdateManager', () => ({
  onCheckForUpdate: (handler: unknown) => { if (typeof handler === 'function') setTimeout(() => (handler as (result: object) => void)({ hasUpdate: false })) },
  onUpdateReady: () => {},
  onUpdateFailed: () => {},
  applyUpdate: () => {},
}))
