import { useId, type ReactNode } from 'react'
import styles from './Segmented.module.css'
import { cx } from './cx'

export interface SegmentedProps<T extends string> {
  label: ReactNode
  quietLabel?: boolean
  value: T
  options: readonly { value: T; label: ReactNode; lang?: string }[]
  onChange: (value: T) => void
  /** Long words stand below each other on phones. */
  stacks?: boolean
}

/** One of a few. A group of radio buttons, so that arrows move and screen readers count. */
export function Segmented<T extends string>({ label, quietLabel, value, options, onChange, stacks }: SegmentedProps<T>) {
  const name = useId()
  return (
    <fieldset className={styles.group}>
      <legend className={quietLabel ? 'visually-hidden' : styles.legend}>{label}</legend>
      <div className={cx(styles.track, stacks && styles.stacks)}>
        {options.map((option) => (
          <label key={option.value} className={cx(styles.option, option.value === value && styles.chosen)} lang={option.lang}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
