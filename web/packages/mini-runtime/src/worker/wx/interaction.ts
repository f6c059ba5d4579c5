/** Toasts, dialogs and sheets. The host draws them, outside of the frame, so a program cannot imitate them above its own. */
import { ApiError } from '../bridge'
import { registerApi, registerServed } from './registry'

registerServed('showToast', 'hideToast', 'showLoading', 'hideLoading')

registerApi('showModal', async ({ title, content, showCancel, cancelText, confirmText, editable, placeholderText }, { bridge }) =>
  bridge.call('showModal', {
    title: text(title), content: text(content), showCancel: showCancel !== false, editable: editable === true, placeholderText: text(placeholderText),
    ...(cancelText !== undefined && { cancelText: text(cancelText) }),
    ...(confirmText !== undefined && { confirmText: text(confirmText) }),
  }),
)

registerApi('showActionSheet', async ({ itemList, itemColor, alertText }, { bridge }) => {
  if (!Array.isArray(itemList)) throw new ApiError('parameter error: parameter.itemList should be Array instead of Undefined')
  if (itemList.length === 0 || itemList.length > 6) throw new ApiError('parameter error: itemList should not exceed 6 items')
  return bridge.call('showActionSheet', { itemList: itemList.map(text), itemColor: text(itemColor), alertText: text(alertText) })
})

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value as string)
}
