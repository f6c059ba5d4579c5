import { toNumber, toText } from '../node'
import { defineBuiltIn, type BuiltIn } from '../registry'
import { hoverAttributes, kept } from './parts'

const navigator: BuiltIn<void> = {
  create(node) {
    node.el.setAttribute('role', 'link')
    node.el.tabIndex = 0
    node.el.addEventListener('keydown', (event) => { if (event.target === node.el && event.key === 'Enter') node.frame.pressByKey(node.el) })
  },
  attributes: {
    ...hoverAttributes,
    target: kept, url: kept, 'open-type': kept, delta: kept, 'app-id': kept, path: kept, 'extra-data': kept, version: kept, 'short-link': kept,
  },
  // Where to is the router's affair, in the Worker.
  press(node) {
    node.emit('#navigate', {
      target: toText(node.value('target')) || 'self',
      url: toText(node.value('url')),
      openType: toText(node.value('open-type')) || 'navigate',
      delta: toNumber(node.value('delta'), 1),
      appId: toText(node.value('app-id')),
      path: toText(node.value('path')),
      extraData: node.value('extra-data'),
      envVersion: toText(node.value('version')) || 'release',
    })
  },
}

defineBuiltIn<void>('navigator', navigator)

/** Leads from a plugin's page to a page of the program; plugins are refused, what is left of it leads on. */
defineBuiltIn<void>('functional-page-navigator', { ...navigator, attributes: { ...hoverAttributes, version: kept, name: kept, args: kept } })
