/** "Me": what one can set, and the way to everything about one's account. */
export { AboutPage } from './AboutPage'
export { MeLayout, NoSetting } from './MeLayout'
export { SettingsPage } from './SettingsPage'
