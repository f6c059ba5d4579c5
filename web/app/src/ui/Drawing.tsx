import type { ReactNode } from 'react'
import styles from './Drawing.module.css'

export type DrawingName = 'chats' | 'people' | 'search' | 'letter' | 'code' | 'horizon' | 'storm' | 'key' | 'shield' | 'door'

/** Small drawings of one family: a round of sand, sea lines, one warm accent. Decoration; the words beside them say it. */
export function Drawing({ name }: { name: DrawingName }) {
  return (
    <svg className={styles.drawing} viewBox="0 0 160 120" aria-hidden="true" focusable="false">
      <ellipse className={styles.ground} cx="80" cy="104" rx="62" ry="7" />
      <circle className={styles.ground} cx="80" cy="58" r="46" />
      {DRAWINGS[name]}
    </svg>
  )
}

const DRAWINGS: Record<DrawingName, ReactNode> = {
  chats: (
    <>
      <path className={styles.sea} d="M100 46c17 0 30 10 30 24 0 7-3 12-8 16l3 11c.4 1.5-1 2.6-2.3 1.900L111 93c-3.5 1-7 1.3-11 1.3-17 0-30-10-30-24.300s13-24 30-24Z" />
      <path className={styles.paper} d="M62 24c-19 0-33 11-33 26.5 0 7.5 3.2 13.5 8.7 18L35 79c-.4 1.5 1 2.7 2.4 2L50 75.200c3.8 1.1 7.8 1.6 12 1.6 19 0 33-11 33-26.300S81 24 62 24Z" />
      <path className={styles.line} d="M44 51c6-8 12-8 18 0s12 8 18 0" />
      <path className={styles.onSea} d="M103 70h14M103 80h9" />
    </>
  ),
  people: (
    <>
      <path className={styles.sea} d="M78 96c0-17 10-27 24-27s24 10 24 27c0 2-1.5 3-3 3H81c-2 0-3-1-3-3Z" />
      <circle className={styles.sea} cx="102" cy="50" r="14" />
      <path className={styles.paper} d="M32 96c0-18 11-29 26-29s26 11 26 29c0 2-1.5 3-3 3H35c-2 0-3-1-3-3Z" />
      <circle className={styles.paper} cx="58" cy="46" r="16" />
      <path className={styles.line} d="M52 50c3.5 4 8.5 4 12 0" />
      <path className={styles.warm} d="M122 28v12M116 34h12" />
    </>
  ),
  search: (
    <>
      <circle className={styles.paper} cx="74" cy="54" r="30" />
      <path className={styles.heavy} d="m97 77 20 19" />
      <path className={styles.line} d="M60 56c5-7 9.5-7 14 0s9.5 7 14 0" />
      <path className={styles.warm} d="M118 30v9M113.5 34.500h9" />
    </>
  ),
  letter: (
    <>
      <rect className={styles.paper} x="38" y="38" width="84" height="56" rx="9" />
      <path className={styles.line} d="m42 44 32 26c4 3 8 3 12 0l32-26" />
      <path className={styles.sea} d="M112 22c9 0 16 6 16 14s-7 14-16 14c-2 0-3.5-.2-5-.7l-7 3c-1 .4-2-.5-1.5-1.500l2-5.300c-3-2.5-4.5-6-4.5-9.5 0-8 7-14 16-14Z" />
      <path className={styles.onSea} d="M105 36c2.5-3.5 5-3.5 7.5 0s5 3.5 7.5 0" />
    </>
  ),
  code: (
    <>
      <rect className={styles.paper} x="46" y="24" width="68" height="68" rx="10" />
      <path className={styles.line} d="M57 35h15v15H57zM88 35h15v15H88zM57 66h15v15H57z" />
      <path className={styles.seaLine} d="M85 62h8v8h-8zM99 62h4M99 72v9M85 79h8" />
      <path className={styles.warm} d="M36 40v-9a17 17 0 0 1 9-15M124 76v9a17 17 0 0 1-9 15" />
    </>
  ),
  horizon: (
    <>
      <circle className={styles.sun} cx="100" cy="46" r="15" />
      <path className={styles.paper} d="M36 76c12-23 22-30 32-22s16 15 24 22Z" />
      <path className={styles.sea} d="M30 74h100a50 50 0 0 1-13 20H43a50 50 0 0 1-13-20Z" />
      <path className={styles.onSea} d="M46 83c5-4 9-4 14 0s9 4 14 0 9-4 14 0 9 4 14 0" />
    </>
  ),
  storm: (
    <>
      <path className={styles.paper} d="M58 64c-11 0-19-7-19-16.500S46 32 55 31c4-9 13-15 24-15 14 0 25 9 27 21 9 .5 16 6 16 14 0 7.5-7 13-16 13Z" />
      <path className={styles.seaLine} d="M34 84c8-7 15-7 23 0s15 7 23 0 15-7 23 0 15 7 23 0M48 98c6-5 11-5 17 0s11 5 17 0 11-5 17 0" />
      <path className={styles.warm} d="m82 44-8 13h12l-8 13" />
    </>
  ),
  key: (
    <>
      <circle className={styles.paper} cx="62" cy="52" r="22" />
      <circle className={styles.line} cx="62" cy="52" r="8" />
      <path className={styles.heavy} d="m78 66 30 28M97 84l9-9M106 92l7-7" />
      <path className={styles.warm} d="M114 30v12M108 36h12" />
    </>
  ),
  shield: (
    <>
      <path className={styles.paper} d="M80 20c10 8 20 11 34 12 1 33-9 54-34 66-25-12-35-33-34-66 14-1 24-4 34-12Z" />
      <path className={styles.line} d="m64 60 12 12 21-23" />
    </>
  ),
  door: (
    <>
      <rect className={styles.sea} x="50" y="18" width="60" height="82" rx="8" />
      <path className={styles.paper} d="M58 26h38v74H58Z" />
      <path className={styles.warm} d="M88 62v6" />
      <path className={styles.line} d="M112 78c6-7 12-7 18 0" />
    </>
  ),
}
