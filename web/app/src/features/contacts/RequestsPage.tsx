import { useNavigate } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ContactRequest } from '@sapa/api-client'
import { formatShort } from '@/i18n/format'
import { paths } from '@/routes/paths'
import { useAccount, useRequests } from '@/state'
import { Avatar, Button, EmptyState, LinkButton, ListRow, Name, Page, Section, SkeletonRows, Tag, toast, useAction } from '@/ui'
import styles from './RequestsPage.module.css'

/** Who would like to be friends, and whom one asked oneself. */
export function RequestsPage() {
  const { t } = useTranslation('contacts')
  const account = useAccount()
  const requests = useRequests()?.toSorted((one, other) => other.at.localeCompare(one.at))
  const waiting = requests?.filter(({ direction, state }) => direction === 'in' && state === 'pending') ?? []
  const sent = requests?.filter(({ direction, state }) => direction === 'out' && state === 'pending') ?? []
  const past = requests?.filter(({ state }) => state !== 'pending') ?? []
  return (
    <Page title={t('requests.title')} back={paths.contacts(account.slot)} backOnPhoneOnly>
      {requests === undefined && <SkeletonRows count={4} />}
      {requests?.length === 0 && (
        <EmptyState drawing="letter" title={t('requests.empty_title')} action={<LinkButton look="primary" to={paths.find(account.slot)} icon={<UserPlus />}>{t('add')}</LinkButton>}>
          {t('requests.empty')}
        </EmptyState>
      )}
      {waiting.length > 0 && (
        <Section heading={t('requests.in')}>
          {waiting.map((request) => (
            <Waiting key={request.card.account} request={request} />
          ))}
        </Section>
      )}
      {sent.length > 0 && (
        <Section heading={t('requests.out')}>
          {sent.map((request) => (
            <Request key={request.card.account} request={request} end={<Tag>{t('requests.pending')}</Tag>} />
          ))}
        </Section>
      )}
      {past.length > 0 && (
        <Section heading={t('requests.past')}>
          {past.map((request) => (
            <Request key={`${request.card.account} ${request.direction}`} request={request} end={<Tag>{t(`requests.${request.state}`)}</Tag>} />
          ))}
        </Section>
      )}
    </Page>
  )
}

function Request({ request, end, actions }: { request: ContactRequest; end?: React.ReactNode; actions?: React.ReactNode }) {
  const { slot } = useAccount()
  return (
    <ListRow
      to={paths.contact(slot, request.card.account)}
      start={<Avatar face={request.card} size={48} />}
      title={<Name>{request.card.display_name}</Name>}
      detail={
        <>
          {request.greeting !== '' && <bdi className={styles.greeting}>{request.greeting}</bdi>}
          <time dateTime={request.at}>{formatShort(request.at)}</time>
        </>
      }
      end={end}
      actions={actions}
    />
  )
}

function Waiting({ request }: { request: ContactRequest }) {
  const { t } = useTranslation('contacts')
  const account = useAccount()
  const navigate = useNavigate()
  const name = request.card.display_name
  const accept = useAction(async () => {
    const { conversation } = await account.call('contacts.accept', { account: request.card.account })
    toast(t('requests.friends_now', { name }), {
      look: 'good',
      action: { label: t('write'), run: () => void navigate({ to: paths.conversation(account.slot, conversation) as '/' }) },
    })
  })
  const ignore = useAction(() => account.call('contacts.ignore', { account: request.card.account }))
  const error = accept.error ?? ignore.error
  return (
    <div>
      <Request
        request={request}
        actions={
          <>
            <Button look="plain" busy={ignore.busy} aria-label={t('requests.ignore_named', { name })} onClick={() => void ignore.run()}>
              {t('requests.ignore')}
            </Button>
            <Button look="primary" busy={accept.busy} aria-label={t('requests.accept_named', { name })} onClick={() => void accept.run()}>
              {t('requests.accept')}
            </Button>
          </>
        }
      />
      {error !== undefined && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </div>
  )
}
