import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '@sapa/api-client'
import { Banner } from '@/ui'
import { InspectSheet } from './InspectSheet'
import { PersonSearch } from './PersonSearch'

/** One person's wallet: only with a reason, and they read it. */
export function WalletPeople() {
  const { t } = useTranslation('money_operator')
  const [person, setPerson] = useState<Person>()
  return (
    <>
      <Banner>{t('people.note')}</Banner>
      <PersonSearch onChoose={setPerson} />
      {person && <InspectSheet person={person} onClose={() => setPerson(undefined)} />}
    </>
  )
}
