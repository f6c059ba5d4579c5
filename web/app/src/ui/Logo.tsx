import styles from './Logo.module.css'

/** Sapa's mark: a wave in a word. `size` in CSS pixels at normal text size. */
export function Logo({ size = 48 }: { size?: number }) {
  return (
    <svg className={styles.logo} style={{ width: `min(${size / 16}rem, ${size * 1.35}px)`, aspectRatio: 1 }} viewBox="0 0 64 64" aria-hidden="true">
      <rect className={styles.ground} width="64" height="64" rx="16" />
      <path
        className={styles.word}
        d="M32 13c11.6 0 20 7.3 20 17s-8.4 17-20 17c-2.3 0-4.6-.3-6.6-.9L14.8 51c-.9.4-1.8-.5-1.4-1.400l3.2-7.600C13.7 39 12 35.3 12 30c0-9.7 8.4-17 20-17Z"
      />
      <path className={styles.wave} d="M21 30c3.7-5 7.3-5 11 0s7.3 5 11 0" />
    </svg>
  )
}
