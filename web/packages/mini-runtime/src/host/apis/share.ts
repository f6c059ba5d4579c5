/** Cards into chats, ways to other programs, and what the host draws around the page. */
import * as v from 'valibot'
import { Failure, handler, type Handlers } from '../handlers'
import type { BarServices, CloudServices, LogServices, ProgramServices, ShareServices } from '../services'
import type { Host } from './host'
import { flag, json, nothing, number, text, words } from './schemas'

export function shareHandlers(host: Host, services: ShareServices): Handlers {
  return {
    shareAppMessage: handler({
      args: v.object({ title: words(500), path: words(5_000), imageUrl: words(10_000), withShareTicket: flag(), activityId: words(200) }),
      needsGesture: true,
      run: async ({ title, imageUrl, ...card }) => {
        // A picture that cannot be had does not hold the card back.
        const image = imageUrl === '' ? null : await host.load(imageUrl).catch(() => null)
        await services.shareAppMessage({ ...card, title: title.slice(0, 200), imageUrl, image })
      },
    }),
  }
}

const appId = v.pipe(text(50), v.regex(/^[A-Za-z0-9_-]*$/, 'is no appId'))

export function programHandlers(host: Host, services: ProgramServices): Handlers {
  return {
    navigateToMiniProgram: handler({
      args: v.object({ appId: v.nullish(appId, ''), path: words(5_000), extraData: v.optional(json(100_000)), envVersion: v.fallback(v.picklist(['develop', 'trial', 'release']), 'release'), shortLink: words(500) }),
      needsGesture: true,
      run: ({ appId, shortLink, ...target }) => {
        if (appId === '' && shortLink === '') throw new Failure('parameter error: parameter.appId should be String instead of Undefined;')
        if (appId !== '' && host.facts.navigateTo && !host.facts.navigateTo.includes(appId)) throw new Failure('appId is not in navigateToMiniProgramAppIdList')
        return services.navigateTo({ extraData: undefined, ...target, appId, shortLink })
      },
    }),
    navigateBackMiniProgram: handler({ args: v.object({ extraData: v.optional(json(100_000)) }), run: ({ extraData }) => services.navigateBack(extraData) }),
    exitMiniProgram: handler({ args: nothing, needsGesture: true, run: () => services.exit() }),
    restartMiniProgram: handler({ args: v.object({ path: words(5_000) }), needsGesture: true, run: ({ path }) => services.restart(path) }),
    openCustomerServiceChat: handler({
      args: v.object({ sendMessageTitle: words(200), sendMessagePath: words(5_000), sendMessageImg: words(10_000), showMessageCard: flag() }),
      run: (chat) => services.openCustomerService({ title: chat.sendMessageTitle, path: chat.sendMessagePath, imageUrl: chat.sendMessageImg, showCard: chat.showMessageCard, sessionFrom: '' }),
    }),
  }
}

const colour = v.optional(text(50))

export function barHandlers(services: BarServices): Handlers {
  return {
    '#tabBar': handler({
      args: v.object({
        hidden: v.boolean(),
        items: v.pipe(v.array(v.object({ text: text(50), iconPath: text(1_000), selectedIconPath: text(1_000), badge: text(10), redDot: v.boolean() })), v.maxLength(10)),
        style: v.object({ color: colour, selectedColor: colour, backgroundColor: colour, borderStyle: v.optional(v.picklist(['black', 'white'])) }),
      }),
      run: ({ hidden, items, style }) => services.tabBar({ hidden, items, style: style as Parameters<BarServices['tabBar']>[0]['style'] }),
    }),
  }
}

const name = v.pipe(text(200), v.check((one) => one !== '' && !one.includes('$'), 'is no name'))
const QUERY = 100_000

/** The data store: the host checks the form, the server who may do what. */
export function cloudHandlers(services: CloudServices): Handlers {
  return {
    '#cloud.database': handler({
      args: v.object({
        env: words(100), collection: v.pipe(text(100), v.regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'is no name of a collection')),
        op: v.picklist(['get', 'count', 'add', 'update', 'set', 'remove']), id: v.nullable(text(256)), where: text(QUERY), data: text(1_048_576),
        order: v.pipe(v.array(v.object({ field: name, direction: v.picklist(['asc', 'desc']) })), v.maxLength(10)),
        skip: v.pipe(number(0, 1e6, 0), v.integer()), limit: v.pipe(number(1, 100, 20), v.integer()),
        field: v.pipe(v.record(name, v.boolean()), v.check((all) => Object.keys(all).length <= 100, 'has too many fields')),
      }),
      run: (operation) => {
        for (const one of [operation.where, operation.data]) {
          try {
            if (one !== '') JSON.parse(one)
          } catch {
            throw new Failure('invalid parameters', -501007)
          }
        }
        return services.database(operation)
      },
    }),
  }
}

export function logHandlers(services: LogServices): Handlers {
  return {
    '#log': handler({
      args: v.object({ level: v.picklist(['debug', 'info', 'warn', 'error']), text: text(20_000), realtime: v.boolean() }),
      run: (entry) => services.write(entry),
    }),
  }
}
