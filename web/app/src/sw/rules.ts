export const PICTURES_CACHE = 'sapa-pictures'
export const PICTURES_MAX = 600

/** Pages of the app itself; what the cell serves beside it (documents, health, the API) goes to the cell. */
export function isShellNavigation(path: string): boolean {
  return !/^\/(api|errors|health|ready|metrics)(\/|$)/.test(path) && !/\.[a-z0-9]+$/i.test(path)
}

export function isPicture(path: string): boolean {
  return path.startsWith('/api/avatars/') || path.startsWith('/api/blobs/')
}
