/**
 * Components of WeChat that are here so that nothing breaks, not for what they do: some hold their children as a view does, some show
 * nothing at all. Which is which stands in the table of compatibility.
 */
import { toPixels } from '../node'
import { defineBuiltIn } from '../registry'
import { kept } from './parts'

// Their children are shown; the flight of an element from page to page, pictures of a part of a page, and bars that stick to the
// keyboard are left out.
defineBuiltIn<void>('share-element', {
  attributes: { 'transition-on-gesture': kept, 'shuttle-on-push': kept, 'shuttle-on-pop': kept, 'rect-tween-type': kept, key: kept, transform: kept, duration: kept, 'easing-function': kept },
})
defineBuiltIn<void>('snapshot', { attributes: { mode: kept } })
defineBuiltIn<void>('keyboard-accessory', { attributes: {} })
defineBuiltIn<void>('grid-view', { attributes: { type: kept, 'cross-axis-count': kept, 'max-cross-axis-extent': kept, 'main-axis-gap': kept, 'cross-axis-gap': kept, padding: kept } })
defineBuiltIn<void>('list-view', { attributes: { padding: kept } })
defineBuiltIn<void>('sticky-section', { attributes: { 'push-pinned-header': kept, padding: kept } })
defineBuiltIn<void>('sticky-header', {
  attributes: { 'offset-top': (node, value) => node.ownStyle('top', `${toPixels(value, 0)}px`), padding: kept },
})
defineBuiltIn<void>('span', { attributes: {} })

// Shown nowhere: what they show belongs to WeChat, or needs devices that a frame does not get.
const NOTHING = { create(node: { slot: HTMLElement | null }): void { node.slot = null } }
defineBuiltIn<void>('open-data', {
  ...NOTHING,
  attributes: { type: kept, 'open-gid': kept, lang: kept, 'default-text': kept, 'default-avatar': kept },
})
defineBuiltIn<void>('ad', { ...NOTHING, attributes: { 'unit-id': kept, 'ad-intervals': kept, 'ad-type': kept, 'ad-theme': kept } })
defineBuiltIn<void>('ad-custom', { ...NOTHING, attributes: { 'unit-id': kept, 'ad-intervals': kept } })
defineBuiltIn<void>('official-account', { ...NOTHING, attributes: {} })
