import { useCallback, useEffect, useRef, useState } from 'react'
import { errorText, isCancelled } from '@/i18n/errors'

export interface Action<Args extends unknown[]> {
  run: (...args: Args) => Promise<boolean>
  busy: boolean
  /** In the reader's words, until the next run or `clear`. */
  error: string | undefined
  /** The error as it came, for forms that show some codes beside a field. */
  cause: unknown
  clear: () => void
}

/** One thing that a press does: shows that it works, takes one press at a time, and keeps what went wrong. */
export function useAction<Args extends unknown[]>(work: (...args: Args) => Promise<unknown>): Action<Args> {
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<unknown>()
  const running = useRef(false)
  const here = useRef(true)
  const latest = useRef(work)
  useEffect(() => {
    latest.current = work
  })
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  const run = useCallback(async (...args: Args) => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setCause(undefined)
    try {
      await latest.current(...args)
      return true
    } catch (problem) {
      if (here.current && !isCancelled(problem)) setCause(problem)
      return false
    } finally {
      running.current = false
      if (here.current) setBusy(false)
    }
  }, [])
  const clear = useCallback(() => setCause(undefined), [])
  return { run, busy, error: cause === undefined ? undefined : errorText(cause), cause, clear }
}
