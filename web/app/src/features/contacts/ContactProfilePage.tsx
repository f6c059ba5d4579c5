import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Ban, EllipsisVertical, Pencil, UserMinus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Found, Profile, Relation } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { formatDate } from '@/i18n/format'
import { paths } from '@/routes/paths'
import { useAccount, useBlocked, useCard, useContacts } from '@/state'
import { Banner, Button, ConfirmDialog, Dialog, EmptyState, Field, IconButton, ListRow, Menu, Page, Section, SkeletonRows, toast, useAction, useMenu } from '@/ui'
import form from '@/features/accounts/Form.module.css'
import { nameOf } from './names'
import { PersonCard } from './PersonCard'

const REMARK_LENGTH_MAX = 64

/** A person: what they show of themselves, and what one can do. Friends can be read offline. */
export function ContactProfilePage() {
  const { account: who = '' } = useParams({ strict: false }) as { account?: string }
  return <Person key={who} who={who} />
}

function Person({ who }: { who: string }) {
  const { t } = useTranslation('contacts')
  const account = useAccount()
  const queries = useQueryClient()
  const card = useCard(who)
  const friend = useContacts()?.find((contact) => contact.card.account === who)
  const blocked = useBlocked()?.some((card) => card.account === who)
  const key = ['contacts.profile', account.self, who]
  const profile = useQuery<Profile>({ queryKey: key, queryFn: () => account.call('contacts.profile', { account: who }), staleTime: 0 })
  const changed = (relation: Relation) => {
    queries.setQueryData<Profile>(key, (old) => old && { ...old, relation })
    void queries.invalidateQueries({ queryKey: key })
  }
  const again = () => queries.invalidateQueries({ queryKey: key })
  // The local store hears of changes first; it also answers while the cell cannot.
  const heard: Relation | undefined = blocked ? 'blocked' : friend ? 'friend' : undefined
  const base: Found | undefined = profile.data ?? (card && { card, relation: 'none' })
  const known: Found | undefined = base && {
    ...base,
    ...(friend ? { card: friend.card, remark: friend.remark } : {}),
    relation: heard ?? base.relation,
  }
  const about = profile.data?.about
  const groups = profile.data?.common_groups ?? 0
  if (!known || (profile.isPending && !friend)) {
    return (
      <Page title={t('profile.title')} back={paths.contacts(account.slot)} backOnPhoneOnly>
        {profile.isError ? (
          <EmptyState drawing="people" title={t('profile.cannot_show')} action={<Button onClick={() => void profile.refetch()}>{t('common:action.retry')}</Button>}>
            {errorText(profile.error)}
          </EmptyState>
        ) : (
          <SkeletonRows count={3} />
        )}
      </Page>
    )
  }
  const isFriend = known.relation === 'friend'
  return (
    <Page title={t('profile.title')} back={paths.contacts(account.slot)} backOnPhoneOnly actions={known.relation !== 'self' && <More found={known} onChange={changed} onAgain={again} />}>
      <PersonCard found={known} via="group" onChange={changed} />
      {profile.isError && !isFriend && <Banner tone="warning">{errorText(profile.error)}</Banner>}
      {(about || isFriend || groups > 0) && (
        <Section>
          {about ? <ListRow title={<bdi>{about}</bdi>} detail={t('profile.about')} /> : null}
          {groups > 0 && <ListRow title={t('profile.groups', { count: groups })} />}
          {friend && <ListRow title={t('profile.since', { date: formatDate(friend.since) })} />}
        </Section>
      )}
    </Page>
  )
}

function More({ found, onChange, onAgain }: { found: Found; onChange: (relation: Relation) => void; onAgain: () => Promise<unknown> }) {
  const { t } = useTranslation('contacts')
  const account = useAccount()
  const menu = useMenu()
  const [asking, setAsking] = useState<'remark' | 'block' | 'delete'>()
  const name = nameOf(found)
  const who = found.card.account
  const close = () => setAsking(undefined)
  const block = useAction(async () => {
    await account.call('contacts.block', { account: who })
    onChange('blocked')
    close()
    toast(t('profile.blocked_done', { name }))
  })
  const remove = useAction(async () => {
    await account.call('contacts.delete', { account: who })
    onChange('none')
    close()
    toast(t('profile.deleted_done', { name }))
    await onAgain()
  })
  return (
    <>
      <IconButton label={t('common:action.more')} aria-haspopup="menu" aria-expanded={menu.isOpen} onClick={(event) => menu.openFrom(event.currentTarget)}>
        <EllipsisVertical />
      </IconButton>
      <Menu
        anchor={menu.anchor}
        label={t('common:action.more')}
        onClose={menu.close}
        items={[
          found.relation === 'friend' && { id: 'remark', label: t('profile.remark'), icon: <Pencil />, onSelect: () => setAsking('remark') },
          found.relation !== 'blocked' && { id: 'block', label: t('profile.block'), icon: <Ban />, onSelect: () => setAsking('block'), danger: true },
          found.relation === 'friend' && { id: 'delete', label: t('profile.delete'), icon: <UserMinus />, onSelect: () => setAsking('delete'), danger: true },
        ]}
      />
      {asking === 'remark' && <RemarkDialog found={found} onClose={close} onDone={onAgain} />}
      <ConfirmDialog
        open={asking === 'block'}
        title={t('profile.block_title', { name })}
        confirm={t('profile.block')}
        danger
        busy={block.busy}
        error={block.error}
        onConfirm={() => void block.run()}
        onClose={close}
      >
        <p>{t('profile.block_note')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'delete'}
        title={t('profile.delete_title', { name })}
        confirm={t('profile.delete')}
        danger
        busy={remove.busy}
        error={remove.error}
        onConfirm={() => void remove.run()}
        onClose={close}
      >
        <p>{t('profile.delete_note')}</p>
      </ConfirmDialog>
    </>
  )
}

function RemarkDialog({ found, onClose, onDone }: { found: Found; onClose: () => void; onDone: () => Promise<unknown> }) {
  const { t } = useTranslation('contacts')
  const account = useAccount()
  const [remark, setRemark] = useState(found.remark ?? '')
  const { run, busy, error } = useAction(async () => {
    await account.call('contacts.set_remark', { account: found.card.account, remark: remark.trim() })
    await onDone()
    onClose()
  })
  return (
    <Dialog open onClose={onClose} title={t('profile.remark')}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        <Field
          label={t('profile.remark_label')}
          hint={t('profile.remark_hint')}
          error={error}
          value={remark}
          placeholder={found.card.display_name}
          onChange={(event) => setRemark(event.target.value)}
          maxLength={REMARK_LENGTH_MAX}
          autoFocus
        />
        <Button type="submit" look="primary" wide busy={busy}>
          {t('common:action.save')}
        </Button>
      </form>
    </Dialog>
  )
}
