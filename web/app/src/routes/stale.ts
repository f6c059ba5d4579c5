const RELOADED_AT = 'sapa.reloaded-at'
/** A second failure within this time is no matter of versions: the page says so instead of reloading again. */
const ONCE_PER_MS = 30_000

/**
 * A tab that was open while the cell was updated asks for code that is no longer there. It reloads once and has the new
 * version; whoever is without a network keeps the page and is told.
 */
export function reloadWhenStale(): void {
  window.addEventListener('vite:preloadError', () => {
    if (navigator.onLine === false || Date.now() - lastReload() < ONCE_PER_MS) return
    try {
      sessionStorage.setItem(RELOADED_AT, String(Date.now()))
    } catch {
      // Without storage there is no knowing that it happened before; a loop of reloads would be worse than a page that failed.
      return
    }
    window.location.reload()
  })
}

function lastReload(): number {
  try {
    return Number(sessionStorage.getItem(RELOADED_AT) ?? 0)
  } catch {
    return 0
  }
}
