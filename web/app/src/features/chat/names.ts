import type { TFunction } from 'i18next'
import type { AccountId, Conversation } from '@sapa/api-client'
import { formatNames } from '@/i18n/format'

export type NameOf = (account: AccountId) => string | undefined

/** What a conversation is called here: the friend's remark or name; the group's name, or its members'; the service's own. */
export function titleOf(conversation: Conversation, nameOf: NameOf, t: TFunction<'chat'>): string {
  if (conversation.type === 'direct') {
    const peer = conversation.peer
    if (!peer) return t('someone')
    if (peer.deleted) return t('deleted_account')
    return nameOf(peer.account) ?? peer.display_name
  }
  if (conversation.type === 'service') return t('service.wallet')
  if (conversation.name) return conversation.name
  const names = conversation.members_preview.slice(0, 4).map((card) => nameOf(card.account) ?? card.display_name)
  return names.length ? formatNames(names).replace(/[\u2068\u2069]/g, '') : t('group.unnamed')
}
