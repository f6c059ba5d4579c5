// Replaced by the real pages.
export const ConversationPage = () => null
