import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey, type AccountId } from '@sapa/api-client'
import { paths } from '@/routes/paths'
import { useAccount } from '@/state/hooks'
import { Banner, Button, Field, Page, useAction } from '@/ui'
import { FriendPicker } from './FriendPicker'

/** Besides oneself; with one other person it is a direct conversation. */
const FEWEST = 2
const MOST = 499
const NAME_MAX = 64

/** A group of friends, with a name or without. */
export function NewGroupPage() {
  const { t } = useTranslation('chat')
  const account = useAccount()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<AccountId>>(new Set())
  // Pressing again after a lost answer makes no second group.
  const clientId = useMemo(() => newKey(), [])
  const action = useAction(async () => {
    const trimmed = name.trim()
    const input = { members: [...chosen], client_id: clientId, ...(trimmed ? { name: trimmed } : {}) }
    const conversation = await account.call('chat.create_group', input, { key: clientId })
    account.takeConversation(conversation)
    await navigate({ to: paths.conversation(account.slot, conversation.conversation), replace: true })
  })
  return (
    <Page
      title={t('new.group')}
      back={paths.chats(account.slot)}
      level={2}
      footer={
        <Button look="primary" wide disabled={chosen.size < FEWEST} busy={action.busy} onClick={() => void action.run()}>
          {chosen.size < FEWEST ? t('group.choose_more', { count: FEWEST - chosen.size }) : t('group.create', { count: chosen.size + 1 })}
        </Button>
      }
    >
      {action.error && (
        <Banner tone="danger" alert>
          {action.error}
        </Banner>
      )}
      <Field label={t('group.name')} hint={t('group.name_hint')} value={name} maxLength={NAME_MAX} onChange={(event) => setName(event.target.value)} />
      <FriendPicker chosen={chosen} onChange={setChosen} most={MOST} />
    </Page>
  )
}
