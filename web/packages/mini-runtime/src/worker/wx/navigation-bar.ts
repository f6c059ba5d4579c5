/** The bar above the page, which the host draws from what the router tells it. */
import { ApiError } from '../bridge'
import { onInternal } from '../events'
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

/** `<navigation-bar>` of a template: what it names, for the page that it lies in. */
onInternal('#bar', ({ router }, element, detail: { title?: unknown; loading?: unknown; frontColor?: unknown; backgroundColor?: unknown }) => {
  const { title, loading, frontColor, backgroundColor } = detail
  router.setBar({
    ...(typeof title === 'string' && { title: title.slice(0, 200) }),
    ...(loading !== undefined && { loading: loading === true || loading === 'true' || loading === '' }),
    ...((frontColor === '#ffffff' || frontColor === '#000000') && { textStyle: frontColor === '#ffffff' ? ('white' as const) : ('black' as const) }),
    ...(typeof backgroundColor === 'string' && { backgroundColor: backgroundColor.slice(0, 100) }),
  }, router.pageWith(element.__wxElement))
})
