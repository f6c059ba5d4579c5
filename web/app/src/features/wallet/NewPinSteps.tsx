import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Banner, Button } from '@/ui'
import { errorText } from '@/i18n/errors'
import { StepHeading } from './Parts'
import { isWeakPin } from './pin'
import { PinEntry } from './PinEntry'
import styles from './Parts.module.css'

/** Choosing a PIN and giving it a second time. `onChosen` does what the PIN is for; what it throws is said here. */
export function NewPinSteps({ onChosen }: { onChosen: (pin: string) => Promise<unknown> }) {
  const { t } = useTranslation('money')
  const [first, setFirst] = useState<string>()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<{ text: string; attempt: number }>()
  const [failed, setFailed] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const say = (text: string) => setProblem((before) => ({ text, attempt: (before?.attempt ?? 0) + 1 }))
  const startOver = () => {
    setFirst(undefined)
    setTyped('')
  }
  const choose = (pin: string) => {
    setTyped('')
    if (isWeakPin(pin)) return say(t('new_pin.weak'))
    setProblem(undefined)
    setFirst(pin)
  }
  const save = async (pin: string) => {
    setFailed(undefined)
    setBusy(true)
    try {
      await onChosen(pin)
    } catch (error) {
      setFailed(error)
    } finally {
      setBusy(false)
    }
  }
  const repeat = (pin: string) => {
    if (pin !== first) {
      startOver()
      return say(t('new_pin.differ'))
    }
    void save(pin)
  }
  return (
    <div className={styles.steps}>
      <StepHeading key={first === undefined ? 'choose' : 'repeat'}>{first === undefined ? t('new_pin.choose') : t('new_pin.repeat')}</StepHeading>
      <p>{t('new_pin.note')}</p>
      <PinEntry
        key={first ?? ''}
        label={first === undefined ? t('new_pin.label') : t('new_pin.label_again')}
        value={typed}
        onChange={setTyped}
        onComplete={first === undefined ? choose : repeat}
        error={problem?.text}
        attempt={problem?.attempt}
        busy={busy}
      />
      {failed !== undefined && (
        <Banner tone="danger" alert action={first !== undefined && <Button look="plain" busy={busy} onClick={() => void save(first)}>{t('common:action.retry')}</Button>}>
          {errorText(failed)}
        </Banner>
      )}
      {first !== undefined && (
        <Button look="plain" className={styles.center} onClick={startOver} disabled={busy}>
          {t('new_pin.start_over')}
        </Button>
      )}
    </div>
  )
}
