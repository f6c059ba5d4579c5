import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from './Button'
import { cx } from './cx'
import styles from './Dialog.module.css'

export interface DialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  children?: ReactNode
  /** The actions, the one that is meant last. */
  actions?: ReactNode
  /** `dialog`: a question in the middle. `sheet`: from below on phones, in the middle on desktops. */
  look?: 'dialog' | 'sheet'
  /** Does not close by Escape or a press outside, such as while recovery codes are shown for the only time. */
  insistent?: boolean
  wide?: boolean
}

/**
 * What asks for an answer before anything else. The browser's own <dialog>: it keeps the focus inside, makes the page behind
 * inert, closes by Escape, and gives the focus back to where it was.
 */
export function Dialog({ open, onClose, title, children, actions, look = 'dialog', insistent, wide }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const { t } = useTranslation('common')
  const pressedOutside = useRef(false)

  useEffect(() => {
    const dialog = element.current
    if (!dialog || !open) return
    const before = document.activeElement
    dialog.showModal()
    return () => {
      dialog.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [open])

  if (!open) return null
  return (
    <dialog
      ref={element}
      className={cx(styles.dialog, styles[look], wide && styles.wide)}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // The parent decides; closing here would leave its state behind. A file picker's cancel bubbles up as well.
        if (event.target !== element.current) return
        event.preventDefault()
        if (!insistent) onClose()
      }}
      onPointerDown={(event) => {
        pressedOutside.current = event.target === element.current
      }}
      onClick={(event) => {
        if (event.target === element.current && pressedOutside.current && !insistent) onClose()
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className={styles.inside}>
        <header className={styles.header}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          {!insistent && (
            <IconButton label={t('action.close')} onClick={onClose} className={styles.close}>
              <X />
            </IconButton>
          )}
        </header>
        {children != null && <div className={styles.content}>{children}</div>}
        {actions != null && <footer className={styles.actions}>{actions}</footer>}
      </div>
    </dialog>
  )
}

/** A dialog that rises from below on phones. */
export function Sheet(props: Omit<DialogProps, 'look'>) {
  return <Dialog {...props} look="sheet" />
}

export interface ConfirmDialogProps {
  open: boolean
  title: ReactNode
  /** What will happen, and what can or cannot be undone. */
  children?: ReactNode
  /** The verb of the action, not "OK". */
  confirm: ReactNode
  danger?: boolean
  busy?: boolean
  error?: ReactNode
  onConfirm: () => void
  onClose: () => void
}

export function ConfirmDialog({ open, title, children, confirm, danger, busy, error, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation('common')
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button look="plain" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      {error != null && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </Dialog>
  )
}
