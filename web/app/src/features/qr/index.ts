// Replaced by the real pages.
export const MyCodePage = () => null
export const ScanPage = () => null
