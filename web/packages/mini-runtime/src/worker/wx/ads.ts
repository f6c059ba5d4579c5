/** There is no advertising here. Programs that ask for some hear that none is there, in the way that they must be ready for anyway. */
import type { Runtime } from '../runtime'
import { registerSync } from './registry'

type Listener = (detail: unknown) => void
const NONE = { errCode: 1004, errMsg: 'no advertisement' }

function advertisement(runtime: Runtime): Record<string, unknown> {
  const errors = new Set<Listener>()
  const none = (): Promise<never> => Promise.reject(Object.assign(new Error(NONE.errMsg), NONE))
  // It loads by itself when it is made, and that fails.
  setTimeout(() => { for (const listener of [...errors]) runtime.guard(() => listener({ ...NONE }), 'ad onError') })
  const quiet = (): void => {}
  return {
    load: none, show: none, destroy: () => errors.clear(),
    onError: (listener: Listener) => { if (typeof listener === 'function') errors.add(listener) },
    offError: (listener?: Listener) => { if (listener) errors.delete(listener); else errors.clear() },
    onLoad: quiet, offLoad: quiet, onClose: quiet, offClose: quiet,
  }
}

registerSync('createRewardedVideoAd', advertisement)
registerSync('createInterstitialAd', advertisement)
registerSync('createBannerAd', (runtime) => ({ ...advertisement(runtime), style: {}, hide: () => {}, onResize: () => {}, offResize: () => {} }))
