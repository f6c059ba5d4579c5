import type { ReactNode } from 'react'

export interface ToastMessage {
  id: number
  text: ReactNode
  look: 'plain' | 'good' | 'bad'
  action?: { label: ReactNode; run: () => void }
}

export interface ToastOptions {
  look?: ToastMessage['look']
  /** Undo, retry: what takes it back or mends it. */
  action?: ToastMessage['action']
  /** Milliseconds; by default as long as reading takes. */
  lasts?: number
}

/** Long enough to read a line aloud. */
const SHORT_MS = 4_000
/** With something to press, or something wrong, people need longer. */
const LONG_MS = 8_000
/** More than this at once are noise: the oldest leaves. */
const MOST = 3

type Listener = () => void
let messages: readonly ToastMessage[] = []
let nextId = 1
const listeners = new Set<Listener>()

function change(next: readonly ToastMessage[]): void {
  messages = next
  for (const listener of listeners) listener()
}

/** Says shortly what happened, without asking for anything. The same words again replace the earlier ones. */
export function toast(text: ReactNode, { look = 'plain', action, lasts }: ToastOptions = {}): void {
  const message = { id: nextId++, text, look, action }
  change([...messages.filter((other) => other.text !== text), message].slice(-MOST))
  window.setTimeout(() => dismissToast(message.id), lasts ?? (action || look === 'bad' ? LONG_MS : SHORT_MS))
}

export function dismissToast(id: number): void {
  if (messages.some((message) => message.id === id)) change(messages.filter((message) => message.id !== id))
}

export const toasts = {
  subscribe: (listener: Listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  snapshot: () => messages,
}
