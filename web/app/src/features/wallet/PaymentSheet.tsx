import type { TFunction } from 'i18next'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { paths } from '@/routes/paths'
import { useAccount } from '@/state'
import { errorText } from '@/i18n/errors'
import { formatDuration, formatTime } from '@/i18n/format'
import { formatMoney } from '@/i18n/money'
import { AppLink, Avatar, Banner, Button, Name, Sheet } from '@/ui'
import { isMore, minus } from './amount'
import { OpenWalletSteps } from './OpenWalletSteps'
import { BigSum, PlayMoney, StepHeading } from './Parts'
import { firstStep, stepAfter, type Step } from './payment'
import { PinEntry } from './PinEntry'
import { refusalText } from './refusal'
import { TermsSteps } from './TermsSteps'
import { TopUpSteps } from './TopUpSteps'
import type { Payment } from './usePayment'
import { usable, useWallet } from './useWallet'
import styles from './Parts.module.css'

export interface PaymentSheetProps {
  payment: Payment<unknown>
  /** What `perform` answered; nothing when the person closed the sheet. */
  onClose: (result: unknown) => void
}

/** What is paid, to whom, what is left after it, and the PIN. Whatever is in the way is dealt with here, and leads back to the PIN. */
export function PaymentSheet({ payment, onClose }: PaymentSheetProps) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const { wallet, lastKnownAt, refetch } = useWallet()
  const { money } = payment
  /** What an answer of the cell led to; while there is none, the wallet itself says where the payment stands. */
  const [reached, setReached] = useState<Step>()
  const [pin, setPin] = useState('')
  const attempts = useRef(0)
  const first = firstStep(wallet, money)
  const step = reached ?? first
  // Topped up: the payment goes on by itself.
  const enough = reached?.at === 'topping_up' && first.at !== 'missing'
  useEffect(() => {
    if (enough) setReached(undefined)
  }, [enough])

  const run = async (given: string) => {
    attempts.current += 1
    setReached({ at: 'working' })
    try {
      onClose((await payment.perform(given)) ?? true)
    } catch (error) {
      const next = stepAfter(error, attempts.current)
      if (next.at !== 'unknown' && !(next.at === 'refused' && next.again)) setPin('')
      const toldByWallet = next.at === 'missing' || next.at === 'opening' || next.at === 'terms'
      if (toldByWallet) await refetch()
      setReached(toldByWallet ? undefined : next)
    }
  }
  const back = useCallback(() => {
    void refetch().then(() => setReached(undefined))
  }, [refetch])
  const close = () => onClose(undefined)
  const open = usable(wallet)
  const wrong = step.at === 'pin' ? step.wrong : undefined

  // One and the same field while it waits, works and waits again: it keeps the focus, and a phone its keyboard.
  const entry = () => (
    <>
      <PinEntry
        label={t('pin.label')}
        value={pin}
        onChange={setPin}
        onComplete={(given) => void run(given)}
        error={wrong && wrongText(wrong.left, t)}
        attempt={wrong?.attempt}
        hint={step.at === 'working' ? t('pay.working') : wallet?.pin_hint && t('pin.demo', { pin: wallet.pin_hint })}
        busy={step.at === 'working'}
      />
      <Forgot />
    </>
  )
  const content: Record<Step['at'], () => ReactNode> = {
    pin: entry,
    working: entry,
    locked: () => (
      <>
        <Banner tone="danger" title={t('pin.locked_title')} alert>
          {step.at === 'locked' && t('pin.locked', { time: formatTime(step.until), wait: formatDuration(Math.max(1, (step.until - Date.now()) / 1000)) })}
        </Banner>
        <Forgot />
      </>
    ),
    missing: () => (
      <>
        <Banner tone="warning" title={t('pay.missing_title')} alert>
          {step.at === 'missing' && t('pay.missing', { money: formatMoney({ amount: step.missing, currency: money.currency }) })}
        </Banner>
        <Button look="primary" wide disabled={!open} onClick={() => step.at === 'missing' && setReached({ at: 'topping_up', missing: step.missing })}>
          {t('top_up.title')}
        </Button>
      </>
    ),
    topping_up: () => (
      <>
        <StepHeading>{t('top_up.title')}</StepHeading>
        {open && <TopUpSteps wallet={open} want={step.at === 'topping_up' ? step.missing : undefined} />}
        <Button look="plain" wide onClick={() => setReached(undefined)}>
          {t('pay.back')}
        </Button>
      </>
    ),
    opening: () => (
      <>
        <p>{t('pay.open_first')}</p>
        <OpenWalletSteps onDone={back} />
      </>
    ),
    terms: () => <TermsSteps heading={t('terms.title')} lead={t('terms.changed')} onAccept={(version) => account.call('wallet.accept_terms', { version }).then(back)} />,
    refused: () => (
      <>
        <Banner tone="danger" title={t('pay.refused_title')} alert>
          {step.at === 'refused' && refusalText(step.error, wallet, t)}
        </Banner>
        <div className={styles.actions}>
          <Button onClick={close}>{t('common:action.close')}</Button>
          {step.at === 'refused' && step.again && (
            <Button look="primary" onClick={() => (pin ? void run(pin) : setReached(undefined))}>
              {t('common:action.retry')}
            </Button>
          )}
        </div>
      </>
    ),
    unknown: () => (
      <>
        <Banner tone="warning" title={t('pay.unknown_title')} alert>
          {step.at === 'unknown' && errorText(step.error)} {t('pay.unknown')}
        </Banner>
        <div className={styles.actions}>
          <Button onClick={close}>{t('common:action.close')}</Button>
          <Button look="primary" onClick={() => void run(pin)}>
            {t('common:action.retry')}
          </Button>
        </div>
      </>
    ),
  }
  return (
    <Sheet open onClose={close} insistent={step.at === 'working'} title={payment.title}>
      <Summary payment={payment} playMoney={wallet} />
      {open && (step.at === 'pin' || step.at === 'working') && !isMore(money.amount, open.open.balance) && (
        <p className={styles.payment}>
          <span className={styles.quiet}>
            {t('pay.left_after', { money: formatMoney({ amount: minus(open.open.balance, money.amount), currency: open.currency }) })}
            {lastKnownAt !== undefined && ` (${t('last_known')})`}
          </span>
        </p>
      )}
      {content[step.at]()}
    </Sheet>
  )
}

function wrongText(left: number | undefined, t: TFunction<'money'>): string {
  if (left === undefined) return t('pin.wrong')
  return left === 0 ? t('pin.wrong_last') : t('pin.wrong_left', { count: left })
}

function Summary({ payment, playMoney }: { payment: Payment<unknown>; playMoney: { play_money: boolean } | undefined }) {
  const { payee, money, note } = payment
  return (
    <div className={styles.payment}>
      {payee && (
        <span className={styles.payee}>
          {'account' in payee && <Avatar face={payee} size={32} />}
          <Name>{payee.display_name}</Name>
        </span>
      )}
      <BigSum money={money} className={styles.amount} />
      {note && (
        <span className={styles.quiet} dir="auto">
          {note}
        </span>
      )}
      <PlayMoney of={playMoney} />
    </div>
  )
}

function Forgot() {
  const { t } = useTranslation('money')
  const account = useAccount()
  return (
    <AppLink to={paths.wallet(account.slot, 'settings')} className={styles.center}>
      {t('pin.forgot')}
    </AppLink>
  )
}
