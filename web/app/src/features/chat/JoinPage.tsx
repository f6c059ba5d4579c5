import { useNavigate, useParams } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isSignedOut } from '@sapa/api-client'
import { Outside } from '@/features/accounts/Outside'
import { errorText } from '@/i18n/errors'
import { formatNumber } from '@/i18n/format'
import { paths } from '@/routes/paths'
import { callAs, rememberedSlots } from '@/state/slots'
import { Avatar, Button, EmptyState, GroupAvatar, LinkButton, ListRow, Name, Skeleton, useAction } from '@/ui'
import styles from './JoinPage.module.css'

/** Coming into a group by its link. Whoever has several accounts here chooses which one comes in. */
export function JoinPage() {
  const { t } = useTranslation(['chat', 'common'])
  const { code = '' } = useParams({ strict: false })
  const slots = Object.entries(rememberedSlots()).map(([slot, card]) => ({ slot: Number(slot), card }))
  const [slot, setSlot] = useState(slots[0]?.slot)
  const navigate = useNavigate()
  const { data, error } = useQuery({
    queryKey: ['join', code, slot],
    queryFn: () => callAs(slot ?? 0, 'chat.resolve_group_link', { code }),
    enabled: slot !== undefined,
    staleTime: 0,
  })
  const action = useAction(async () => {
    const conversation = await callAs(slot ?? 0, 'chat.join', { code })
    await navigate({ to: paths.conversation(slot ?? 0, conversation.conversation), replace: true })
  })
  if (slot === undefined || isSignedOut(error)) {
    return (
      <Outside title={t('group.unnamed')}>
        <EmptyState drawing="people" title={t('join.sign_in')} action={<LinkButton look="primary" to={paths.signIn} search={{ next: paths.join(code) }}>{t('join.to_sign_in')}</LinkButton>}>
          <p>{t('join.sign_in_text')}</p>
        </EmptyState>
      </Outside>
    )
  }
  if (error) {
    return (
      <main className={styles.page}>
        <EmptyState level={1} drawing="storm" title={t('join.failed')} action={<LinkButton to={paths.chats(slot)}>{t('not_found.home')}</LinkButton>}>
          <p>{errorText(error)}</p>
        </EmptyState>
      </main>
    )
  }
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        {data ? <GroupAvatar members={data.members_preview} size={96} /> : <Skeleton width="96px" height="96px" />}
        <h1 className={styles.title}>{data ? <Name wraps>{data.name || t('group.unnamed')}</Name> : <Skeleton width="10em" />}</h1>
        <p className={styles.sub}>{data && t('group.count', { count: data.member_count, formatted: formatNumber(data.member_count) })}</p>
        {slots.length > 1 && (
          <div role="radiogroup" aria-label={t('join.as')} className={styles.slots}>
            {slots.map(({ slot: one, card }) => (
              <label key={one}>
                <input type="radio" name="slot" checked={one === slot} onChange={() => setSlot(one)} />
                {card && <ListRow start={<Avatar face={card} size={32} />} title={<Name>{card.display_name}</Name>} />}
              </label>
            ))}
          </div>
        )}
        {action.error && <p role="alert">{action.error}</p>}
        <Button look="primary" wide disabled={!data} busy={action.busy} onClick={() => void action.run()}>
          {data?.already_member ? t('join.open') : t('join.join')}
        </Button>
        <LinkButton look="plain" to={paths.chats(slot)}>
          {t('join.not_now')}
        </LinkButton>
      </div>
    </main>
  )
}
