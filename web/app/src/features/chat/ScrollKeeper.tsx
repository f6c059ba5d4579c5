import { Component, type ReactNode, type RefObject } from 'react'

/** A message and how far its top is from the top of what is visible. */
export interface Anchor {
  readonly key: string
  readonly top: number
}

export interface ScrollKeeperProps {
  scroller: RefObject<HTMLDivElement | null>
  /** Called after every change of the rows, before it is painted, with where the reader was just before. */
  onCommit: (before: Anchor | undefined) => void
  children: ReactNode
}

/**
 * Notes where the reader is right before the rows change, so that the position can be held. A class, because only
 * `getSnapshotBeforeUpdate` sees the page as it was in the same commit that changes it.
 */
export class ScrollKeeper extends Component<ScrollKeeperProps> {
  override componentDidMount(): void {
    this.props.onCommit(undefined)
  }

  override getSnapshotBeforeUpdate(): Anchor | null {
    const scroller = this.props.scroller.current
    return scroller ? (anchorOf(scroller) ?? null) : null
  }

  override componentDidUpdate(_props: ScrollKeeperProps, _state: unknown, anchor: Anchor | null): void {
    this.props.onCommit(anchor ?? undefined)
  }

  override render(): ReactNode {
    return this.props.children
  }
}

/** The first message that is at least partly visible. */
export function anchorOf(scroller: HTMLElement): Anchor | undefined {
  const rows = scroller.querySelectorAll<HTMLElement>('[data-key]')
  const edge = scroller.getBoundingClientRect().top
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle] as HTMLElement).getBoundingClientRect().bottom > edge) high = middle
    else low = middle + 1
  }
  const row = rows[low]
  return row && { key: row.dataset['key'] ?? '', top: row.getBoundingClientRect().top - edge }
}

export function rowByKey(scroller: HTMLElement, key: string): HTMLElement | undefined {
  return scroller.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? undefined
}

export function rowByNo(scroller: HTMLElement, no: number): HTMLElement | undefined {
  return scroller.querySelector<HTMLElement>(`[data-no="${no}"]`) ?? undefined
}
