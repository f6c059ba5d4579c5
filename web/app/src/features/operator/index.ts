// Replaced by the real pages.
export const OperatorPage = () => null
