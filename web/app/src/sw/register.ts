/**
 * Installs the service worker, where there can be one. `onUpdate` is called when a newer version of the app is ready; what it
 * gets puts that version in place and loads the page anew.
 */
export function registerWorker(onUpdate: (apply: () => void) => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  let applying = false
  serviceWorker.addEventListener('controllerchange', () => {
    if (applying) window.location.reload()
  })
  const offer = (worker: ServiceWorker) =>
    onUpdate(() => {
      applying = true
      worker.postMessage({ takeOver: true })
    })
  serviceWorker.register('/sw.js', { updateViaCache: 'none' }).then(
    (registration: ServiceWorkerRegistration | undefined) => {
      // Some browsers and test tools block workers without saying so.
      if (!registration) return
      // Without a controller this is the first visit: nothing is old yet.
      if (registration.waiting && serviceWorker.controller) offer(registration.waiting)
      registration.addEventListener('updatefound', () => {
        const fresh = registration.installing
        fresh?.addEventListener('statechange', () => {
          if (fresh.state === 'installed' && serviceWorker.controller) offer(fresh)
        })
      })
    },
    // Refused by the browser (a certificate that is not trusted, private windows): the app works, but not offline.
    (error: unknown) => console.warn('the app will not open offline:', error),
  )
}

/** The pictures that an account has seen leave this device with it. */
export function forgetPictures(slot: number): void {
  if ('serviceWorker' in navigator) navigator.serviceWorker.controller?.postMessage({ forgetSlot: slot })
}
