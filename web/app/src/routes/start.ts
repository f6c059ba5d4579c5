import { callAs, forgetSlot, rememberedSlots, rememberSlot } from '@/state/slots'
import { paths } from './paths'

/** Where `/` leads: to the first account that is signed in here, else to the welcome page, or to setting up a new cell. */
export async function chooseStart(): Promise<string> {
  const [known] = Object.keys(rememberedSlots())
  if (known !== undefined) return paths.chats(Number(known))
  try {
    const { slots } = await callAs(0, 'accounts.slots', {}, { timeoutMs: 5000 })
    for (const { slot, account, expired } of slots) {
      if (account && !expired) rememberSlot(slot, account)
      else forgetSlot(slot)
    }
    const first = slots.find((slot) => slot.account && !slot.expired)
    if (first) return paths.chats(first.slot)
  } catch {
    // Offline, or the cell is away: the welcome page says so.
  }
  return paths.welcome
}
