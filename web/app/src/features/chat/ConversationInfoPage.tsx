import { useNavigate, useParams } from '@tanstack/react-router'
import { EyeOff, LogOut, UserRound, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '@sapa/api-client'
import { errorText } from '@/i18n/errors'
import { paths } from '@/routes/paths'
import { useAccount, useConversation, useNameOf } from '@/state/hooks'
import { ConfirmDialog, Handle, ListRow, Name, Page, RowIcon, Section, SkeletonRows, Switch, toast, useAction } from '@/ui'
import { ConversationAvatar } from './ChatRow'
import { GroupMembers } from './GroupMembers'
import { GroupName } from './GroupName'
import styles from './Info.module.css'
import { titleOf } from './names'

/** About a conversation: who is in it, how it behaves here, and the way out. */
export function ConversationInfoPage() {
  const { t } = useTranslation('chat')
  const { conversation: id = '' } = useParams({ strict: false })
  const account = useAccount()
  const conversation = useConversation(id)
  const back = paths.conversation(account.slot, id)
  return (
    <Page title={conversation?.type === 'group' ? t('info.group') : t('info.chat')} back={back} level={2}>
      {conversation ? <Info conversation={conversation} /> : <SkeletonRows count={4} />}
    </Page>
  )
}

function Info({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('chat')
  const { slot } = useAccount()
  const navigate = useNavigate()
  const inGroup = conversation.type === 'group'
  const peer = conversation.peer
  return (
    <>
      <Head conversation={conversation} />
      <Behaviour conversation={conversation} />
      {inGroup && !conversation.left && <GroupMembers conversation={conversation} />}
      {peer && (
        <Section>
          <ListRow
            start={
              <RowIcon>
                <UserRound />
              </RowIcon>
            }
            title={t('info.profile')}
            to={paths.contact(slot, peer.account)}
            opens
          />
          <ListRow
            start={
              <RowIcon>
                <UsersRound />
              </RowIcon>
            }
            title={t('info.group_with')}
            onPress={() => void navigate({ to: paths.newGroup(slot) })}
            opens
          />
        </Section>
      )}
      {inGroup && !conversation.left && <Leave conversation={conversation} />}
    </>
  )
}

function Head({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('chat')
  const nameOf = useNameOf()
  const title = titleOf(conversation, nameOf, t)
  return (
    <div className={styles.head}>
      <ConversationAvatar conversation={conversation} size={96} />
      {conversation.type === 'group' ? (
        <GroupName conversation={conversation} title={title} />
      ) : (
        <h3 className={styles.title}>
          <Name wraps>{title}</Name>
        </h3>
      )}
      {conversation.peer && <Handle className={styles.sub}>{conversation.peer.handle}</Handle>}
      {conversation.type === 'group' && <p className={styles.sub}>{t('group.count', { count: conversation.member_count, formatted: String(conversation.member_count) })}</p>}
    </div>
  )
}

function Behaviour({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const navigate = useNavigate()
  const id = conversation.conversation
  const change = (apply: (row: Conversation) => Conversation, ask: () => Promise<unknown>) =>
    account.change(id, apply, ask).catch((error: unknown) => toast(errorText(error), { look: 'bad' }))
  const pinned = conversation.pinned_at !== undefined
  return (
    <Section>
      <Switch
        label={t('row.mute')}
        hint={t('info.mute_detail')}
        checked={conversation.muted}
        onChange={(muted) => void change((row) => ({ ...row, muted }), () => account.call('chat.set_muted', { conversation: id, muted }))}
      />
      <Switch
        label={t('row.pin')}
        checked={pinned}
        onChange={(next) =>
          void change(
            (row) => ({ ...row, pinned_at: next ? new Date().toISOString() : undefined }),
            () => account.call('chat.set_pinned', { conversation: id, pinned: next }),
          )
        }
      />
      <ListRow
        start={
          <RowIcon>
            <EyeOff />
          </RowIcon>
        }
        title={t('row.hide')}
        detail={t('info.hide_detail')}
        onPress={() => {
          void change((row) => ({ ...row, hidden: true }), () => account.call('chat.set_hidden', { conversation: id, hidden: true }))
          void navigate({ to: paths.chats(account.slot) })
        }}
      />
    </Section>
  )
}

function Leave({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const owner = conversation.owner === account.self
  const action = useAction(async () => {
    await account.call('chat.leave', { conversation: conversation.conversation })
    setAsking(false)
    await navigate({ to: paths.chats(account.slot) })
  })
  return (
    <Section>
      <ListRow
        danger
        start={
          <RowIcon tone="danger">
            <LogOut />
          </RowIcon>
        }
        title={t('leave.title')}
        onPress={() => setAsking(true)}
      />
      <ConfirmDialog
        open={asking}
        title={t('leave.question')}
        confirm={t('leave.confirm')}
        danger
        busy={action.busy}
        error={action.error}
        onConfirm={() => void action.run()}
        onClose={() => setAsking(false)}
      >
        <p>{owner ? t('leave.owner') : t('leave.text')}</p>
      </ConfirmDialog>
    </Section>
  )
}
