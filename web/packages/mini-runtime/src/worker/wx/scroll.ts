/** Scrolling of the page and pulling it down; the frame does both. */
import { ApiError } from '../bridge'
import type { Runtime } from '../runtime'
import { registerApi } from './registry'

function topPage({ router }: Runtime): number {
  if (!router.top) throw new ApiError('there is no page')
  return router.top.id
}

registerApi('pageScrollTo', ({ scrollTop, selector, offsetTop, duration }, runtime) => {
  const page = topPage(runtime)
  const time = typeof duration === 'number' ? duration : 300
  const offset = typeof offsetTop === 'number' ? offsetTop : 0
  if (typeof selector === 'string' && selector !== '') {
    const found = runtime.router.top?.component.getShadowRoot()?.querySelector(selector)
    const node = (found?.getBackendElement() as { id?: number } | null | undefined)?.id
    if (node === undefined) throw new ApiError('can not find the element by selector')
    runtime.recorder.post({ t: 'scrollTo', page, node, offset, duration: time })
  } else {
    runtime.recorder.post({ t: 'scrollTo', page, top: Number(scrollTop) || 0, offset: 0, duration: time })
  }
})

registerApi('startPullDownRefresh', (_, runtime) => {
  const page = topPage(runtime)
  runtime.recorder.post({ t: 'pullDown', page, start: true })
  runtime.router.told(page, 'pullDown', {})
})
registerApi('stopPullDownRefresh', (_, runtime) => runtime.recorder.post({ t: 'pullDown', page: topPage(runtime), start: false }))
