/** What can be done here beyond the chats. */
export { DiscoverPage } from './DiscoverPage'
