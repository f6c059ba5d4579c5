import { cellAnswers } from '@sapa/api-client'

const RELOADED_AT = 'sapa.reloaded-at'
/** A second failure within this time is no matter of versions: the page says so instead of reloading again. */
const ONCE_PER_MS = 30_000

/**
 * A tab that was open while the cell was updated asks for code that is no longer there. It reloads once and has the new
 * version. Only when the cell answers: while it is away or there is no network, a reload would take the page that stands.
 */
export function reloadWhenStale(reload: () => void = () => window.location.reload()): void {
  window.addEventListener('vite:preloadError', () => {
    if (navigator.onLine === false) return
    void cellAnswers().then((answers) => answers && once(reload))
  })
}

function once(reload: () => void): void {
  if (Date.now() - lastReload() < ONCE_PER_MS) return
  try {
    sessionStorage.setItem(RELOADED_AT, String(Date.now()))
  } catch {
    // Without storage there is no knowing that it happened before; a loop of reloads would be worse than a page that failed.
    return
  }
  reload()
}

function lastReload(): number {
  try {
    return Number(sessionStorage.getItem(RELOADED_AT) ?? 0)
  } catch {
    return 0
  }
}
