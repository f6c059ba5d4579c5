import { useCallback, useRef } from 'react'
import { newKey } from '@sapa/api-client'

/**
 * Ids of payments. The same content keeps its id until it was paid, so that whoever closes the sheet on an uncertain outcome and
 * begins again pays once; other content is another payment.
 */
export function useClientId(): { idFor: (content: unknown) => string; paid: () => void } {
  const last = useRef<{ content: string; id: string }>(undefined)
  const idFor = useCallback((content: unknown) => {
    const text = JSON.stringify(content)
    if (last.current?.content !== text) last.current = { content: text, id: newKey() }
    return last.current.id
  }, [])
  const paid = useCallback(() => {
    last.current = undefined
  }, [])
  return { idFor, paid }
}
