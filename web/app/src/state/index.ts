export { Account, type Ended } from './account'
export {
  AccountContext,
  useAccount,
  useBlocked,
  useCall,
  useCard,
  useConnection,
  useContacts,
  useConversation,
  useConversations,
  useMe,
  useNameOf,
  useOutbox,
  useRequests,
  useSlot,
  useTyping,
  useUnread,
} from './hooks'
export { callAs, forgetSlot, freeSlot, parseSlot, rememberedSlots, rememberSlot, signedIn } from './slots'
export { avatarUrl, photoUrl } from './urls'
export { rememberedWallet, rememberWallet, SAYS_OFFLINE, walletKey } from './wallet'
export { signOut, upload } from './sessions'
export { Signal, useSelect, useSignal } from './signal'
