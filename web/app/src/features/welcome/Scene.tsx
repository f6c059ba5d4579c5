import styles from './Scene.module.css'

/** A calm sea with a boat and a word across it: the one large drawing, of the same family as the small ones. */
export function Scene() {
  return (
    <svg className={styles.scene} viewBox="0 0 400 260" aria-hidden="true" focusable="false">
      <defs>
        <clipPath id="sapa-scene">
          <rect width="400" height="260" rx="28" />
        </clipPath>
      </defs>
      <g clipPath="url(#sapa-scene)">
        <rect className={styles.sky} width="400" height="260" />
        <circle className={styles.sun} cx="292" cy="112" r="40" />
        <path className={styles.far} d="M0 156c34-52 62-66 88-48 22 14 40 26 66 48Z" />
        <path className={styles.near} d="M240 156c22-30 46-42 68-28 22 12 52 16 92 28Z" />
        <rect className={styles.sea} y="154" width="400" height="106" />
        <path className={styles.wave} d="M-6 182c14-12 26-12 40 0s26 12 40 0 26-12 40 0 26 12 40 0 26-12 40 0 26 12 40 0 26-12 40 0 26 12 40 0 26-12 40 0 26 12 40 0" />
        <path className={styles.wave} d="M-26 216c14-12 26-12 40 0s26 12 40 0 26-12 40 0 26 12 40 0 26-12 40 0 26 12 40 0 26-12 40 0 26 12 40 0 26-12 40 0 26 12 40 0" />
        <path className={styles.sail} d="M150 148V66c26 18 44 44 52 76Z" />
        <path className={styles.sail} d="M142 148V82c-18 16-30 36-36 60Z" />
        <path className={styles.hull} d="M92 156h124c-8 22-26 32-62 32s-54-10-62-32Z" />
        <path className={styles.paper} d="M262 28c24 0 42 13 42 31s-18 31-42 31c-5 0-10-.6-14-1.600l-19 7.600c-2 .8-3.6-1-2.8-2.800l5.6-13c-7.6-5.6-11.8-13-11.8-21.2 0-18 18-31 42-31Z" />
        <path className={styles.greeting} d="M242 60c7-9 13-9 20 0s13 9 20 0" />
      </g>
    </svg>
  )
}
