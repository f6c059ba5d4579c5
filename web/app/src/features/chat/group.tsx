export { NewGroupPage } from './NewGroupPage'
export { ConversationInfoPage } from './ConversationInfoPage'
