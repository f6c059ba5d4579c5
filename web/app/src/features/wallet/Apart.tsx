import { Suspense, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

/**
 * A sheet that any component can show, also one inside of a form: it stands apart from the page, and what is sent or pressed in it
 * is not taken for the form around it.
 */
export function Apart({ children }: { children: ReactNode }) {
  return createPortal(
    <div style={{ display: 'contents' }} onSubmit={(event) => event.stopPropagation()} onClick={(event) => event.stopPropagation()}>
      <Suspense>{children}</Suspense>
    </div>,
    document.querySelector('main') ?? document.body,
  )
}
