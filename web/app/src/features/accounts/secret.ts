import { useEffect, useState } from 'react'

/**
 * The secret of a one-time link. It stands behind the `#`, which browsers send to no server, and leaves the address bar at
 * once, so that it stays neither in the history nor in a picture of the screen.
 */
export function useSecretOfHash(): string {
  const [secret] = useState(() => decodeURIComponent(window.location.hash.replace(/^#/, '')))
  useEffect(() => {
    if (secret !== '') window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
  }, [secret])
  return secret
}
