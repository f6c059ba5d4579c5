/** Whether keys belong to a field right now, so that shortcuts of single letters must not take them. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent)
}

export function modifier(): string {
  return isMac() ? '⌘' : 'Ctrl'
}

/** Enter sends where a keyboard is the usual way to write; on a phone it makes a new line. */
export function hasFinePointer(): boolean {
  return window.matchMedia('(hover: hover) and (pointer: fine)').matches
}
