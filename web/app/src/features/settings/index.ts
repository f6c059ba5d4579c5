// Replaced by the real pages.
export const MeLayout = () => null
export const NoSetting = () => null
export const SettingsPage = () => null
export const AboutPage = () => null
