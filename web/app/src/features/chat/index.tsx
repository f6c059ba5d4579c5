export { ChatsLayout } from './ChatsLayout'
export { NoConversation } from './NoConversation'
