/**
 * What was recalled is gone, from the quotes too. The cell takes it out of what it tells from then on, and leaves it to every
 * device to take it out of the quotes that the device holds.
 */
import type { Message } from '@sapa/api-client'
import type { Stored } from './store'

/** A message is recalled within two minutes, or never. So only what was sent so soon after it can quote its words. */
const QUOTED_WITHIN_MS = 2 * 60_000

export function isRecalled(stored: Stored | undefined): boolean {
  if (!stored) return false
  return 'deleted' in stored ? stored.recalled === true : stored.body.kind === 'recalled'
}

/** The message, without the words of what it quotes if that was recalled; the same object if there is nothing to take out. */
export function withoutRecalledQuote(message: Message, recalled: (no: number) => boolean): Message {
  const quote = message.reply_to
  if (!quote || quote.recalled || !recalled(quote.message_no)) return message
  return { ...message, reply_to: { message_no: quote.message_no, sender: quote.sender, excerpt: '', recalled: true } }
}

/** Whether a message is too late to quote words that were recalled since. */
export function isAfterQuotes(message: Message, recalled: Message): boolean {
  return Date.parse(message.sent_at) - Date.parse(recalled.sent_at) > QUOTED_WITHIN_MS
}
