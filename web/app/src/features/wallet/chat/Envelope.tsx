import type { ReactNode } from 'react'
import { cx } from '@/ui'
import { CoverArt } from './CoverArt'
import styles from './Envelope.module.css'
import type { Cover } from './types'

export type EnvelopeState = 'closed' | 'opening' | 'open'

export interface EnvelopeProps {
  cover: Cover
  state: EnvelopeState
  /** What stands on it: from whom, and the greeting. */
  children?: ReactNode
  /** The coin that opens it. */
  coin?: ReactNode
}

/** A red packet, large: a body, a flap over it, and the coin that holds the two together. */
export function Envelope({ cover, state, children, coin }: EnvelopeProps) {
  return (
    <div className={styles.stage}>
      <div className={styles.envelope} data-state={state}>
        <div className={styles.body}>
          <CoverArt cover={cover} className={styles.art} />
        </div>
        <div className={styles.flap}>
          <CoverArt cover={cover} className={styles.art} />
          <div className={styles.words}>{children}</div>
        </div>
        {coin != null && <div className={styles.seal}>{coin}</div>}
      </div>
    </div>
  )
}

/** One as small as an icon. */
export function MiniEnvelope({ open, className }: { open?: boolean; className?: string }) {
  return (
    <span className={cx(styles.mini, open && styles.miniOpen, className)} aria-hidden="true">
      <span className={styles.miniFlap} />
      <span className={styles.miniCoin} />
    </span>
  )
}
