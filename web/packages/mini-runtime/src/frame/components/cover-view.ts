import { toPixels } from '../node'
import { defineBuiltIn } from '../registry'
import { hoverAttributes } from './parts'

/** WeChat lays it over native components; here it is a view whose text does not break out of it. */
defineBuiltIn<void>('cover-view', {
  attributes: {
    ...hoverAttributes,
    'scroll-top': (node, value) => node.frame.after(() => {
      node.ownStyle('overflow-y', value === undefined ? '' : 'scroll')
      node.el.scrollTop = toPixels(value, 0)
    }),
  },
})
