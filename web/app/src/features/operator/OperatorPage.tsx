import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { withMoneyWords } from '@/i18n/setup'
import { paths } from '@/routes/paths'
import { useMe, useSlot } from '@/state'
import { EmptyState, Page, Segmented, SkeletonRows } from '@/ui'
import { Invitations } from './Invitations'
import { People } from './People'
import { Place } from './Place'

const PARTS = ['people', 'invitations', 'money', 'place'] as const

const MoneyPart = lazy(withMoneyWords(() => import('./money').then((module) => ({ default: module.MoneyPart }))))

/** The start page of those who run the place. */
export function OperatorPage() {
  const { t } = useTranslation('operator')
  const slot = useSlot()
  const me = useMe()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { part?: unknown }
  const part = PARTS.find((one) => one === search.part) ?? 'people'
  const setPart = (next: (typeof PARTS)[number]) => void navigate({ to: paths.operator(slot) as '/', search: { part: next } as object, replace: true })
  if (me && !me.operator) {
    return (
      <Page title={t('title')} back={paths.me(slot)}>
        <EmptyState drawing="door" title={t('not_you_title')}>
          {t('not_you')}
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page title={t('title')} back={paths.me(slot)}>
      <Segmented label={t('parts')} quietLabel value={part} onChange={setPart} options={PARTS.map((value) => ({ value, label: t(`${value}.title`) }))} />
      {part === 'people' && <People />}
      {part === 'invitations' && <Invitations />}
      {part === 'money' && (
        <Suspense fallback={<SkeletonRows count={4} picture={false} />}>
          <MoneyPart />
        </Suspense>
      )}
      {part === 'place' && <Place />}
    </Page>
  )
}
