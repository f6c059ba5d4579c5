// Replaced by the real pages.
export const JoinPage = () => null
