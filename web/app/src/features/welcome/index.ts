// Replaced by the real pages.
export const WelcomePage = () => null
