import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card, CellInfo } from '@sapa/api-client'
import { useCellInfo, useEntrySearch } from '@/features/accounts/entry'
import { LanguagePicker } from '@/features/accounts/Outside'
import { errorText } from '@/i18n/errors'
import { paths } from '@/routes/paths'
import { rememberedSlots } from '@/state'
import { Avatar, Banner, Button, Handle, LinkButton, ListRow, Logo, Name, Section, SkeletonRows } from '@/ui'
import { ContinueAs, Residents, useResidents } from './Residents'
import { Scene } from './Scene'
import styles from './WelcomePage.module.css'

/** The door: what this place is, and the ways in. */
export function WelcomePage() {
  const { t } = useTranslation('welcome')
  const search = useEntrySearch()
  const info = useCellInfo()
  const [failed, setFailed] = useState(false)
  const onFailed = useCallback(() => setFailed(true), [])
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <span className={styles.brand}>
          <Logo size={36} />
          <span>{t('common:app')}</span>
        </span>
        <LanguagePicker />
      </header>
      <main className={styles.main}>
        <Scene />
        <div className={styles.words}>
          <h1 className={styles.title}>{t('title')}</h1>
          <p className={styles.lead}>{t('lead')}</p>
        </div>
        <div className={styles.ways}>
          {search.as !== undefined && <ContinueAs handle={search.as} slot={search.slot} onFailed={onFailed} />}
          {(search.as === undefined || failed) && <Door info={info} />}
        </div>
      </main>
    </div>
  )
}

/** What is not known yet is not shown in part: nothing that stands here moves when the rest arrives. */
function Door({ info }: { info: ReturnType<typeof useCellInfo> }) {
  const { t } = useTranslation('welcome')
  const residents = useResidents(info.data?.demo === true)
  const here = Object.entries(rememberedSlots()).flatMap(([slot, card]) => (card ? [{ slot: Number(slot), card }] : []))
  if (info.isPending || residents.isLoading) return <SkeletonRows count={4} />
  return (
    <>
      {info.isError && (
        <Banner tone="danger" title={t('cannot_reach')} action={<Button look="plain" onClick={() => void info.refetch()}>{t('common:action.retry')}</Button>}>
          {errorText(info.error)}
        </Banner>
      )}
      {here.length > 0 && <Here accounts={here} />}
      {info.data && <Ways info={info.data} more={here.length > 0} />}
    </>
  )
}

function Here({ accounts }: { accounts: { slot: number; card: Card }[] }) {
  const { t } = useTranslation('welcome')
  return (
    <Section heading={t('here')}>
      {accounts.map(({ slot, card }) => (
        <ListRow key={slot} to={paths.chats(slot)} start={<Avatar face={card} slot={slot} />} title={<Name>{card.display_name}</Name>} detail={<Handle>{card.handle}</Handle>} opens />
      ))}
    </Section>
  )
}

function Ways({ info, more }: { info: CellInfo; more: boolean }) {
  const { t } = useTranslation('welcome')
  // The demo town has nobody who runs it, and needs none.
  if (info.needs_setup && !info.demo) return <Banner title={t('setup_title')}>{t('setup')}</Banner>
  const ways = (
    <div className={styles.buttons}>
      {info.registration === 'open' && (
        <LinkButton to={paths.register} look={info.demo || more ? 'secondary' : 'primary'} wide>
          {t('register')}
        </LinkButton>
      )}
      <LinkButton to={paths.signIn} look={info.registration === 'open' || info.demo || more ? 'secondary' : 'primary'} wide>
        {more ? t('sign_in_another') : t('sign_in')}
      </LinkButton>
      {info.registration === 'invitation' && <p className={styles.note}>{t('by_invitation')}</p>}
      {info.registration === 'closed' && <p className={styles.note}>{t('closed')}</p>}
    </div>
  )
  return (
    <>
      {info.demo && <Residents />}
      {ways}
      <p className={styles.place}>
        {t('place')} <bdi>{info.name}</bdi>
      </p>
    </>
  )
}
