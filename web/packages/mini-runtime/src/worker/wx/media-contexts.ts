/** `wx.createVideoContext` and its kind: objects whose calls reach a built-in in the frame. */
import type { Runtime } from '../runtime'
import { byId } from './find'
import { registerSync } from './registry'
import { provideContext } from './selector-query'

type Callbacks = { success?: (result: object) => void; fail?: (result: object) => void; complete?: (result: object) => void }

/** Calls that take one value (`seek(3)`), and calls that take an object with callbacks. */
interface Kind { values: readonly string[]; calls: readonly string[]; nothing: readonly string[] }

const KINDS: Record<'video' | 'audio' | 'map', Kind> = {
  video: {
    values: ['seek', 'playbackRate'],
    calls: ['play', 'pause', 'stop', 'requestFullScreen', 'exitFullScreen'],
    nothing: ['sendDanmu', 'showStatusBar', 'hideStatusBar', 'requestBackgroundPlayback', 'exitBackgroundPlayback', 'exitPictureInPicture'],
  },
  audio: { values: ['seek', 'setSrc'], calls: ['play', 'pause'], nothing: [] },
  map: {
    values: [],
    calls: ['getCenterLocation', 'getScale', 'getRegion', 'moveToLocation', 'includePoints'],
    nothing: ['translateMarker', 'moveAlong', 'addMarkers', 'removeMarkers', 'setCenterOffset', 'on', 'addCustomLayer', 'removeCustomLayer', 'initMarkerCluster', 'setLocMarkerIcon'],
  },
}

function context(runtime: Runtime, kind: Kind, find: () => number | null): object {
  const made: Record<string, unknown> = {}
  const invoke = (method: string, args: unknown): Promise<unknown> => {
    const node = find()
    return node === null ? Promise.reject(new Error('there is no such element')) : runtime.invoke(node, method, args)
  }
  for (const name of kind.values) made[name] = (value: unknown): void => { invoke(name, value).catch(() => {}) }
  for (const name of kind.nothing) made[name] = (): void => {}
  for (const name of kind.calls) {
    made[name] = (given?: Callbacks & Record<string, unknown>): void => {
      const { success, fail, complete, ...args } = given ?? {}
      const tell = (handler: unknown, result: object): void => { if (typeof handler === 'function') runtime.guard(() => (handler as (result: object) => void)(result), `${name} callback`) }
      invoke(name, JSON.parse(JSON.stringify(args))).then(
        (ok) => ({ handler: success, result: { ...(typeof ok === 'object' ? ok : {}), errMsg: `${name}:ok` } }),
        (error: Error) => ({ handler: fail, result: { errMsg: `${name}:fail ${error.message}` } }),
      ).then(({ handler, result }) => {
        tell(handler, result)
        tell(complete, result)
      })
    }
  }
  return made
}

for (const kind of ['video', 'audio', 'map'] as const) {
  registerSync(`create${kind[0]!.toUpperCase()}${kind.slice(1)}Context`, (runtime, id: unknown, component: unknown) => context(runtime, KINDS[kind], () => byId(runtime, component, id)?.id ?? null))
  provideContext(kind, (runtime, node) => context(runtime, KINDS[kind], () => node))
}
