import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, type Resident } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { LANGUAGES } from '@/i18n/languages'
import { currentLanguage } from '@/i18n/setup'
import { paths } from '@/routes/paths'
import { callAs, freeSlot, signedIn } from '@/state'
import { Avatar, Banner, Button, ListRow, Section, Spinner, useAction } from '@/ui'
import styles from './WelcomePage.module.css'

export function useResidents(wanted = true) {
  return useQuery({
    queryKey: ['demo.residents'],
    queryFn: async () => (await callAs(0, 'demo.residents', {})).residents,
    enabled: wanted,
    staleTime: 60_000,
  })
}

function useContinue() {
  const navigate = useNavigate()
  return useCallback(
    async (resident: Resident, wanted?: number) => {
      const slot = wanted ?? (await freeSlot())
      if (slot === undefined) throw new ApiError('accounts.slots_full', 'all slots are taken')
      const { account } = await callAs(slot, 'demo.continue_as', { account: resident.account })
      await signedIn(slot, account)
      await navigate({ to: paths.chats(slot) as '/', replace: true })
    },
    [navigate],
  )
}

/** The people of the demo town: a press and one is them. */
export function Residents() {
  const { t } = useTranslation('welcome')
  const residents = useResidents()
  const proceed = useContinue()
  const { run, busy, error } = useAction(proceed)
  return (
    <section className={styles.town}>
      <h2 className={styles.subtitle}>{t('residents.title')}</h2>
      <p className={styles.note}>{t('residents.note')}</p>
      {residents.isError && (
        <Banner tone="danger" action={<Button look="plain" onClick={() => void residents.refetch()}>{t('common:action.retry')}</Button>}>
          {errorText(residents.error)}
        </Banner>
      )}
      {error !== undefined && (
        <Banner tone="danger" alert>
          {error}
        </Banner>
      )}
      {ownFirst().map(({ code, tag, name }) => {
        const speakers = residents.data?.filter((resident) => resident.language === code) ?? []
        return (
          speakers.length > 0 && (
            <Section key={code} level={3} heading={<span lang={tag}>{name}</span>}>
              {speakers.map((resident) => (
                <ListRow
                  key={resident.account}
                  onPress={() => !busy && void run(resident)}
                  start={<Avatar face={resident} size={48} />}
                  title={<span>{t('residents.continue_as', { name: `\u2068${resident.display_name}\u2069` })}</span>}
                  detail={
                    <bdi lang={tag} className={styles.about}>
                      {resident.about}
                    </bdi>
                  }
                />
              ))}
            </Section>
          )
        )
      })}
    </section>
  )
}

/** The people who speak the reader's language stand first. */
function ownFirst() {
  const own = currentLanguage()
  return LANGUAGES.toSorted((one, other) => Number(other.code === own) - Number(one.code === own))
}

/** The links that the demo prints name a resident: straight in as them. */
export function ContinueAs({ handle, slot, onFailed }: { handle: string; slot?: number; onFailed: () => void }) {
  const { t } = useTranslation('welcome')
  const residents = useResidents()
  const proceed = useContinue()
  const resident = residents.data?.find((candidate) => candidate.handle === handle)
  const { run, error } = useAction(proceed)
  const started = useRef(false)
  useEffect(() => {
    if (!resident || started.current) return
    started.current = true
    void run(resident, slot)
  }, [resident, run, slot])
  const failed = error !== undefined || residents.isError || (residents.isSuccess && !resident)
  useEffect(() => {
    if (failed) onFailed()
  }, [failed, onFailed])
  if (error !== undefined || residents.isError) {
    return (
      <Banner tone="danger" alert>
        {error ?? errorText(residents.error)}
      </Banner>
    )
  }
  if (residents.isSuccess && !resident) return <Banner tone="warning">{t('residents.unknown', { handle })}</Banner>
  return (
    <p className={styles.opening} role="status">
      <Spinner /> {t('residents.opening', { name: resident?.display_name ?? handle })}
    </p>
  )
}
