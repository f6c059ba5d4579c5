/** What may be shared of the page in view; sharing itself is the router's, with the page's `onShareAppMessage`. */
import { ApiError } from '../bridge'
import type { OpenPage } from '../page'
import { registerApi, type Args } from './registry'

function register(name: string, change: (sharing: OpenPage['sharing'], args: Args) => void): void {
  registerApi(name, (args, { router }) => {
    if (!router.top) throw new ApiError('there is no page')
    change(router.top.sharing, args)
    router.setBar({})
  }, { host: 'shareAppMessage' })
}

const about = (menus: unknown): boolean => !Array.isArray(menus) || menus.includes('shareAppMessage')

register('showShareMenu', (sharing, { menus, withShareTicket }) => {
  if (about(menus)) sharing.hidden = false
  sharing.withShareTicket = withShareTicket === true
})
register('hideShareMenu', (sharing, { menus }) => { if (about(menus)) sharing.hidden = true })
register('updateShareMenu', (sharing, { withShareTicket, isUpdatableMessage, activityId }) => {
  if (withShareTicket !== undefined) sharing.withShareTicket = withShareTicket === true
  sharing.activityId = isUpdatableMessage === true && typeof activityId === 'string' ? activityId.slice(0, 200) : ''
})
