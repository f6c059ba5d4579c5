import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { cx } from './cx'
import styles from './Menu.module.css'

export interface MenuItem {
  id: string
  label: ReactNode
  icon?: ReactNode
  onSelect: () => void
  danger?: boolean
  disabled?: boolean
}

/** Where a menu opens: below a button, or at the point that was pressed. */
export type MenuAnchor = { element: HTMLElement } | { x: number; y: number }

export interface MenuProps {
  anchor: MenuAnchor | undefined
  label: string
  items: readonly (MenuItem | false | undefined)[]
  onClose: () => void
}

/** The space that stays free between a menu and the edge of the window. */
const MARGIN = 8

/** A list of actions. Arrows move, letters jump, Enter does, Escape and a press elsewhere close, and the focus goes back. */
export function Menu({ anchor, label, items, onClose }: MenuProps) {
  if (!anchor) return null
  const shown = items.filter((item): item is MenuItem => Boolean(item))
  return createPortal(<OpenMenu anchor={anchor} label={label} items={shown} onClose={onClose} />, topLayer())
}

/** A menu that opens from within a modal dialog has to live in it: everything else is inert. Else it belongs to the page's main part. */
function topLayer(): Element {
  const dialogs = document.querySelectorAll('dialog[open]')
  return dialogs[dialogs.length - 1] ?? document.querySelector('main') ?? document.body
}

function OpenMenu({ anchor, label, items, onClose }: { anchor: MenuAnchor; label: string; items: MenuItem[]; onClose: () => void }) {
  const list = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })

  useLayoutEffect(() => {
    const menu = list.current
    if (!menu) return
    const before = document.activeElement
    place(menu, anchor)
    menu.querySelector<HTMLElement>('[role=menuitem]:not(:disabled)')?.focus({ preventScroll: true })
    const leave = (event: Event) => {
      if (event.target instanceof Node && menu.contains(event.target)) return
      close.current()
    }
    document.addEventListener('pointerdown', leave, true)
    window.addEventListener('resize', leave)
    window.addEventListener('blur', leave)
    return () => {
      document.removeEventListener('pointerdown', leave, true)
      window.removeEventListener('resize', leave)
      window.removeEventListener('blur', leave)
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [anchor])

  return (
    <div ref={list} className={styles.menu} role="menu" aria-label={label} onKeyDown={(event) => move(event, close.current)}>
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={cx(styles.item, item.danger && styles.danger)}
          disabled={item.disabled}
          onClick={() => {
            close.current()
            item.onSelect()
          }}
        >
          {item.icon != null && (
            <span className={styles.icon} aria-hidden="true">
              {item.icon}
            </span>
          )}
          <span>{item.label}</span>
        </button>
      ))}
    </div>
  )
}

function place(menu: HTMLElement, anchor: MenuAnchor): void {
  const { width, height } = menu.getBoundingClientRect()
  const box = 'element' in anchor ? anchor.element.getBoundingClientRect() : new DOMRect(anchor.x, anchor.y, 0, 0)
  const limitX = window.innerWidth - width - MARGIN
  const limitY = window.innerHeight - height - MARGIN
  const preferredX = 'element' in anchor && box.left > window.innerWidth / 2 ? box.right - width : box.left
  const below = box.bottom + 4
  const preferredY = below <= limitY ? below : box.top - height - 4
  menu.style.left = `${Math.max(MARGIN, Math.min(preferredX, limitX))}px`
  menu.style.top = `${Math.max(MARGIN, Math.min(preferredY, limitY))}px`
}

function move(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  const to = target(event.key, items, at)
  if (event.key === 'Escape' || event.key === 'Tab') close()
  else if (to === undefined) return
  else items[to]?.focus({ preventScroll: false })
  event.preventDefault()
  event.stopPropagation()
}

function target(key: string, items: HTMLElement[], at: number): number | undefined {
  const count = items.length
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return (at - 1 + count) % count
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  if (key.length !== 1 || key === ' ') return undefined
  const letter = key.toLocaleLowerCase()
  for (let step = 1; step <= count; step += 1) {
    const index = (at + step) % count
    if (items[index]?.textContent?.trim().toLocaleLowerCase().startsWith(letter)) return index
  }
  return undefined
}

/** The state of a menu that opens from a button or by right click and long press. */
export function useMenu() {
  const [anchor, setAnchor] = useState<MenuAnchor>()
  return {
    anchor,
    isOpen: anchor !== undefined,
    close: () => setAnchor(undefined),
    openFrom: (element: HTMLElement) => setAnchor({ element }),
    openAt: (x: number, y: number) => setAnchor({ x, y }),
  }
}
