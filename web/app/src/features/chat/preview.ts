import type { TFunction } from 'i18next'
import type { AccountId, CardKind, Message, SystemEvent } from '@sapa/api-client'
import { formatNames } from '@/i18n/format'
import type { OutboxItem } from '@/state/outbox'
import type { NameOf } from './names'

/** A message in one line, as lists and quotes show it. */
export function excerptOf(body: Message['body'] | OutboxItem['body'], t: TFunction<'chat'>): string {
  switch (body.kind) {
    case 'text':
      return body.text.replace(/\s+/g, ' ').trim()
    case 'photos':
      return body.caption?.trim() || t('preview.photos', { count: body.photos.length })
    case 'recalled':
      return t('preview.recalled')
    case 'card':
      return cardLine(body.card.kind, body.card.note, t, body.card.detail)
    case 'system':
      return ''
    default:
      // A newer cell knows kinds that this page does not.
      return ''
  }
}

/** What a card is called. */
export function cardLabel(kind: CardKind, t: TFunction<'chat'>, detail = ''): string {
  // A receipt is called by what it is about.
  if (kind === 'receipt') return t(`card.receipt.${detail}`, { defaultValue: t('card.kind.receipt') })
  return t(`card.kind.${kind}`, { defaultValue: t('card.kind.other') })
}

/** A card in one line. */
export function cardLine(kind: CardKind, note: string | undefined, t: TFunction<'chat'>, detail?: string): string {
  const label = cardLabel(kind, t, detail)
  return note ? t('card.line', { kind: label, note }) : t('card.line_bare', { kind: label })
}

/** The last line of a conversation in the list: in groups with who said it. */
export function previewOf(message: Message, inGroup: boolean, self: AccountId, nameOf: NameOf, t: TFunction<'chat'>): string {
  if (message.body.kind === 'system') return systemText(message.body.event, self, nameOf, t)
  if (message.body.kind === 'recalled') return recalledText(message.body.by, self, nameOf, t)
  const excerpt = excerptOf(message.body, t)
  if (!inGroup || message.sender === undefined) return excerpt
  const who = message.sender === self ? t('you') : (nameOf(message.sender) ?? t('someone'))
  // The line as a whole runs as the page does, in whatever script the name begins.
  return `\u200e${t('preview.from', { who: isolate(who), text: isolate(excerpt) })}`
}

export function recalledText(by: AccountId, self: AccountId, nameOf: NameOf, t: TFunction<'chat'>): string {
  return by === self ? t('system.recalled_by_me') : t('system.recalled', { who: isolate(nameOf(by) ?? t('someone')) })
}

/** What happened, told from where the reader stands. */
export function systemText(event: SystemEvent, self: AccountId, nameOf: NameOf, t: TFunction<'chat'>): string {
  const one = (account: AccountId | undefined) => (account === undefined ? t('someone') : account === self ? t('you') : (nameOf(account) ?? t('someone')))
  const mine = event.actor === self
  const accounts = event.accounts ?? []
  const who = isolate(one(event.actor))
  const named = accounts.length ? formatNames(accounts.map(one)) : t('someone')
  const more = (event.account_count ?? 0) - accounts.length
  const whom = more > 0 ? t('system.more', { whom: named, count: more }) : named
  const meAmong = accounts.includes(self)
  switch (event.type) {
    case 'created':
      return mine ? t('system.created_by_me') : t('system.created', { who })
    case 'friends_now':
      return t('system.friends_now')
    case 'joined':
      return t('system.joined', { who: accounts.length ? whom : who })
    case 'invited':
      if (mine) return t('system.invited_by_me', { whom })
      return meAmong ? t('system.invited_me', { who }) : t('system.invited', { who, whom })
    case 'left':
      return mine ? t('system.left_by_me') : t('system.left', { who })
    case 'removed':
      if (mine) return t('system.removed_by_me', { whom })
      return meAmong ? t('system.removed_me', { who }) : t('system.removed', { who, whom })
    case 'renamed':
      if (!event.name) return mine ? t('system.unnamed_by_me') : t('system.unnamed', { who })
      return mine ? t('system.renamed_by_me', { name: isolate(event.name ?? '') }) : t('system.renamed', { who, name: isolate(event.name ?? '') })
    case 'owner_changed':
      return meAmong ? t('system.owner_me') : t('system.owner_changed', { whom })
    case 'joined_by_link':
      return mine ? t('system.joined_by_link_me') : t('system.joined_by_link', { who: accounts.length ? whom : who })
  }
}

/** A name keeps its direction to itself. */
function isolate(name: string): string {
  return `\u2068${name}\u2069`
}
