import { useContext, useState } from 'react'
import type { Card } from '@sapa/api-client'
import { AccountContext } from '@/state/hooks'
import { avatarUrl } from '@/state/urls'
import { cx } from './cx'
import { hueOf, initialsOf } from './initials'
import styles from './Avatar.module.css'

/** What is needed to draw a person; a Card has it. */
export type Face = Pick<Card, 'account' | 'display_name' | 'avatar_version'>

export interface AvatarProps {
  face: Face
  /** CSS pixels at the reader's normal text size; it grows with the text. */
  size?: 24 | 32 | 40 | 48 | 64 | 96 | 128
  /** Where the picture is; a caller who has none (the gallery, a preview) gives its own. */
  src?: string
  /** Which account of this browser may fetch it, on pages outside of an account. */
  slot?: number
  className?: string
}

/** The face without its picture, for pages of nobody in particular: pictures are shown to those who are signed in. */
export function faceOnly(face: Face): Face {
  return { ...face, avatar_version: 0 }
}

/** Where a face's picture is, fetched by the account whose page this is. */
function useSource(face: Face, size: number, slot: number | undefined): string | undefined {
  const own = useContext(AccountContext)?.slot
  return avatarUrl(face, size > 48 ? 512 : 96, slot ?? own ?? 0)
}

/** A person's picture, or initials on one of eight quiet colours. Decoration: the name always stands beside it. */
export function Avatar({ face, size = 48, src, slot, className }: AvatarProps) {
  const stored = useSource(face, size, slot)
  const source = src ?? stored
  const [broken, setBroken] = useState<string>()
  return (
    <span
      className={cx(styles.avatar, className)}
      style={{ '--avatar-size': edgeOf(size), '--avatar-hue': hueOf(face.account) } as React.CSSProperties}
      aria-hidden="true"
    >
      <span className={styles.initials} data-initials={initialsOf(face.display_name)} />
      {source !== undefined && source !== broken && (
        <img
          className={styles.picture}
          src={source}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setBroken(source)}
        />
      )}
    </span>
  )
}

/** A group's picture, composed of two to nine members in rows, as many as there are. */
export function GroupAvatar({ members, size = 48, className }: { members: readonly Face[]; size?: AvatarProps['size']; className?: string }) {
  const shown = members.slice(0, 9)
  const [only] = shown
  if (!only) return <Avatar face={{ account: '', display_name: '', avatar_version: 0 }} size={size} className={className} />
  if (shown.length === 1) return <Avatar face={only} size={size} className={className} />
  const columns = shown.length <= 4 ? 2 : 3
  return (
    <span
      className={cx(styles.group, className)}
      data-columns={columns}
      style={{ '--avatar-size': edgeOf(size) } as React.CSSProperties}
      aria-hidden="true"
    >
      {rowsOf(shown, columns).map((row, index) => (
        <span key={index} className={styles.row}>
          {row.map((face) => (
            <Tile key={face.account} face={face} />
          ))}
        </span>
      ))}
    </span>
  )
}

/** Grows with the text, but not as far: at double size a face must leave room for its name. */
function edgeOf(size: number = 48): string {
  return `min(${size / 16}rem, ${size * 1.35}px)`
}

function Tile({ face }: { face: Face }) {
  const source = useSource(face, 48, undefined)
  const [broken, setBroken] = useState<string>()
  return (
    <span className={styles.tile} style={{ '--avatar-hue': hueOf(face.account) } as React.CSSProperties}>
      <span className={styles.initials} data-initials={initialsOf(face.display_name, 1)} />
      {source !== undefined && source !== broken && (
        <img className={styles.picture} src={source} alt="" loading="lazy" decoding="async" draggable={false} onError={() => setBroken(source)} />
      )}
    </span>
  )
}

/** The first row takes what does not fill a whole one, as in 1 + 2 for three people: the rest stand on full rows. */
function rowsOf<T>(items: readonly T[], columns: number): T[][] {
  const first = items.length % columns || columns
  const rows = [items.slice(0, first)]
  for (let at = first; at < items.length; at += columns) rows.push(items.slice(at, at + columns))
  return rows
}
