// Replaced by the real pages.
export const NewGroupPage = () => null
export const ConversationInfoPage = () => null
