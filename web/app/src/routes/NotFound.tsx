// Replaced by the real pages.
export const NotFound = () => null
