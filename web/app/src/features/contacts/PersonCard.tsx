import { useNavigate } from '@tanstack/react-router'
import { Check, MessageCircle, QrCode, UserPlus } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Found, Relation } from '@sapa/api-client'
import { paths } from '@/routes/paths'
import { useAccount, useMe } from '@/state'
import { Avatar, Banner, Button, Handle, LinkButton, Name, Tag, TextArea, useAction } from '@/ui'
import { nameOf } from './names'
import styles from './PersonCard.module.css'

export const GREETING_LENGTH_MAX = 200

export interface PersonCardProps {
  found: Found
  via: 'handle' | 'code' | 'group'
  children?: ReactNode
  /** The relation changed by something that was pressed here. */
  onChange?: (relation: Relation) => void
}

/** A person and the one thing to do next: say hello, ask, answer, or nothing because it is oneself. */
export function PersonCard({ found, via, children, onChange }: PersonCardProps) {
  const { t } = useTranslation('contacts')
  const { card } = found
  return (
    <section className={styles.person} aria-label={nameOf(found)}>
      <Avatar face={card} size={96} />
      <h2 className={styles.name}>
        <Name wraps>{nameOf(found)}</Name>
      </h2>
      <p className={styles.handle}>
        <Handle>{card.handle}</Handle> {card.fictional && <Tag>{t('fictional')}</Tag>}
      </p>
      {found.remark ? (
        <p className={styles.own}>
          {t('own_name')} <Name>{card.display_name}</Name>
        </p>
      ) : null}
      {children}
      {card.deleted ? <Banner>{t('deleted')}</Banner> : <Next found={found} via={via} onChange={onChange} />}
    </section>
  )
}

function Next({ found, via, onChange }: Omit<PersonCardProps, 'children'>) {
  const { t } = useTranslation('contacts')
  const account = useAccount()
  const navigate = useNavigate()
  const who = found.card.account
  const write = useAction(async () => {
    const { conversation } = await account.call('chat.open_direct', { account: who })
    await navigate({ to: paths.conversation(account.slot, conversation) as '/' })
  })
  const accept = useAction(async () => {
    const { conversation } = await account.call('contacts.accept', { account: who })
    onChange?.('friend')
    await navigate({ to: paths.conversation(account.slot, conversation) as '/' })
  })
  const unblock = useAction(async () => {
    await account.call('contacts.unblock', { account: who })
    onChange?.('none')
  })
  const error = write.error ?? accept.error ?? unblock.error
  const way: Record<Relation, ReactNode> = {
    self: (
      <>
        <p className={styles.says}>{t('relation.self')}</p>
        <LinkButton to={paths.mine(account.slot, 'qr')} icon={<QrCode />}>
          {t('my_code')}
        </LinkButton>
      </>
    ),
    friend: (
      <Button look="primary" icon={<MessageCircle />} busy={write.busy} onClick={() => void write.run()}>
        {t('write')}
      </Button>
    ),
    request_received: (
      <>
        <p className={styles.says}>{t('relation.request_received')}</p>
        <Button look="primary" icon={<Check />} busy={accept.busy} onClick={() => void accept.run()}>
          {t('requests.accept')}
        </Button>
      </>
    ),
    request_sent: (
      <p className={styles.says} role="status">
        <Check aria-hidden="true" /> {t('relation.request_sent')}
      </p>
    ),
    blocked: (
      <>
        <p className={styles.says}>{t('relation.blocked')}</p>
        <Button busy={unblock.busy} onClick={() => void unblock.run()}>
          {t('blocked.unblock')}
        </Button>
      </>
    ),
    none: <Ask found={found} via={via} onChange={onChange} />,
  }
  return (
    <>
      {way[found.relation]}
      {error !== undefined && (
        <Banner tone="danger" alert>
          {error}
        </Banner>
      )}
    </>
  )
}

/** The friend request. The greeting is there already: who has nothing to add presses once. */
function Ask({ found, via, onChange }: Omit<PersonCardProps, 'children'>) {
  const { t } = useTranslation('contacts')
  const account = useAccount()
  const me = useMe()
  const labelled = useId()
  const [own, setOwn] = useState<string>()
  const greeting = own ?? (me ? t('greeting_default', { name: me.display_name }) : '').slice(0, GREETING_LENGTH_MAX)
  const { run, busy, error } = useAction(async () => {
    const { relation } = await account.call('contacts.request', { account: found.card.account, greeting: greeting.trim(), via })
    onChange?.(relation)
  })
  return (
    <form
      className={styles.ask}
      aria-labelledby={labelled}
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <TextArea
        label={<span id={labelled}>{t('greeting')}</span>}
        value={greeting}
        rows={2}
        maxLength={GREETING_LENGTH_MAX}
        onChange={(event) => setOwn(event.target.value)}
      />
      {error !== undefined && (
        <Banner tone="danger" alert>
          {error}
        </Banner>
      )}
      <Button type="submit" look="primary" wide icon={<UserPlus />} busy={busy}>
        {t('ask')}
      </Button>
    </form>
  )
}
