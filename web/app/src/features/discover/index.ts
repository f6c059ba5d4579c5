// Replaced by the real pages.
export const DiscoverPage = () => null
