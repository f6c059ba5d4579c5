import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link2, UserPlus } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from '@tanstack/react-router'
import type { AccountId, Conversation, Member } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { paths } from '@/routes/paths'
import { useAccount, useNameOf } from '@/state/hooks'
import { Avatar, Banner, Button, ConfirmDialog, Dialog, Handle, ListRow, Menu, Name, RowIcon, Section, SkeletonRows, Tag, toast, useAction, useMenu } from '@/ui'
import { FriendPicker } from './FriendPicker'
import { GroupLinkDialog } from './GroupLinkDialog'

const MOST_MEMBERS = 500
/** Drawn at first; the rest of a large group on demand. */
const FIRST_ROWS = 60

/** Who is in a group; adding, and for the owner removing and handing over. */
export function GroupMembers({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const [adding, setAdding] = useState(false)
  const [linking, setLinking] = useState(false)
  const [all, setAll] = useState(false)
  const { data: members, error, refetch } = useMembers(conversation)
  const shown = all ? members : members?.slice(0, FIRST_ROWS)
  return (
    <Section heading={t('members.title')} level={3}>
      {conversation.can_send && (
        <>
          <ListRow
            start={
              <RowIcon>
                <UserPlus />
              </RowIcon>
            }
            title={t('members.add')}
            onPress={() => setAdding(true)}
          />
          <ListRow
            start={
              <RowIcon>
                <Link2 />
              </RowIcon>
            }
            title={t('link.title')}
            onPress={() => setLinking(true)}
          />
        </>
      )}
      {error && (
        <Banner tone="warning" action={<Button onClick={() => void refetch()}>{t('members.retry')}</Button>}>
          {errorText(error)}
        </Banner>
      )}
      {!members && !error && <SkeletonRows count={Math.min(6, conversation.member_count)} />}
      {shown?.map((member) => <MemberRow key={member.account} member={member} conversation={conversation} iAmOwner={conversation.owner === account.self} />)}
      {members && shown && members.length > shown.length && <ListRow title={t('members.all', { count: members.length })} onPress={() => setAll(true)} />}
      {adding && <AddDialog conversation={conversation} members={members ?? []} onClose={() => setAdding(false)} />}
      {linking && <GroupLinkDialog conversation={conversation} onClose={() => setLinking(false)} />}
    </Section>
  )
}

function useMembers(conversation: Conversation) {
  const account = useAccount()
  const query = useQuery({
    // The change number moves when members do.
    queryKey: ['members', account.self, conversation.conversation, conversation.member_count, conversation.owner],
    queryFn: () => account.directory.members(conversation.conversation, true),
    placeholderData: (previous: Member[] | undefined) => previous,
  })
  const { data } = query
  // The owner, then oneself, then the others in the order in which they came.
  const sorted = useMemo(() => {
    const rank = (member: Member) => (member.owner ? 0 : member.account === account.self ? 1 : 2)
    return data && [...data].sort((one, other) => rank(one) - rank(other) || one.joined_at.localeCompare(other.joined_at))
  }, [data, account.self])
  return { ...query, data: sorted }
}

function MemberRow({ member, conversation, iAmOwner }: { member: Member; conversation: Conversation; iAmOwner: boolean }) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const navigate = useNavigate()
  const nameOf = useNameOf()
  const menu = useMenu()
  const row = useRef<HTMLElement>(null)
  const [asking, setAsking] = useState<'remove' | 'transfer'>()
  const mine = member.account === account.self
  const name = mine ? t('you') : (nameOf(member.account) ?? member.display_name)
  const open = () => {
    // Not from what has the focus: Safari gives it to no button that is pressed.
    if (iAmOwner && row.current) menu.openFrom(row.current)
    else void navigate({ to: paths.contact(account.slot, member.account) })
  }
  return (
    <div onContextMenu={(event) => event.preventDefault()}>
      <ListRow
        start={<Avatar face={member} size={40} />}
        title={<Name>{name}</Name>}
        detail={<Handle>{member.handle}</Handle>}
        end={member.owner && <Tag tone="sea">{t('members.owner')}</Tag>}
        ref={row}
        onPress={mine ? undefined : open}
      />
      <Menu
        anchor={menu.anchor}
        label={name}
        onClose={menu.close}
        items={[
          { id: 'profile', label: t('info.profile'), onSelect: () => void navigate({ to: paths.contact(account.slot, member.account) }) },
          { id: 'transfer', label: t('members.transfer'), onSelect: () => setAsking('transfer') },
          { id: 'remove', label: t('members.remove'), danger: true, onSelect: () => setAsking('remove') },
        ]}
      />
      {asking && <Ask what={asking} name={name} member={member.account} conversation={conversation} onClose={() => setAsking(undefined)} />}
    </div>
  )
}

function Ask({ what, name, member, conversation, onClose }: { what: 'remove' | 'transfer'; name: string; member: AccountId; conversation: Conversation; onClose: () => void }) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const queries = useQueryClient()
  const action = useAction(async () => {
    const input = { conversation: conversation.conversation, account: member }
    await account.call(what === 'remove' ? 'chat.remove_member' : 'chat.transfer_ownership', input)
    await queries.invalidateQueries({ queryKey: ['members', account.self, conversation.conversation] })
    onClose()
  })
  const words = { name: `\u2068${name}\u2069` }
  return (
    <ConfirmDialog
      open
      title={what === 'remove' ? t('members.remove_question', words) : t('members.transfer_question', words)}
      confirm={what === 'remove' ? t('members.remove_confirm') : t('members.transfer_confirm')}
      danger={what === 'remove'}
      busy={action.busy}
      error={action.error}
      onConfirm={() => void action.run()}
      onClose={onClose}
    >
      <p>{what === 'remove' ? t('members.remove_text') : t('members.transfer_text')}</p>
    </ConfirmDialog>
  )
}

function AddDialog({ conversation, members, onClose }: { conversation: Conversation; members: readonly Member[]; onClose: () => void }) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<ReadonlySet<AccountId>>(new Set())
  const without = useMemo(() => new Set(members.map((member) => member.account)), [members])
  const action = useAction(async () => {
    const { added, not_added } = await account.call('chat.invite', { conversation: conversation.conversation, accounts: [...chosen] })
    await queries.invalidateQueries({ queryKey: ['members', account.self, conversation.conversation] })
    if (not_added.length) toast(t('members.not_added', { count: not_added.length }), { look: 'bad' })
    else toast(t('members.added', { count: added.length }), { look: 'good' })
    onClose()
  })
  return (
    <Dialog
      open
      onClose={onClose}
      look="sheet"
      title={t('members.add')}
      actions={
        <Button look="primary" disabled={chosen.size === 0} busy={action.busy} onClick={() => void action.run()}>
          {chosen.size === 0 ? t('members.add_none') : t('members.add_confirm', { count: chosen.size })}
        </Button>
      }
    >
      {action.error && (
        <Banner tone="danger" alert>
          {action.error}
        </Banner>
      )}
      <FriendPicker chosen={chosen} onChange={setChosen} without={without} most={Math.max(1, MOST_MEMBERS - conversation.member_count)} />
    </Dialog>
  )
}
