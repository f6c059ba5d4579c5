/** Friends: finding them, asking them, what they show, and keeping others away. */
export { AddByCodePage } from './AddByCodePage'
export { BlockedPage } from './BlockedPage'
export { ContactProfilePage } from './ContactProfilePage'
export { ContactsLayout, NoContact } from './ContactsLayout'
export { FindPage } from './FindPage'
export { RequestsPage } from './RequestsPage'
