import styles from './Sheets.module.css'

export interface FactOf {
  name: string
  value: string
}

/** Plain facts, one a line. */
export function Facts({ of }: { of: readonly (FactOf | false)[] }) {
  return (
    <dl className={styles.facts}>
      {of.map(
        (fact) =>
          fact && (
            <div key={fact.name} className={styles.fact}>
              <dt>{fact.name}</dt>
              <dd dir="auto">{fact.value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
