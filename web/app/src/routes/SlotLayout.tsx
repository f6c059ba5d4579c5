import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { isSignedOut } from '@sapa/api-client'
import type { Account } from '@/state/account'
import { AccountContext } from '@/state/hooks'
import { closeAccount, forgetAccount, openAccount } from '@/state/sessions'
import { useSignal } from '@/state/signal'
import { callAs, onSlotsChanged, parseSlot, rememberedSlots, rememberSlot } from '@/state/slots'
import { followMoney } from '@/state/wallet'
import { NotFound } from './NotFound'
import { paths } from './paths'
import { Shell } from './Shell'
import { StartFailed, Starting } from './Starting'

/** Everything under `/u/{slot}`: opens the account that sits there, from this device first, and keeps it connected. */
export function SlotLayout() {
  const { slot: text } = useParams({ from: '/u/$slot' })
  const slot = parseSlot(text)
  return slot === undefined ? <NotFound /> : <Slot key={slot} slot={slot} />
}

type Opening = { account?: Account; error?: unknown }

function Slot({ slot }: { slot: number }) {
  const [{ account, error }, setOpening] = useState<Opening>({})
  const [attempt, setAttempt] = useState(0)
  const navigate = useNavigate()

  useEffect(() => {
    let current = true
    let opened: Account | undefined
    open(slot).then(
      (next) => {
        if (!current) return
        opened = next
        next.start()
        setOpening({ account: next })
      },
      (reason: unknown) => {
        if (!current) return
        if (isSignedOut(reason)) void navigate({ to: paths.signIn, search: { slot }, replace: true })
        else setOpening({ error: reason })
      },
    )
    return () => {
      current = false
      opened?.stop()
    }
  }, [slot, attempt, navigate])

  if (error !== undefined) {
    const retry = () => {
      setOpening({})
      setAttempt((count) => count + 1)
    }
    return <StartFailed error={error} onRetry={retry} />
  }
  if (!account) return <Starting />
  return <Opened account={account} onReopen={() => setAttempt((count) => count + 1)} />
}

function Opened({ account, onReopen }: { account: Account; onReopen: () => void }) {
  const ended = useSignal(account.ended)
  const navigate = useNavigate()
  const { slot } = account
  const queries = useQueryClient()
  useEffect(() => followMoney(account, queries), [account, queries])

  useEffect(() => {
    if (ended === undefined) return
    if (ended === 'other_account') {
      closeAccount(slot)
      onReopen()
      return
    }
    const left = ended === 'revoked' ? forgetAccount(slot) : Promise.resolve(closeAccount(slot))
    void left.then(() => navigate({ to: paths.signIn, search: { slot, why: ended }, replace: true }))
  }, [ended, slot, navigate, onReopen])

  // Another tab signed this slot out, or in as someone else.
  useEffect(
    () =>
      onSlotsChanged(() => {
        const card = rememberedSlots()[slot]
        // What ended here already leads to the same page by itself.
        if (card?.account === account.self || account.ended.get()) return
        closeAccount(slot)
        if (card) onReopen()
        else void navigate({ to: paths.signIn, search: { slot, why: 'signed_out' }, replace: true })
      }),
    [account, slot, navigate, onReopen],
  )

  return (
    <AccountContext value={account}>
      <Shell />
    </AccountContext>
  )
}

async function open(slot: number): Promise<Account> {
  let card = rememberedSlots()[slot]
  if (!card) {
    card = await callAs(slot, 'accounts.me', {})
    rememberSlot(slot, card)
  }
  return openAccount(slot, card.account)
}
