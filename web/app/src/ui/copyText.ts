/** Puts text on the clipboard. `navigator.clipboard` exists only over HTTPS; the older way still works where it does not. */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext && navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // Refused, for example because the window lost the focus: try the older way.
    }
  }
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.readOnly = true
  area.className = 'visually-hidden'
  // Inside an open dialog: everything outside of it is inert and cannot be selected.
  const dialogs = document.querySelectorAll('dialog[open]')
  const home = dialogs[dialogs.length - 1] ?? document.body
  home.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  return done
}
