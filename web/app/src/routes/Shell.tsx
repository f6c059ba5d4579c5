import { Outlet, useLocation, useMatches, useNavigate } from '@tanstack/react-router'
import { Compass, MessageCircle, Search, UserRound, UsersRound } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection, useMe, useRequests, useSlot, useUnread } from '@/state/hooks'
import { AppLink, Avatar, IconButton, Nav, OfflineBar } from '@/ui'
import { isTyping, modifier } from './keys'
import { paths } from './paths'
import styles from './Shell.module.css'
import { useNarrow } from './TwoPane'

const loadQuickFind = () => import('./QuickFind')
const QuickFind = lazy(loadQuickFind)
/** Once the page is quiet, so that the first letters typed after the key are not lost. */
const LOAD_AHEAD_MS = 3000
const KeysDialog = lazy(() => import('./KeysDialog'))

/** The frame of a signed-in account: the four places, the page, and what can be reached from everywhere. */
export function Shell() {
  const slot = useSlot()
  const connection = useConnection()
  const unread = useUnread()
  const narrow = useNarrow()
  const deep = usePageOpen()
  const [floating, setFloating] = useState<'find' | 'keys' | undefined>()
  useTitle(unread)
  useGlobalKeys(slot, setFloating)
  useEffect(() => {
    // Without a connection it is loaded when it is wanted.
    const timer = window.setTimeout(() => void loadQuickFind().catch(() => undefined), LOAD_AHEAD_MS)
    return () => window.clearTimeout(timer)
  }, [])
  return (
    <div className={styles.shell}>
      <OfflineBar state={connection} />
      {!(narrow && deep) && <Places slot={slot} unread={unread} onFind={() => setFloating('find')} />}
      <main className={styles.main}>
        <Outlet />
      </main>
      <Suspense fallback={null}>
        {floating === 'find' && <QuickFind onClose={() => setFloating(undefined)} />}
        {floating === 'keys' && <KeysDialog onClose={() => setFloating(undefined)} />}
      </Suspense>
    </div>
  )
}

function Places({ slot, unread, onFind }: { slot: number; unread: number; onFind: () => void }) {
  const { t } = useTranslation(['common', 'chat'])
  const me = useMe()
  const { pathname } = useLocation()
  const waiting = useRequests()?.filter((request) => request.direction === 'in' && request.state === 'pending').length ?? 0
  const at = (path: string) => pathname === path || pathname.startsWith(`${path}/`)
  const items = [
    {
      to: paths.chats(slot),
      label: t('nav.chats'),
      icon: <MessageCircle />,
      count: unread,
      countLabel: t('chat:list.unread', { count: unread }),
    },
    {
      to: paths.contacts(slot),
      label: t('nav.contacts'),
      icon: <UsersRound />,
      count: waiting,
      countLabel: t('chat:nav.requests', { count: waiting }),
    },
    { to: paths.discover(slot), label: t('nav.discover'), icon: <Compass /> },
    { to: paths.me(slot), label: t('nav.me'), icon: <UserRound /> },
  ]
  return (
    <Nav
      label={t('nav.label')}
      items={items.map((item) => ({ ...item, current: at(item.to) }))}
      start={
        me && (
          <AppLink to={paths.mine(slot, 'accounts')} className={styles.me} aria-label={t('chat:nav.accounts', { name: me.display_name })} title={me.display_name}>
            <Avatar face={me} size={40} />
          </AppLink>
        )
      }
      end={
        <IconButton label={t('chat:find.title')} shortcut={`${modifier()}+K`} onClick={onFind}>
          <Search />
        </IconButton>
      }
    />
  )
}

/** Whether a page below one of the four places is open; on a phone it takes the whole screen. */
function usePageOpen(): boolean {
  return useMatches({
    select: (matches) => {
      const id = matches.at(-1)?.routeId ?? ''
      return !id.endsWith('/') && id !== '/u/$slot/discover'
    },
  })
}

function useTitle(unread: number): void {
  useEffect(() => {
    document.title = unread > 0 ? `(${unread > 999 ? '999+' : unread}) Sapa` : 'Sapa'
    const badge = navigator as { setAppBadge?: (count: number) => Promise<void>; clearAppBadge?: () => Promise<void> }
    void (unread > 0 ? badge.setAppBadge?.(unread) : badge.clearAppBadge?.())?.catch(() => undefined)
  }, [unread])
  useEffect(
    () => () => {
      document.title = 'Sapa'
    },
    [],
  )
}

function useGlobalKeys(slot: number, open: (what: 'find' | 'keys') => void): void {
  const navigate = useNavigate()
  useEffect(() => {
    const places = [paths.chats(slot), paths.contacts(slot), paths.discover(slot), paths.me(slot)]
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        open('find')
      } else if (event.altKey && !event.ctrlKey && !event.metaKey && /^Digit[1-4]$/.test(event.code)) {
        event.preventDefault()
        void navigate({ to: places[Number(event.code.slice(5)) - 1] as string })
      } else if (event.key === '?' && !isTyping(event.target)) {
        event.preventDefault()
        open('keys')
      }
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [slot, navigate, open])
}
