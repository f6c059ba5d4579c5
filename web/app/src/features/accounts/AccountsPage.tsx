import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Card } from '@sapa/api-client'
import { callAs, rememberedSlots, signOut, useSlot } from '@/state'
import { Avatar, ConfirmDialog, Handle, IconButton, ListRow, Name, Page, RowIcon, Section, SkeletonRows, Tag, useAction } from '@/ui'
import { MAX_SLOTS, paths } from '@/routes/paths'

interface Held {
  slot: number
  card: Card
  expired: boolean
}

/** The accounts that are signed in here: a private one and one for the shop, say. Each has its own address and its own tab. */
export function AccountsPage() {
  const { t } = useTranslation('accounts')
  const here = useSlot()
  const navigate = useNavigate()
  const slots = useQuery({ queryKey: ['accounts.slots'], queryFn: () => callAs(here, 'accounts.slots', {}), staleTime: 0 })
  const [leaving, setLeaving] = useState<Held>()
  const leave = useAction(async () => {
    if (!leaving) return
    await signOut(leaving.slot)
    setLeaving(undefined)
    const next = held.find((other) => other.slot !== leaving.slot && !other.expired)
    if (leaving.slot !== here) await slots.refetch()
    else await navigate({ to: (next ? paths.chats(next.slot) : paths.welcome) as '/', replace: true })
  })
  // Without a connection, what this device remembers is shown.
  const held: Held[] = slots.data
    ? slots.data.slots.flatMap(({ slot, account, expired }) => (account ? [{ slot, card: account, expired: expired === true }] : []))
    : slots.isError
      ? Object.entries(rememberedSlots()).flatMap(([slot, card]) => (card ? [{ slot: Number(slot), card, expired: false }] : []))
      : []
  const free = Array.from({ length: MAX_SLOTS }, (_, slot) => slot).find((slot) => !held.some((other) => other.slot === slot))
  return (
    <Page title={t('slots.title')} back={paths.me(here)} backOnPhoneOnly>
      {slots.isPending && <SkeletonRows count={2} />}
      {held.length > 0 && (
        <Section heading={t('slots.heading')} note={t('slots.note')}>
          {held.map((account) => (
            <ListRow
              key={account.slot}
              to={account.expired ? `${paths.signIn}?slot=${account.slot}` : paths.chats(account.slot)}
              start={<Avatar face={account.card} size={48} slot={account.slot} />}
              title={<Name>{account.card.display_name}</Name>}
              detail={<Handle>{account.card.handle}</Handle>}
              end={
                account.slot === here ? (
                  <Tag tone="sea">{t('slots.current')}</Tag>
                ) : account.expired ? (
                  <Tag tone="warning">{t('slots.expired')}</Tag>
                ) : undefined
              }
              actions={
                <IconButton label={t('slots.sign_out_named', { name: account.card.display_name })} onClick={() => setLeaving(account)}>
                  <LogOut />
                </IconButton>
              }
            />
          ))}
        </Section>
      )}
      {free !== undefined && !slots.isPending && (
        <Section>
          <ListRow
            to={paths.signIn}
            start={
              <RowIcon>
                <Plus />
              </RowIcon>
            }
            title={t('slots.add')}
            detail={t('slots.add_detail')}
            opens
          />
        </Section>
      )}
      <ConfirmDialog
        open={leaving !== undefined}
        title={t('sign_out.title')}
        confirm={t('sign_out.confirm')}
        busy={leave.busy}
        error={leave.error}
        onConfirm={() => void leave.run()}
        onClose={() => setLeaving(undefined)}
      >
        <p>{t('sign_out.note')}</p>
      </ConfirmDialog>
    </Page>
  )
}
