import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { paths } from '@/routes/paths'
import { useMe, useSlot } from '@/state'
import { EmptyState, Page, Segmented } from '@/ui'
import { Invitations } from './Invitations'
import { People } from './People'
import { Place } from './Place'

const PARTS = ['people', 'invitations', 'place'] as const

/** The start page of those who run the place. */
export function OperatorPage() {
  const { t } = useTranslation('operator')
  const slot = useSlot()
  const me = useMe()
  const [part, setPart] = useState<(typeof PARTS)[number]>('people')
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
      {part === 'place' && <Place />}
    </Page>
  )
}
