import type { GeneralComponent } from 'glass-easel'
import { RecordedElement } from '../recorder/element'
import type { Runtime } from '../runtime'

function hostOf(runtime: Runtime, component: unknown): GeneralComponent | undefined {
  return (component as { _$?: GeneralComponent } | undefined)?._$ ?? runtime.router.top?.component
}

/** The element with an id, in the template of a component or of the page on top. */
export function byId(runtime: Runtime, component: unknown, id: unknown): RecordedElement | null {
  const found = hostOf(runtime, component)?.getShadowRoot()?.querySelector(`#${String(id)}`)
  const backend = found?.getBackendElement()
  return backend instanceof RecordedElement ? backend : null
}

/** The canvas with a `canvas-id`, likewise. */
export function byCanvasId(runtime: Runtime, component: unknown, id: unknown): RecordedElement | null {
  const host = hostOf(runtime, component)
  for (const one of runtime.recorder.canvases) {
    if (one.canvasId === String(id) && one.__wxElement?.ownerShadowRoot?.getHostNode() === host) return one
  }
  return null
}
