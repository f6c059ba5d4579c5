/** The device, as far as a browser has one. */
import * as v from 'valibot'
import { Failure, handler, type Handlers } from '../handlers'
import type { DeviceServices, LocationServices } from '../services'
import type { Host } from './host'
import { flag, needed, nothing, number, text, words } from './schemas'

export function deviceHandlers(services: DeviceServices): Handlers {
  return {
    setClipboardData: handler({ args: v.object({ data: text(1_048_576) }), run: ({ data }) => services.setClipboard(data) }),
    // What somebody copied elsewhere is theirs until they touch the program.
    getClipboardData: handler({ args: nothing, needsGesture: true, run: async () => ({ data: await services.getClipboard() }) }),
    makePhoneCall: handler({
      args: v.object({ phoneNumber: v.pipe(text(40), v.regex(/^[0-9+*#,;() .-]+$/, 'is no phone number')) }),
      needsGesture: true,
      run: ({ phoneNumber }) => services.makePhoneCall(phoneNumber),
    }),
    scanCode: handler({
      args: v.object({ onlyFromCamera: flag(), scanType: v.optional(v.array(v.picklist(['barCode', 'qrCode', 'datamatrix', 'pdf417'])), ['barCode', 'qrCode']) }),
      run: ({ onlyFromCamera, scanType }) => services.scanCode({ onlyFromCamera, types: scanType }),
    }),
    getNetworkType: handler({
      args: nothing,
      run: () => ({ networkType: services.network().networkType, hasSystemProxy: false, weakNet: false, signalStrength: 0 }),
    }),
    vibrateShort: handler({ args: v.object({ type: v.fallback(v.picklist(['heavy', 'medium', 'light']), 'medium') }), run: ({ type }) => services.vibrate(type) }),
    vibrateLong: handler({ args: nothing, run: () => services.vibrate('long') }),
    getBatteryInfo: handler({
      args: nothing,
      run: async () => {
        const { level, isCharging, isLowPowerModeEnabled } = await services.battery()
        return { level: Math.round(level), isCharging, isLowPowerModeEnabled }
      },
    }),
    getScreenBrightness: handler({ args: nothing, run: async () => ({ value: await services.brightness() }) }),
    setScreenBrightness: handler({ args: v.object({ value: needed(0, 1) }), run: ({ value }) => services.setBrightness(value) }),
    setKeepScreenOn: handler({ args: v.object({ keepScreenOn: v.boolean() }), run: ({ keepScreenOn }) => services.keepScreenOn(keepScreenOn) }),
  }
}

const latitude = needed(-90, 90)
const longitude = needed(-180, 180)
const COARSE = 100

export function locationHandlers(host: Host, services: LocationServices): Handlers {
  return {
    getLocation: handler({
      args: v.object({ type: v.fallback(v.picklist(['wgs84', 'gcj02']), 'wgs84'), altitude: v.fallback(v.union([v.boolean(), v.string()]), false), isHighAccuracy: flag(), highAccuracyExpireTime: number(0, 600_000) }),
      run: async ({ type, altitude, isHighAccuracy }) => {
        await host.requireScope('scope.userLocation')
        return services.get({ type, altitude: altitude === true || altitude === 'true', highAccuracy: isHighAccuracy })
      },
    }),
    getFuzzyLocation: handler({
      args: v.object({ type: v.fallback(v.picklist(['wgs84', 'gcj02']), 'wgs84') }),
      run: async ({ type }) => {
        await host.requireScope('scope.userFuzzyLocation')
        const { latitude, longitude } = await services.get({ type, altitude: false, highAccuracy: false })
        // About a kilometre: where somebody is in town, not in which house.
        return { latitude: Math.round(latitude * COARSE) / COARSE, longitude: Math.round(longitude * COARSE) / COARSE }
      },
    }),
    openLocation: handler({
      args: v.object({ latitude, longitude, scale: number(5, 18, 18), name: words(200), address: words(500) }),
      run: (place) => services.open(place),
    }),
    chooseLocation: handler({
      args: v.object({ latitude: v.optional(latitude), longitude: v.optional(longitude) }),
      run: async ({ latitude, longitude }) => {
        const place = await services.choose(latitude !== undefined && longitude !== undefined ? { latitude, longitude } : null)
        if (typeof place.name !== 'string') throw new Failure('cancel')
        return place
      },
    }),
  }
}
