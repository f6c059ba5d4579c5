import { callHttp } from '@sapa/api-client'
import { Signal } from './signal'

const DEMO_KEY = 'sapa.demo'
/** The first visit waits this long for the cell to say what it is, so that the page need not move when it does. */
const WAIT_MS = 700

/** Whether this cell is a demo town. */
export const isDemo = new Signal(false)

function show(demo: boolean): void {
  isDemo.set(demo)
  document.documentElement.toggleAttribute('data-demo', demo)
}

/** Finds out what kind of cell this is: from the last visit at once, and from the cell itself. Await it before the first paint. */
export async function learnCell(): Promise<void> {
  const remembered = localStorage.getItem(DEMO_KEY)
  show(remembered === 'yes')
  const asked = callHttp('cell.info', {}).then(
    ({ demo }) => {
      localStorage.setItem(DEMO_KEY, demo ? 'yes' : 'no')
      show(demo)
    },
    // Offline: what the last visit knew holds.
    () => undefined,
  )
  if (remembered === null) await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, WAIT_MS))])
}
