import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { AppLink, type AppLinkProps } from './AppLink'
import styles from './Button.module.css'
import { cx } from './cx'
import { Spinner } from './Spinner'

type Look = 'primary' | 'secondary' | 'plain' | 'danger'

interface Shared {
  look?: Look
  /** Fills the width it is given, as the one action of a phone's page does. */
  wide?: boolean
  /** A drawing before the words; it is decoration. */
  icon?: ReactNode
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, Shared {
  /** Work is under way: the button keeps its size, shows that it works, and takes no second press. */
  busy?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'secondary', wide, icon, busy, className, children, disabled, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={cx(styles.button, styles[look], wide && styles.wide, className)}
      disabled={disabled}
      // Not `disabled` while busy: a disabled button would lose the focus, and a screen reader its place.
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy ? <Spinner /> : icon}
      <span className={styles.words}>{children}</span>
    </button>
  )
}

export function LinkButton({ look = 'secondary', wide, icon, className, children, ...rest }: AppLinkProps & Shared) {
  return (
    <AppLink className={cx(styles.button, styles[look], wide && styles.wide, className)} {...rest}>
      {icon}
      <span className={styles.words}>{children}</span>
    </AppLink>
  )
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does: read by screen readers and shown as a tooltip. */
  label: string
  /** Shown in the tooltip beside the label. */
  shortcut?: string
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ label, shortcut, className, children, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      className={cx(styles.icon, className)}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
      {...rest}
    >
      {children}
    </button>
  )
}

export function IconLink({ label, className, children, ...rest }: AppLinkProps & { label: string }) {
  return (
    <AppLink className={cx(styles.icon, className)} aria-label={label} title={label} {...rest}>
      {children}
    </AppLink>
  )
}
