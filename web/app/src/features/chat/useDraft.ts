import { useCallback, useEffect, useRef, useState } from 'react'
import type { Conversation } from '@sapa/api-client'
import { useAccount } from '@/state/hooks'

/**
 * The words in the composer. They are saved with every key and follow to the person's other devices; what was written there
 * shows here as long as nobody is writing here.
 */
export function useDraft(conversation: Conversation) {
  const account = useAccount()
  const id = conversation.conversation
  const [text, setText] = useState(conversation.draft?.text ?? '')
  const [replyTo, setReplyTo] = useState(conversation.draft?.reply_to)
  const own = useRef({ text, replyTo })
  const remote = conversation.draft

  useEffect(() => {
    // Ours, echoed, or someone is writing: the field is theirs.
    if (account.drafts.unshared.get().has(id)) return
    const next = { text: remote?.text ?? '', replyTo: remote?.reply_to }
    if (next.text === own.current.text && next.replyTo === own.current.replyTo) return
    own.current = next
    setText(next.text)
    setReplyTo(next.replyTo)
  }, [account, id, remote])

  const change = useCallback(
    (next: { text?: string; replyTo?: number | undefined }) => {
      own.current = { ...own.current, ...next }
      setText(own.current.text)
      setReplyTo(own.current.replyTo)
      account.drafts.set(id, own.current.text, own.current.replyTo)
    },
    [account, id],
  )

  useEffect(() => () => account.drafts.flush(id), [account, id])

  return { text, replyTo, change }
}
