import type { AccountId, ConversationId } from '@sapa/api-client'

/** Where everything is. The URL always says where one is, and a reload returns there. */
export const paths = {
  home: '/',
  welcome: '/welcome',
  setup: '/setup',
  register: '/register',
  signIn: '/sign-in',
  recover: '/recover',
  recoverLink: '/recover-link',
  invite: (code: string) => `/invite/${code}`,
  add: (code: string) => `/add/${code}`,
  join: (code: string) => `/join/${code}`,
  pay: (code: string) => `/pay/${code}`,
  chats: (slot: number) => `/u/${slot}/chats`,
  newGroup: (slot: number) => `/u/${slot}/chats/new-group`,
  conversation: (slot: number, conversation: ConversationId) => `/u/${slot}/chats/${conversation}`,
  conversationInfo: (slot: number, conversation: ConversationId) => `/u/${slot}/chats/${conversation}/info`,
  contacts: (slot: number) => `/u/${slot}/contacts`,
  contact: (slot: number, account: AccountId) => `/u/${slot}/contacts/${account}`,
  find: (slot: number) => `/u/${slot}/contacts/find`,
  requests: (slot: number) => `/u/${slot}/contacts/requests`,
  blocked: (slot: number) => `/u/${slot}/contacts/blocked`,
  discover: (slot: number) => `/u/${slot}/discover`,
  me: (slot: number) => `/u/${slot}/me`,
  mine: (slot: number, page: MyPage) => `/u/${slot}/me/${page}`,
  wallet: (slot: number, page?: WalletPage) => `/u/${slot}/me/wallet${page ? `/${page}` : ''}`,
  payCode: (slot: number, code: string) => `/u/${slot}/me/wallet/pay/${code}`,
  operator: (slot: number) => `/u/${slot}/operator`,
} as const

export type MyPage =
  | 'profile'
  | 'devices'
  | 'settings'
  | 'qr'
  | 'scan'
  | 'accounts'
  | 'password'
  | 'recovery'
  | 'delete'
  | 'about'

export type WalletPage = 'top-up' | 'withdraw' | 'statement' | 'code' | 'settings'

/** A browser holds up to this many signed-in accounts, one cookie each. */
export const MAX_SLOTS = 5
