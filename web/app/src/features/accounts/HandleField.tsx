import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callAs } from '@/state'
import { Field } from '@/ui'

export const HANDLE_LENGTH_MIN = 3
export const HANDLE_LENGTH_MAX = 32
/** Typing pauses this long before the cell is asked whether a handle is free. */
const PAUSE_MS = 350

export interface HandleFieldProps {
  value: string
  onChange: (handle: string) => void
  /** What the cell said about it when the form was sent. */
  error?: string
}

/** A new handle: folded to lower case while typing, and checked with the cell before the form is sent. */
export function HandleField({ value, onChange, error }: HandleFieldProps) {
  const { t } = useTranslation('accounts')
  const settled = useSettled(value, PAUSE_MS)
  const check = useQuery({
    queryKey: ['accounts.check_handle', settled],
    queryFn: ({ signal }) => callAs(0, 'accounts.check_handle', { handle: settled }, { signal }),
    enabled: settled.length >= HANDLE_LENGTH_MIN,
    retry: false,
  })
  const answer = settled === value ? check.data : undefined
  const problem = answer?.problem === undefined ? undefined : t(`handle_problem.${answer.problem}`)
  return (
    <Field
      label={t('form.handle')}
      before="@"
      value={value}
      onChange={(event) => onChange(event.target.value.replace(/^@/, '').replace(/\s/g, '').toLowerCase())}
      autoCapitalize="none"
      autoComplete="username"
      autoCorrect="off"
      spellCheck={false}
      dir="ltr"
      maxLength={HANDLE_LENGTH_MAX}
      required
      hint={t('form.handle_hint')}
      error={error ?? problem}
      good={answer?.available ? t('form.handle_free', { handle: answer.handle }) : undefined}
    />
  )
}

function useSettled(value: string, pauseMs: number): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), pauseMs)
    return () => window.clearTimeout(timer)
  }, [value, pauseMs])
  return settled
}
