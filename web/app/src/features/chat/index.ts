// Replaced by the real pages.
export const ChatsLayout = () => null
export const NoConversation = () => null
