import { createContext, useContext } from 'react'
import type { AccountId, Message, PaymentId } from '@sapa/api-client'
import { packetLook, receiptKind, type Cover, type PacketKind } from './types'

export type MoneyAction = 'transfer' | 'packet' | 'request' | 'split'

/** What a packet's card already says, so that its envelope can be drawn before the cell answers. */
export interface PacketFace {
  sender: AccountId | undefined
  greeting: string | undefined
  kind: PacketKind
  cover: Cover
}

/** What about money is open above the conversation. */
export type MoneySheet =
  | { show: 'compose'; action: MoneyAction }
  | { show: 'transfer'; payment: PaymentId }
  | { show: 'request'; payment: PaymentId }
  /** `open`: with the envelope, if there is still something for this reader in it; else with who took what. */
  | { show: 'packet'; payment: PaymentId; open: boolean; face?: PacketFace }

export const MoneySheetContext = createContext<(sheet: MoneySheet) => void>(() => undefined)

/** Opens a sheet about money above the conversation. One place holds it, so that it stays when the list of messages moves on. */
export function useMoneySheet(): (sheet: MoneySheet) => void {
  return useContext(MoneySheetContext)
}

/** What a press on a card opens; nothing where the card says all that there is. */
export function sheetOf(message: Message, self: AccountId): MoneySheet | undefined {
  if (message.body.kind !== 'card') return undefined
  const { card } = message.body
  const { payment } = card
  if (payment === undefined) return undefined
  switch (card.kind) {
    case 'transfer':
      return { show: 'transfer', payment }
    case 'request':
    case 'split':
      return { show: 'request', payment }
    case 'packet': {
      const mine = message.sender === self
      const forSomebodyElse = card.account !== undefined && card.account !== self
      return { show: 'packet', payment, open: !mine && !forSomebodyElse, face: { sender: message.sender, greeting: card.note, ...packetLook(card.detail) } }
    }
    case 'receipt':
      return ofReceipt(card.detail, payment)
    default:
      return undefined
  }
}

function ofReceipt(detail: string | undefined, payment: PaymentId): MoneySheet | undefined {
  switch (receiptKind(detail)) {
    case 'transfer_declined':
    case 'transfer_returned':
      return { show: 'transfer', payment }
    case 'packet_returned':
      return { show: 'packet', payment, open: false }
    case 'request_paid':
    case 'request_received':
      return { show: 'request', payment }
    default:
      return undefined
  }
}
