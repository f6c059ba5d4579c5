import type { Contact, Found } from '@sapa/api-client'
import { nameOrder } from '@/i18n/format'
import { indexLetter, OTHER_LETTER } from '@/i18n/letters'

/** What the reader calls a person: the name they gave them, else their own. */
export function nameOf({ card, remark }: Pick<Contact | Found, 'card' | 'remark'>): string {
  return remark || card.display_name
}

export type Row = { kind: 'letter'; letter: string } | { kind: 'contact'; contact: Contact }

/** Friends under their letters, in the reader's order; what has no letter comes last. */
export function rowsOf(contacts: readonly Contact[]): Row[] {
  // Letters first: ten thousand names are then compared within their letter only, and comparing by language is slow.
  const byLetter = new Map<string, { contact: Contact; name: string }[]>()
  for (const contact of contacts) {
    const name = nameOf(contact)
    const letter = indexLetter(name)
    const group = byLetter.get(letter)
    if (group) group.push({ contact, name })
    else byLetter.set(letter, [{ contact, name }])
  }
  const compare = nameOrder()
  const rows: Row[] = []
  for (const [letter, group] of [...byLetter].sort(([one], [other]) => compareLetters(one, other))) {
    rows.push({ kind: 'letter', letter })
    for (const { contact } of group.sort((one, other) => compare(one.name, other.name))) rows.push({ kind: 'contact', contact })
  }
  return rows
}

function compareLetters(one: string, other: string): number {
  if (one === other) return 0
  if (one === OTHER_LETTER) return 1
  if (other === OTHER_LETTER) return -1
  return one < other ? -1 : 1
}

/** Friends whose name, remark or handle contains the words. */
export function matching(contacts: readonly Contact[], words: string): Contact[] {
  const wanted = fold(words)
  return contacts.filter(({ card, remark }) => [card.display_name, remark ?? '', card.handle].some((text) => fold(text).includes(wanted)))
}

/** Without case and marks, so that "jose" finds José. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
