import type { Card, ConversationId } from '@sapa/api-client'

/** Cookies are sent with every picture; the slot in the query says which of them speaks. */
export function avatarUrl(card: Pick<Card, 'account' | 'avatar_version'>, size: 96 | 512, slot: number): string | undefined {
  if (card.avatar_version === 0) return undefined
  return `/api/avatars/${card.account}/${card.avatar_version}?size=${size}&slot=${slot}`
}

export function photoUrl(conversation: ConversationId, messageNo: number, index: number, size: 'thumb' | 'full', slot: number): string {
  return `/api/blobs/${conversation}/${messageNo}/${index}?size=${size}&slot=${slot}`
}
