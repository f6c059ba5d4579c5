/** Toasts, dialogs and sheets. */
import * as v from 'valibot'
import { handler, type Handlers } from '../handlers'
import type { InteractionServices } from '../services'
import { asBlob } from './files'
import type { Host } from './host'
import { flag, nothing, number, text, words } from './schemas'

const MODALS_WAITING = 20

export function interactionHandlers(host: Host, services: InteractionServices): Handlers {
  let waiting = 0
  // A program that opens dialogs without end gets no more of them than people can close.
  const oneOf = async <T>(open: () => Promise<T>): Promise<T | undefined> => {
    if (waiting >= MODALS_WAITING) return undefined
    waiting++
    try {
      return await open()
    } finally {
      waiting--
    }
  }
  return {
    showToast: handler({
      args: v.object({ title: words(500), icon: v.fallback(v.picklist(['success', 'error', 'loading', 'none']), 'success'), image: words(1_000), duration: number(0, 60_000, 1_500), mask: flag() }),
      run: async ({ image, ...toast }) => {
        const picture = image === '' ? null : await host.load(image).then(asBlob, () => null)
        services.showToast({ ...toast, image: picture })
      },
    }),
    hideToast: handler({ args: nothing, run: () => services.hideToast() }),
    showLoading: handler({ args: v.object({ title: words(500), mask: flag() }), run: (loading) => services.showLoading(loading) }),
    hideLoading: handler({ args: nothing, run: () => services.hideLoading() }),
    showModal: handler({
      args: v.object({
        title: words(500), content: words(20_000), showCancel: flag(true), cancelText: v.nullish(text(200), null), cancelColor: words(50, '#000000'),
        confirmText: v.nullish(text(200), null), confirmColor: words(50, '#576B95'), editable: flag(), placeholderText: words(200),
      }),
      run: async (modal) => {
        const answer = await oneOf(() => services.showModal(modal))
        const confirm = answer?.confirm === true
        return { confirm, cancel: !confirm, content: confirm && modal.editable ? (answer?.content ?? '') : null }
      },
    }),
    showActionSheet: handler({
      args: v.object({ itemList: v.pipe(v.array(text(500)), v.minLength(1), v.maxLength(6)), itemColor: words(50, '#000000'), alertText: words(500) }),
      run: async (sheet) => ({ tapIndex: await oneOf(() => services.showActionSheet(sheet)) }),
    }),
  }
}
