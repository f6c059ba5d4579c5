/** What lies behind the page, fonts, and the keyboard. */
import { ApiError } from '../bridge'
import type { OpenPage } from '../page'
import type { Runtime } from '../runtime'
import { registerApi } from './registry'

function topOf({ router }: Runtime): OpenPage {
  if (!router.top) throw new ApiError('there is no page')
  return router.top
}

registerApi('setBackgroundColor', ({ backgroundColor }, runtime) => {
  const page = topOf(runtime)
  // The parts above and below the page are the browser's.
  if (backgroundColor !== undefined) page.config.backgroundColor = String(backgroundColor as string).slice(0, 50)
  page.tellSettings()
})
registerApi('setBackgroundTextStyle', ({ textStyle }, runtime) => {
  if (textStyle !== 'dark' && textStyle !== 'light') throw new ApiError('invalid textStyle')
  const page = topOf(runtime)
  page.config.backgroundTextStyle = textStyle
  page.tellSettings()
})
registerApi('setTopBarText', ({ text }) => {
  if (typeof text !== 'string') throw new ApiError('parameter error: parameter.text should be String;')
})
registerApi('hideKeyboard', (_, runtime) => runtime.invoke(0, 'blur', {}))

registerApi('loadFontFace', async ({ family, source, desc }, runtime) => {
  if (typeof family !== 'string' || family === '') throw new ApiError('parameter error: parameter.family should be String;')
  const url = /^\s*url\(\s*(["']?)(.*?)\1\s*\)\s*$/.exec(String(source))?.[2] ?? String(source)
  const { style, weight } = (desc ?? {}) as { style?: unknown; weight?: unknown }
  const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 50) : 'normal')
  await runtime.invoke(0, 'font', { family: family.slice(0, 100), url: /^[a-z][a-z0-9+.-]*:/i.test(url) || url.startsWith('/') ? url : `/${url}`, style: word(style), weight: word(weight) })
    .catch((error: Error) => { throw new ApiError(error.message) })
  return { status: 'loaded' }
})
