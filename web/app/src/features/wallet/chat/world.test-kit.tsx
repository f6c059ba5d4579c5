import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import i18next from 'i18next'
import type { ReactNode } from 'react'
import { initReactI18next } from 'react-i18next'
import { vi } from 'vitest'
import type { Message, MessageCard, Wallet } from '@sapa/api-client'
import { AccountContext, Signal, type Account } from '@/state'
import { EMPTY_VIEW } from '@/state/view'
import chat from '@/i18n/en/chat.json'
import common from '@/i18n/en/common.json'
import errors from '@/i18n/en/errors.json'
import money from '@/i18n/en/money.json'
import money_chat from '@/i18n/en/money_chat.json'
import { MoneySheetContext, type MoneySheet } from './sheets'

export const ME = 'me'
const people = { budi: 'Budi', dewi: 'Dewi', [ME]: 'Sari' }
const faces = new Map(Object.entries(people).map(([account, display_name]) => [account, { account, display_name, handle: account, avatar_version: 0 }]))

export const WALLET: Wallet = {
  state: 'open',
  currency: 'IDR',
  step: '100',
  exponent: 2,
  play_money: true,
  packets: { max_share: '50000000', max_shares: 500 },
  terms_version: 1,
  open: { balance: '100000000', held: '0', level: 'basic', payment_limit: '200000000', day_limit: '500000000', left_today: '500000000', must_accept_terms: false, reference: 'SAPA-1' },
}

export async function speakEnglish(): Promise<void> {
  const resources = { en: { chat, common, errors, money, money_chat } }
  await i18next.use(initReactI18next).init({ lng: 'en', resources, defaultNS: 'common', interpolation: { escapeValue: false } })
  // jsdom has the element, but cannot show it.
  HTMLDialogElement.prototype.showModal ??= function show(this: HTMLDialogElement) {
    this.open = true
  }
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false
  }
}

type Answers = Record<string, (input: never) => unknown>

/** An account whose cell answers as it is told, with the screens around what is drawn. */
export function world(answers: Answers = {}) {
  const call = vi.fn(async (operation: string, input: unknown) => {
    const answer = { 'wallet.me': () => WALLET, 'wallet.packet_states': () => ({ packets: [] }), ...answers }[operation]
    if (!answer) throw new Error(`nobody answers ${operation}`)
    return (answer as (input: unknown) => unknown)(input)
  })
  const account = {
    self: ME,
    slot: 0,
    call,
    view: new Signal({ ...EMPTY_VIEW, me: faces.get(ME) }),
    connection: new Signal('online'),
    directory: { cards: new Signal(faces), learn: () => undefined, members: async () => [...faces.values()] },
  } as unknown as Account
  const opened = vi.fn<(sheet: MoneySheet) => void>()
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const Around = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>
      <AccountContext value={account}>
        <MoneySheetContext value={opened}>{children}</MoneySheetContext>
      </AccountContext>
    </QueryClientProvider>
  )
  return { call, opened, Around }
}

export function cardMessage(card: Partial<MessageCard>, sender: string | undefined = 'budi'): { message: Message; card: MessageCard; mine: boolean; name: string; meta: null } {
  const whole = { kind: 'transfer', payment: 'p', state: 'waiting', ...card } as MessageCard
  const message = { message_no: 7, change_no: 7, conversation: 'c', sender, sent_at: new Date(Date.now() - 60_000).toISOString(), body: { kind: 'card', card: whole } } as Message
  return { message, card: whole, mine: sender === ME, name: people[sender as keyof typeof people] ?? 'Someone', meta: null }
}

/** What a person reads: without the marks that hold names apart, and with plain spaces. */
export function read(container: Element): string {
  return (container.textContent ?? '').replace(/[\u2066-\u2069\u200e]/g, '').replace(/\s/g, ' ')
}
