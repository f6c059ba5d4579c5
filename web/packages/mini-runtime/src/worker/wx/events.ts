/** `wx.onX` for what the host tells, and what the runtime itself tells (`base.ts`). */
import { registerEvents } from './registry'

/** Names as the host sends them (`HostApis.attach`). */
export const HOST_EVENTS = ['networkStatusChange', 'keyboardHeightChange', 'memoryWarning', 'userCaptureScreen'] as const

registerEvents(...HOST_EVENTS)
// Nothing of this kind happens in a browser, but listening to it is no mistake.
registerEvents('audioInterruptionBegin', 'audioInterruptionEnd', 'lazyLoadError')
