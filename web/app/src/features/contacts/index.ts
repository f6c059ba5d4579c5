// Replaced by the real pages.
export const AddByCodePage = () => null
export const ContactsLayout = () => null
export const NoContact = () => null
export const FindPage = () => null
export const RequestsPage = () => null
export const BlockedPage = () => null
export const ContactProfilePage = () => null
