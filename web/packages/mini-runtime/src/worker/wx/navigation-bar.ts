/** The bar above the page, which the host draws from what the router tells it. */
import { ApiError } from '../bridge'
import { registerApi } from './registry'

registerApi('setNavigationBarTitle', ({ title }, { router }) => {
  if (title === undefined) throw new ApiError('parameter error: parameter.title should be String instead of Undefined')
  router.setBar({ title: String(title as string) })
})
registerApi('setNavigationBarColor', ({ frontColor, backgroundColor }, { router }) => {
  if (frontColor !== '#ffffff' && frontColor !== '#000000') throw new ApiError('invalid frontColor "' + String(frontColor as string) + '"')
  router.setBar({ textStyle: frontColor === '#ffffff' ? 'white' : 'black', backgroundColor: String(backgroundColor as string).slice(0, 100) })
})
registerApi('showNavigationBarLoading', (_, { router }) => router.setBar({ loading: true }))
registerApi('hideNavigationBarLoading', (_, { router }) => router.setBar({ loading: false }))
registerApi('hideHomeButton', (_, { router }) => router.setBar({ homeButton: false }))
