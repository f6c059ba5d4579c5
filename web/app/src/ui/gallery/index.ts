// Replaced by the real pages.
export const GalleryPage = () => null
