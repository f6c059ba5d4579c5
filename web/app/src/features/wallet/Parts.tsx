import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Money } from '@sapa/api-client'
import { formatMoney } from '@/i18n/money'
import { CopyButton, cx, Tag } from '@/ui'
import styles from './Parts.module.css'

/** Says on every screen of a demo that no money here is real. */
export function PlayMoney({ of }: { of: { play_money: boolean } | undefined }) {
  const { t } = useTranslation('money')
  return of?.play_money ? <Tag tone="warning">{t('play_money')}</Tag> : null
}

/** An amount to be seen from afar: its digits large, its currency small, wherever the language puts that. */
export function BigSum({ money, sign = '', className }: { money: Money; sign?: string; className?: string }) {
  const [, before = '', digits = '', after = ''] = /^(\D*)(.*\d)(\D*)$/.exec(formatMoney(money)) ?? []
  return (
    <bdi className={cx(styles.sum, className)}>
      {sign}
      {before && <span className={styles.small}>{before}</span>}
      {digits}
      {after && <span className={styles.small}>{after}</span>}
    </bdi>
  )
}

/** The heading of a step that took the place of another: who reads or hears the page is led to it. */
export function StepHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.setAttribute('autofocus', '')
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h3 ref={heading} tabIndex={-1} className={styles.heading}>
      {children}
    </h3>
  )
}

/** Something to know, and to copy into a bank's form. */
export function Fact({ name, value, copy, strong }: { name: ReactNode; value: string; copy?: string; strong?: boolean }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>
        <bdi className={cx(styles.value, strong && styles.strong)}>{value}</bdi>
        {copy !== undefined && <CopyButton text={value} look="plain" aria-label={copy} />}
      </dd>
    </div>
  )
}
