import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@sapa/api-client'
import { PasswordField } from '@/features/accounts/PasswordField'
import { errorText } from '@/i18n/errors'
import { formatDateTime } from '@/i18n/format'
import { useAccount, useMe } from '@/state'
import { Banner, Button, Sheet, toast, useAction } from '@/ui'
import { NewPinSteps } from './NewPinSteps'
import { StepHeading } from './Parts'
import { PinEntry } from './PinEntry'
import { useWallet } from './useWallet'
import styles from './Parts.module.css'

/** The PIN as it is, then the new one twice. */
export function ChangePinSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const [typed, setTyped] = useState('')
  const [current, setCurrent] = useState<string>()
  const [problem, setProblem] = useState<{ text: string; attempt: number }>()
  const change = async (pin: string) => {
    try {
      await account.call('wallet.change_pin', { pin: current ?? '', new_pin: pin })
      toast(t('settings.pin_changed'), { look: 'good' })
      onClose()
    } catch (error) {
      if (!(error instanceof ApiError) || !/^wallet\.(wrong_pin|pin_locked)$/.test(error.code)) throw error
      // The old one was wrong: back to it, with what the cell said.
      setTyped('')
      setCurrent(undefined)
      setProblem((before) => ({ text: errorText(error), attempt: (before?.attempt ?? 0) + 1 }))
    }
  }
  return (
    <Sheet open onClose={onClose} title={t('settings.change_pin')}>
      {current === undefined ? (
        <PinEntry label={t('settings.current_pin')} value={typed} onChange={setTyped} onComplete={setCurrent} error={problem?.text} attempt={problem?.attempt} />
      ) : (
        <NewPinSteps onChosen={change} />
      )}
    </Sheet>
  )
}

/** A forgotten PIN: the password, and a day in which every device is told and can say no. */
export function AskPinResetSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const { refetch } = useWallet()
  const [asked, setAsked] = useState<string>()
  const ask = async (password: string) => {
    const { ready_at } = await account.call('wallet.ask_pin_reset', { password })
    await refetch()
    setAsked(ready_at)
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={t('settings.forgot_pin')}
      actions={asked !== undefined && <Button onClick={onClose}>{t('common:action.close')}</Button>}
    >
      {asked === undefined ? (
        <WithPassword submit={t('settings.forgot_submit')} onSubmit={ask}>
          <p>{t('settings.forgot_note')}</p>
        </WithPassword>
      ) : (
        <>
          <StepHeading>{t('settings.asked_title')}</StepHeading>
          <p>{t('settings.asked', { when: formatDateTime(asked) })}</p>
        </>
      )}
    </Sheet>
  )
}

/** The end of the waiting time: the password again, then the new PIN. */
export function FinishPinResetSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('money')
  const account = useAccount()
  const { refetch } = useWallet()
  const [password, setPassword] = useState<string>()
  const finish = async (pin: string) => {
    await account.call('wallet.finish_pin_reset', { password: password ?? '', new_pin: pin })
    await refetch()
    toast(t('settings.pin_changed'), { look: 'good' })
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t('settings.new_pin')}>
      {password === undefined ? (
        <WithPassword submit={t('settings.go_on')} onSubmit={async (given) => setPassword(given)}>
          <p>{t('settings.finish_note')}</p>
        </WithPassword>
      ) : (
        <>
          <NewPinSteps onChosen={finish} />
          <Button look="plain" className={styles.center} onClick={() => setPassword(undefined)}>
            {t('settings.password_again')}
          </Button>
        </>
      )}
    </Sheet>
  )
}

function WithPassword({ submit, onSubmit, children }: { submit: string; onSubmit: (password: string) => Promise<unknown>; children: ReactNode }) {
  const me = useMe()
  const [password, setPassword] = useState('')
  const { run, busy, error } = useAction(() => onSubmit(password))
  return (
    <form
      className={styles.steps}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      {children}
      {/* Not on the screen, but password managers need it to know whose password this is. */}
      <input type="text" autoComplete="username" value={me?.handle ?? ''} readOnly hidden />
      <PasswordField value={password} onChange={setPassword} autoFocus />
      {error !== undefined && (
        <Banner tone="danger" alert>
          {error}
        </Banner>
      )}
      <Button type="submit" look="primary" wide busy={busy} disabled={password === ''}>
        {submit}
      </Button>
    </form>
  )
}
