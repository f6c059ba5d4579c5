import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { withMoneyWords } from '@/i18n/setup'
import { NotFound } from './NotFound'
import { PageFailed } from './PageFailed'
import { RootLayout } from './RootLayout'
import { chooseStart } from './start'
import { SlotLayout } from './SlotLayout'

const root = createRootRoute({ component: RootLayout })

/** Pages before signing in. The search `?slot=` says which account of this browser will be signed in. */
const accounts = () => import('@/features/accounts')
const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ to: await chooseStart(), replace: true })
  },
})
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('@/features/welcome'), 'WelcomePage'),
})
const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: lazyRouteComponent(accounts, 'SetupPage') })
const register = createRoute({ getParentRoute: () => root, path: '/register', component: lazyRouteComponent(accounts, 'RegisterPage') })
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: lazyRouteComponent(accounts, 'SignInPage') })
const recover = createRoute({ getParentRoute: () => root, path: '/recover', component: lazyRouteComponent(accounts, 'RecoverPage') })
const recoverLink = createRoute({
  getParentRoute: () => root,
  path: '/recover-link',
  component: lazyRouteComponent(accounts, 'RecoverLinkPage'),
})
const invite = createRoute({ getParentRoute: () => root, path: '/invite/$code', component: lazyRouteComponent(accounts, 'InvitePage') })
const add = createRoute({
  getParentRoute: () => root,
  path: '/add/$code',
  component: lazyRouteComponent(() => import('@/features/contacts'), 'AddByCodePage'),
})
const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$code',
  component: lazyRouteComponent(() => import('@/features/chat/join'), 'JoinPage'),
})
const wallet = withMoneyWords(() => import('@/features/wallet'))
const pay = createRoute({ getParentRoute: () => root, path: '/pay/$code', component: lazyRouteComponent(wallet, 'PayByCodePage') })
const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  component: lazyRouteComponent(() => import('@/ui/gallery'), 'GalleryPage'),
})

/** Everything of one signed-in account. */
const slot = createRoute({ getParentRoute: () => root, path: '/u/$slot', component: SlotLayout })
const slotIndex = createRoute({
  getParentRoute: () => slot,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/u/$slot/chats', params, replace: true })
  },
})

const chats = createRoute({
  getParentRoute: () => slot,
  path: '/chats',
  component: lazyRouteComponent(() => import('@/features/chat'), 'ChatsLayout'),
})
const chatsIndex = createRoute({
  getParentRoute: () => chats,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/chat'), 'NoConversation'),
})
const newGroup = createRoute({
  getParentRoute: () => chats,
  path: '/new-group',
  component: lazyRouteComponent(() => import('@/features/chat/group'), 'NewGroupPage'),
})
const conversation = createRoute({
  getParentRoute: () => chats,
  path: '/$conversation',
  component: lazyRouteComponent(withMoneyWords(() => import('@/features/chat/conversation')), 'ConversationPage'),
})
const conversationInfo = createRoute({
  getParentRoute: () => conversation,
  path: '/info',
  component: lazyRouteComponent(() => import('@/features/chat/group'), 'ConversationInfoPage'),
})

const contactsFeature = () => import('@/features/contacts')
const contacts = createRoute({ getParentRoute: () => slot, path: '/contacts', component: lazyRouteComponent(contactsFeature, 'ContactsLayout') })
const contactsIndex = createRoute({ getParentRoute: () => contacts, path: '/', component: lazyRouteComponent(contactsFeature, 'NoContact') })
const find = createRoute({ getParentRoute: () => contacts, path: '/find', component: lazyRouteComponent(contactsFeature, 'FindPage') })
const requests = createRoute({ getParentRoute: () => contacts, path: '/requests', component: lazyRouteComponent(contactsFeature, 'RequestsPage') })
const blocked = createRoute({ getParentRoute: () => contacts, path: '/blocked', component: lazyRouteComponent(contactsFeature, 'BlockedPage') })
const contact = createRoute({
  getParentRoute: () => contacts,
  path: '/$account',
  component: lazyRouteComponent(contactsFeature, 'ContactProfilePage'),
})

const discover = createRoute({
  getParentRoute: () => slot,
  path: '/discover',
  component: lazyRouteComponent(() => import('@/features/discover'), 'DiscoverPage'),
})

const settings = () => import('@/features/settings')
const qr = () => import('@/features/qr')
const me = createRoute({ getParentRoute: () => slot, path: '/me', component: lazyRouteComponent(settings, 'MeLayout') })
const meIndex = createRoute({ getParentRoute: () => me, path: '/', component: lazyRouteComponent(settings, 'NoSetting') })
const mine = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => me, path, component })
const myPages = [
  mine('/profile', lazyRouteComponent(accounts, 'ProfilePage')),
  mine('/devices', lazyRouteComponent(accounts, 'DevicesPage')),
  mine('/accounts', lazyRouteComponent(accounts, 'AccountsPage')),
  mine('/password', lazyRouteComponent(accounts, 'PasswordPage')),
  mine('/recovery', lazyRouteComponent(accounts, 'RecoveryCodesPage')),
  // Words about money: an account with money in its wallet is not deleted.
  mine('/delete', lazyRouteComponent(withMoneyWords(accounts), 'DeleteAccountPage')),
  mine('/settings', lazyRouteComponent(settings, 'SettingsPage')),
  mine('/about', lazyRouteComponent(settings, 'AboutPage')),
  mine('/qr', lazyRouteComponent(qr, 'MyCodePage')),
  mine('/scan', lazyRouteComponent(qr, 'ScanPage')),
  mine('/wallet', lazyRouteComponent(wallet, 'WalletPage')),
  mine('/wallet/top-up', lazyRouteComponent(wallet, 'TopUpPage')),
  mine('/wallet/withdraw', lazyRouteComponent(wallet, 'WithdrawPage')),
  mine('/wallet/statement', lazyRouteComponent(wallet, 'StatementPage')),
  mine('/wallet/code', lazyRouteComponent(wallet, 'PayCodePage')),
  mine('/wallet/settings', lazyRouteComponent(wallet, 'WalletSettingsPage')),
  mine('/wallet/pay/$code', lazyRouteComponent(wallet, 'PayPage')),
]

const operator = createRoute({
  getParentRoute: () => slot,
  path: '/operator',
  component: lazyRouteComponent(() => import('@/features/operator'), 'OperatorPage'),
})

const tree = root.addChildren([
  index,
  welcome,
  setup,
  register,
  signIn,
  recover,
  recoverLink,
  invite,
  add,
  join,
  pay,
  ...(import.meta.env.DEV ? [gallery] : []),
  slot.addChildren([
    slotIndex,
    chats.addChildren([chatsIndex, newGroup, conversation.addChildren([conversationInfo])]),
    contacts.addChildren([contactsIndex, find, requests, blocked, contact]),
    discover,
    me.addChildren([meIndex, ...myPages]),
    operator,
  ]),
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  // Data lives in the local store and in queries; a route only brings code.
  defaultPreloadStaleTime: 0,
  scrollRestoration: false,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: PageFailed,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

