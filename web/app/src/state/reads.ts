import { isWorthRetrying, type ConversationId } from '@sapa/api-client'

/** Reading is told to the cell at most this often in each conversation. */
const EVERY_MS = 1000
/** Someone who scrolls reads several messages at once: they are told together. */
const GATHER_MS = EVERY_MS / 4

interface Waiting {
  no: number
  /** A timer runs, or the cell is being told. Without, the connection was lost and the next one tells. */
  planned: boolean
}

/** What was read and the cell does not know yet. Shown here at once; told with the next beat, and again after a lost connection. */
export class Reads {
  private readonly waiting = new Map<ConversationId, Waiting>()

  constructor(
    private readonly tell: (conversation: ConversationId, no: number) => Promise<unknown>,
    private readonly setTimer: (run: () => void, ms: number) => unknown = (run, ms) => setTimeout(run, ms),
  ) {}

  note(conversation: ConversationId, no: number): void {
    const waiting = this.waiting.get(conversation) ?? { no, planned: false }
    waiting.no = Math.max(waiting.no, no)
    this.waiting.set(conversation, waiting)
    this.plan(conversation, waiting, GATHER_MS)
  }

  /** A connection stands again. */
  tellAll(): void {
    for (const [conversation, waiting] of this.waiting) this.plan(conversation, waiting, 0)
  }

  private plan(conversation: ConversationId, waiting: Waiting, ms: number): void {
    if (waiting.planned) return
    waiting.planned = true
    this.setTimer(() => void this.say(conversation, waiting), ms)
  }

  private async say(conversation: ConversationId, waiting: Waiting): Promise<void> {
    const told = waiting.no
    try {
      await this.tell(conversation, told)
    } catch (error) {
      waiting.planned = false
      if (!isWorthRetrying(error)) this.waiting.delete(conversation)
      return
    }
    waiting.planned = false
    if (waiting.no > told) this.plan(conversation, waiting, EVERY_MS)
    else this.waiting.delete(conversation)
  }
}
