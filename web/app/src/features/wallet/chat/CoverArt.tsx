import { useId, type ReactNode } from 'react'
import type { Cover } from './types'
import styles from './Envelope.module.css'

/** What is drawn on a packet, in gold on red: by us, with a few lines, so that nothing has to be fetched. */
export function CoverArt({ cover, className }: { cover: Cover; className?: string }) {
  const id = `art-${useId().replace(/[^\w-]/g, '')}`
  return (
    <svg className={className} viewBox="0 0 240 320" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
      <g className={styles.gold}>{ART[cover](id)}</g>
    </svg>
  )
}

const ART: Readonly<Record<Cover, (id: string) => ReactNode>> = {
  classic: () => (
    <>
      <rect x="12" y="12" width="216" height="296" rx="10" />
      <rect x="18" y="18" width="204" height="284" rx="6" strokeOpacity="0.5" />
      {[
        [34, 34],
        [206, 34],
        [34, 286],
        [206, 286],
      ].map(([x = 0, y = 0]) => (
        <Blossom key={`${x} ${y}`} x={x} y={y} />
      ))}
      <circle cx="120" cy="160" r="66" strokeOpacity="0.4" />
      <circle cx="120" cy="160" r="76" strokeOpacity="0.25" strokeDasharray="2 6" />
    </>
  ),
  lantern: () => (
    <>
      <Lantern x={58} y={70} size={1} />
      <Lantern x={184} y={128} size={1.25} />
      <Lantern x={84} y={236} size={0.8} />
      <path d="M0 20 Q120 44 240 14" strokeOpacity="0.5" />
    </>
  ),
  // Kawung: the fruit of the sugar palm, cut across, as batik has had it for centuries.
  batik: (id) => (
    <>
      <defs>
        <pattern id={id} width="48" height="48" patternUnits="userSpaceOnUse">
          {[45, 135, 225, 315].map((turn) => (
            <g key={turn} transform={`translate(24 24) rotate(${turn})`}>
              <ellipse cx="16.5" cy="0" rx="14" ry="7.5" />
              <path d="M8 0 H25" strokeOpacity="0.6" />
            </g>
          ))}
          <circle cx="24" cy="24" r="1.5" className={styles.dot} />
          <circle cx="0" cy="24" r="2.5" strokeOpacity="0.6" />
          <circle cx="48" cy="24" r="2.5" strokeOpacity="0.6" />
          <circle cx="24" cy="0" r="2.5" strokeOpacity="0.6" />
          <circle cx="24" cy="48" r="2.5" strokeOpacity="0.6" />
        </pattern>
      </defs>
      <rect width="240" height="320" fill={`url(#${id})`} stroke="none" />
    </>
  ),
  wave: (id) => (
    <>
      <defs>
        <pattern id={id} width="48" height="24" patternUnits="userSpaceOnUse">
          {[0, 12, 24, 36, 48].map((y, row) =>
            (row % 2 ? [0, 48] : [24]).map((x) => (
              <g key={`${x} ${y}`}>
                <circle cx={x} cy={y} r="24" className={styles.scale} />
                <circle cx={x} cy={y} r="16" strokeOpacity="0.7" />
                <circle cx={x} cy={y} r="8" strokeOpacity="0.5" />
              </g>
            )),
          )}
        </pattern>
      </defs>
      <rect width="240" height="320" fill={`url(#${id})`} stroke="none" />
    </>
  ),
}

function Blossom({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      {[0, 72, 144, 216, 288].map((turn) => (
        <circle key={turn} cx="0" cy="-6.5" r="4.5" transform={`rotate(${turn})`} />
      ))}
      <circle r="1.8" className={styles.dot} />
    </g>
  )
}

function Lantern({ x, y, size }: { x: number; y: number; size: number }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      <path d={`M0 ${-y / size} V-26`} strokeOpacity="0.6" />
      <rect x="-10" y="-26" width="20" height="6" rx="2" />
      <ellipse cx="0" cy="0" rx="30" ry="21" />
      <ellipse cx="0" cy="0" rx="17" ry="21" strokeOpacity="0.7" />
      <path d="M0 -21 V21" strokeOpacity="0.7" />
      <rect x="-10" y="20" width="20" height="6" rx="2" />
      <path d="M-6 26 V42 M0 26 V48 M6 26 V42" />
    </g>
  )
}
