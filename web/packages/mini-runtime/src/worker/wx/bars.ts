/** The tab bar, which the host draws. */
import type { TabBarState } from '../../host/services'
import { ApiError } from '../bridge'
import type { Runtime } from '../runtime'
import { registerApi, type Args } from './registry'

const states = new WeakMap<Runtime, TabBarState>()

function stateOf(runtime: Runtime): TabBarState {
  const items = (runtime.code.app.tabBar?.list ?? []).map((one) => ({ text: one.text ?? '', iconPath: one.iconPath ?? '', selectedIconPath: one.selectedIconPath ?? '', badge: '', redDot: false }))
  const state = states.get(runtime) ?? { hidden: false, items, style: {} }
  states.set(runtime, state)
  return state
}

/** Changes the bar and tells the host. Only a page with a tab bar may, as in WeChat. */
function register(name: string, change: (state: TabBarState, args: Args, item: () => TabBarState['items'][number]) => void): void {
  registerApi(name, async (args, runtime) => {
    const { top } = runtime.router
    if (top && top.tab < 0) throw new ApiError('not TabBar page')
    const state = stateOf(runtime)
    if (state.items.length === 0) throw new ApiError('not TabBar page')
    change(state, args, () => {
      const { index } = args
      if (typeof index !== 'number') throw new ApiError(`parameter error: parameter.index should be Number instead of ${Object.prototype.toString.call(index).slice(8, -1)};`)
      const item = state.items[index]
      if (!item) throw new ApiError('tabbar item not found')
      return item
    })
    await runtime.bridge.call('#tabBar', state)
  }, { host: '#tabBar' })
}

const text = (value: unknown, most: number): string | undefined => (typeof value === 'string' ? value.slice(0, most) : undefined)

register('showTabBar', (state) => { state.hidden = false })
register('hideTabBar', (state) => { state.hidden = true })
register('setTabBarItem', (_, args, item) => {
  const found = item()
  found.text = text(args['text'], 50) ?? found.text
  found.iconPath = text(args['iconPath'], 1_000) ?? found.iconPath
  found.selectedIconPath = text(args['selectedIconPath'], 1_000) ?? found.selectedIconPath
})
register('setTabBarStyle', (state, { color, selectedColor, backgroundColor, borderStyle }) => {
  const colours = Object.entries({ color, selectedColor, backgroundColor }).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.slice(0, 50)]] : []))
  state.style = { ...state.style, ...(Object.fromEntries(colours) as object), ...((borderStyle === 'black' || borderStyle === 'white') && { borderStyle }) }
})
register('setTabBarBadge', (_, args, item) => {
  const found = item()
  const badge = text(args['text'], 1_000)
  if (badge === undefined) throw new ApiError('parameter error: parameter.text should be String;')
  // Four characters fit; of a longer text WeChat shows that there is more.
  found.badge = [...badge].length > 4 ? '...' : badge
  found.redDot = false
})
register('removeTabBarBadge', (_, __, item) => { item().badge = '' })
register('showTabBarRedDot', (_, __, item) => {
  const found = item()
  found.redDot = true
  found.badge = ''
})
register('hideTabBarRedDot', (_, __, item) => { item().redDot = false })
