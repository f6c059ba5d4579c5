/** Who the person is, as far as they agree; what they allow. */
import * as v from 'valibot'
import { Failure, handler, type Handlers } from '../handlers'
import type { HostServices, Profile, Scope } from '../services'
import type { Host } from './host'
import { flag, nothing, text, words } from './schemas'

/** Scopes that can be asked for, as WeChat's. */
const SCOPES = [
  'scope.userInfo', 'scope.userLocation', 'scope.userFuzzyLocation', 'scope.userLocationBackground', 'scope.record', 'scope.camera', 'scope.bluetooth', 'scope.writePhotosAlbum',
  'scope.addPhoneContact', 'scope.addPhoneCalendar', 'scope.werun', 'scope.address', 'scope.invoice', 'scope.invoiceTitle',
] as const satisfies Scope[]

const lang = v.fallback(v.picklist(['en', 'zh_CN', 'zh_TW']), 'en')

export function accountHandlers(host: Host, { account, permissions, media, programs }: Partial<HostServices>): Handlers {
  const handlers: Handlers = {}
  const profile = async (ask: { desc: string; lang: string; withCredentials: boolean }, sheet: boolean): Promise<Partial<Profile>> => {
    const found = await account!.profile({ ...ask, sheet })
    const { userInfo, rawData, signature, encryptedData, iv, cloudID } = found
    // Signed forms are for the program's server; who does not ask for them does not get them.
    return ask.withCredentials || sheet ? { userInfo, rawData, signature, encryptedData, iv, ...(cloudID !== undefined && { cloudID }) } : { userInfo, rawData }
  }

  if (account) {
    Object.assign(handlers, {
      login: handler({ args: v.object({ timeout: v.optional(v.number()) }), run: async () => ({ code: (await account.login()).code }) }),
      checkSession: handler({
        args: nothing,
        run: async () => {
          if (!(await account.checkSession())) throw new Failure('session time out')
        },
      }),
      getUserInfo: handler({ args: v.object({ withCredentials: flag(), lang }), run: (ask) => profile({ ...ask, desc: '' }, false) }),
      getUserProfile: handler({
        args: v.object({ desc: v.pipe(text(30), v.minLength(1)), lang }),
        needsGesture: true,
        run: (ask) => profile({ ...ask, withCredentials: true }, true),
      }),
      chooseAddress: handler({ args: nothing, run: () => account.chooseAddress() }),
    })
  }
  if (permissions) {
    Object.assign(handlers, {
      authorize: handler({
        args: v.object({ scope: v.pipe(text(50), v.check((name) => (SCOPES as readonly string[]).includes(name), 'is no scope')) }),
        run: async ({ scope }) => {
          // Since 2021 these two are given without a question; what needs one has its own.
          if (scope === 'scope.userInfo' || scope === 'scope.address') return
          await host.requireScope(scope as Scope)
        },
      }),
      getSetting: handler({
        args: v.object({ withSubscriptions: flag() }),
        run: async ({ withSubscriptions }) => ({
          authSetting: await permissions.granted(),
          ...(withSubscriptions && { subscriptionsSetting: { mainSwitch: true, itemSettings: {} } }),
          miniprogramAuthSetting: {},
        }),
      }),
      openSetting: handler({
        args: v.object({ withSubscriptions: flag() }),
        needsGesture: true,
        run: async () => {
          await permissions.openSettings()
          return { authSetting: await permissions.granted() }
        },
      }),
      requestSubscribeMessage: handler({
        args: v.object({ tmplIds: v.pipe(v.array(text(100)), v.minLength(1), v.maxLength(3)) }),
        needsGesture: true,
        run: ({ tmplIds }) => permissions.subscribe(tmplIds),
      }),
    })
  }

  /** What a button's `open-type` asks for; the frame asks it, after a press on it. */
  const openTypes: Record<string, ((args: { lang: 'en' | 'zh_CN' | 'zh_TW'; sessionFrom: string; title: string; path: string; img: string; card: boolean }) => unknown) | undefined> = {
    getPhoneNumber: account && (() => account.phoneNumber()),
    getRealtimePhoneNumber: account && (() => account.phoneNumber()),
    getUserInfo: account && (({ lang }) => profile({ lang, desc: '', withCredentials: true }, true)),
    openSetting: permissions && (async () => {
      await permissions.openSettings()
      return { authSetting: await permissions.granted() }
    }),
    chooseAvatar: media && (async () => {
      const { data, name } = await media.chooseAvatar()
      return { avatarUrl: host.files.temporary(data, name) }
    }),
    contact: programs && (({ sessionFrom, title, path, img, card }) => programs.openCustomerService({ sessionFrom, title, path, imageUrl: img, showCard: card })),
    agreePrivacyAuthorization: () => ({}),
  }
  handlers['openType'] = handler({
    args: v.object({ type: text(50), lang, sessionFrom: words(1_000), title: words(200), path: words(1_000), img: words(1_000), card: flag() }),
    needsGesture: true,
    run: ({ type, ...args }) => {
      const open = Object.hasOwn(openTypes, type) ? openTypes[type] : undefined
      if (!open) throw new Failure('not supported')
      return open(args)
    },
  })
  return handlers
}
