import { onInternal } from './events'
import type { RecordedElement } from './recorder/element'
import type { Runtime } from './runtime'

/** Containers that lie upon pages (`page-container`), the last on top: the way back leads out of them first. */
const shown = new WeakMap<Runtime, RecordedElement[]>()

onInternal('#container', (runtime, element, detail: { shown: boolean }) => {
  const others = (shown.get(runtime) ?? []).filter((one) => one !== element)
  shown.set(runtime, detail.shown ? [...others, element] : others)
})

/** Whether there was one on the page that is seen; it goes. */
export function leaveContainer(runtime: Runtime): boolean {
  const page = runtime.router.top?.id
  const top = (shown.get(runtime) ?? []).filter((one) => runtime.recorder.find(one.id) === one && runtime.router.pageOf(one.__wxElement) === page).at(-1)
  if (!top) return false
  runtime.invoke(top.id, 'leave', {}).catch(() => {})
  return true
}
