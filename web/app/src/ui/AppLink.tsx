import { Link } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

export interface AppLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  /** A path from routes/paths.ts, with or without a query. */
  to: string
  /** Leaves no entry behind in the history. */
  replace?: boolean
  search?: Record<string, string | number | undefined>
  hash?: string
  ref?: Ref<HTMLAnchorElement>
}

/** A link inside the client. Paths are plain strings here, so that components of `ui` need not know the routes. */
export function AppLink({ to, search, ...rest }: AppLinkProps) {
  const [path = '', query] = to.split('?')
  const parts = query === undefined ? search : { ...Object.fromEntries(new URLSearchParams(query)), ...search }
  // The router types its own literal paths; paths.ts builds the same paths as strings.
  return <Link to={path as '/'} {...({ search: parts, ...rest } as object)} />
}
