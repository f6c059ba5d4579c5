/** Moving between pages (`router.ts`). */
import { registerApi } from './registry'

registerApi('navigateTo', ({ url, events }, { router }) => router.navigateTo(url as string, (events ?? {}) as Record<string, () => void>))
registerApi('redirectTo', ({ url }, { router }) => router.redirectTo(url as string))
registerApi('reLaunch', ({ url }, { router }) => router.reLaunch(url as string))
registerApi('switchTab', ({ url }, { router }) => router.switchTab(url as string))
registerApi('navigateBack', ({ delta }, { router }) => router.navigateBack(typeof delta === 'number' ? delta : 1))
