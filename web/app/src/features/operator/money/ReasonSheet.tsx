import { useTranslation } from 'react-i18next'
import { Sheet } from '@/ui'
import { ReasonForm } from './ReasonForm'

interface Props {
  /** Which words: what is closed here, or whose money goes back. */
  act: 'close' | 'give_back'
  perform: (reason: string) => Promise<unknown>
  onClose: () => void
}

/** Asks for a reason, and does what it is for. */
export function ReasonSheet({ act, perform, onClose }: Props) {
  const { t } = useTranslation('money_operator')
  return (
    <Sheet open onClose={onClose} title={t(`${act}.title`)}>
      <ReasonForm hint={act === 'close' ? t('reason.kept') : t('reason.hint')} confirm={t(`${act}.confirm`)} done={t(`${act}.done`)} perform={perform} onDone={onClose}>
        <p>{t(`${act}.note`)}</p>
      </ReasonForm>
    </Sheet>
  )
}
