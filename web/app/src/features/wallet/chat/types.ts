import type { MessageCard, OutputOf, PaymentId } from '@sapa/api-client'

export type PacketPage = OutputOf<'wallet.packet'>
export type RedPacket = PacketPage['packet']
/** What is in a packet, of one whose reader may know: its sender, who has opened it, and all once it is over. */
export type SeenPacket = RedPacket & Required<Pick<RedPacket, 'total' | 'taken' | 'taken_amount'>>
export type PacketClaim = PacketPage['items'][number]
export type PacketStatus = OutputOf<'wallet.packet_states'>['packets'][number]
export type PacketKind = RedPacket['kind']
export type ChatTransfer = OutputOf<'wallet.transfer_status'>
export type MoneyRequest = OutputOf<'wallet.request_status'>
export type RequestShare = MoneyRequest['shares'][number]

/** A card that names a payment. */
export type PaymentCard = MessageCard & { payment: PaymentId }

export const COVERS = ['classic', 'lantern', 'batik', 'wave'] as const
export type Cover = (typeof COVERS)[number]

/** Whether the cell tells this reader what is in it and who took what. */
export function isSeen(packet: RedPacket): packet is SeenPacket {
  return packet.total !== undefined && packet.taken !== undefined && packet.taken_amount !== undefined
}

/** What a packet's card says in its detail: `lucky:batik`. A newer cell may say what this page does not know. */
export function packetLook(detail: string | undefined): { kind: PacketKind; cover: Cover } {
  const [kind = '', cover = ''] = (detail ?? '').split(':')
  return { kind: kind === 'lucky' || kind === 'exclusive' ? kind : 'normal', cover: coverOf(cover) }
}

export function coverOf(name: string): Cover {
  return COVERS.find((cover) => cover === name) ?? 'classic'
}

/** What a receipt is about; the catalogue has words for each. */
export const RECEIPTS = [
  'top_up',
  'withdrawal_done',
  'withdrawal_returned',
  'transfer_declined',
  'transfer_returned',
  'packet_returned',
  'request_paid',
  'request_received',
  'paid',
  'received',
  'pin_changed',
  'pin_reset_asked',
  'frozen',
  'unfrozen',
  'level_changed',
  'inspected',
  'deletion_postponed',
  'unclaimed_received',
  'order_paid',
  'order_received',
  'order_refunded',
  'merchant_payout',
  'merchant_frozen',
  'merchant_unfrozen',
  'merchant_keys',
] as const
export type ReceiptKind = (typeof RECEIPTS)[number]

export function receiptKind(detail: string | undefined): ReceiptKind | undefined {
  return RECEIPTS.find((kind) => kind === detail)
}
